"""The effect of a regime comes from its settings: not from its name, not from the year."""

from pathlib import Path

import numpy as np
import pytest

from eastwest.loader import load
from eastwest.runs import Record, simulate

REGIMES = Path(__file__).parents[2] / "scenarios" / "regimes"
SMALL = {"world.size": "classroom"}


def run(folder: Path, text: str, **changes: object) -> Record:
    """Run a scenario file with the given text in the classroom world."""
    path = folder / "mine.toml"
    title = 'title = { en = "Mine", zh = "我的" }\n'
    path.write_text(text.replace("# title\n", title), encoding="utf-8")
    return simulate(load(str(path)).change({**SMALL, **changes}))


def copied(folder: Path, name: str, new: str) -> None:
    """Copy a regime of the library under a new name and title."""
    text = (REGIMES / f"{name}.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("title", "notes"))]
    renamed = f'title = {{ en = "{new}", zh = "{new}" }}\n' + "\n".join(lines)
    (folder / f"{new}.toml").write_text(renamed, encoding="utf-8")


def jump(record: Record) -> int:
    """Return the year in which aid grew most over the year before, the first years left out."""
    aid = np.array(record.national["aid"])
    ratio = aid[1:] / aid[:-1]
    settled = 5
    return record.years[1:][settled:][int(ratio[settled:].argmax())]


def level(record: Record, name: str, first: int, last: int) -> float:
    """Return the mean of a national variable over some years."""
    years = np.array(record.years)
    values = np.array(record.national[name])
    return float(values[(years >= first) & (years <= last)].mean())


@pytest.fixture(scope="module")
def history() -> Record:
    return simulate(load("history").change(SMALL))


def test_renaming_every_regime_changes_no_bit(tmp_path: Path, history: Record) -> None:
    dated = {1996: "reputation", 2016: "assessment", 2021: "common_prosperity"}
    text = '# title\nextends = "history"\n'
    for year, name in dated.items():
        copied(tmp_path, name, f"rule_{year}")
        text += f'[[regime]]\nfrom = {year}\nuse = "rule_{year}.toml"\n'
    renamed = run(tmp_path, text)
    for name, values in history.national.items():
        assert values == renamed.national[name], name
    for level_name, table in history.columns.items():
        for name, arrays in table.items():
            assert np.array_equal(arrays, renamed.columns[level_name][name]), name


def test_the_jump_comes_with_the_assessment(history: Record) -> None:
    assert jump(history) in (2016, 2017)


def test_moving_the_assessment_moves_the_jump(tmp_path: Path) -> None:
    text = '# title\nextends = "history"\n'
    text += "[[regime]]\nfrom = 2016\ndrop = true\n"
    text += '[[regime]]\nfrom = 2008\nuse = "assessment"\n'
    assert jump(run(tmp_path, text)) in (2008, 2009)


def test_reputation_under_the_name_of_assessment_makes_no_jump(tmp_path: Path) -> None:
    copied(tmp_path, "reputation", "assessment")
    text = '# title\nextends = "history"\nyears = [1996, 2018]\n'
    text += '[[regime]]\nfrom = 2016\nuse = "assessment.toml"\n'
    record = run(tmp_path, text)
    assert level(record, "aid", 2016, 2018) < 2.0 * level(record, "aid", 2011, 2015)


@pytest.mark.parametrize("name", ["aid", "cadres_east_to_west", "donations"])
def test_help_rises_fivefold_by_the_third_year_of_assessment(history: Record, name: str) -> None:
    assert level(history, name, 2018, 2018) >= 5.0 * level(history, name, 2011, 2015)


def test_ties_go_from_mostly_weak_to_mostly_strong(history: Record) -> None:
    assert level(history, "strong_ties", 2011, 2015) < 0.2
    assert level(history, "strong_ties", 2023, 2025) > 0.7


def test_channels_that_nobody_measures_stay_low(history: Record) -> None:
    measured = level(history, "effort_talent", 2018, 2020)
    for name in ("services", "ecology"):
        assert level(history, f"effort_{name}", 2018, 2020) < 0.05 * measured
        assert level(history, f"effort_{name}", 2023, 2025) > 0.05 * measured


def test_reports_exceed_truth_without_audit_and_meet_it_with_strict_audit() -> None:
    gaps = {}
    for name, audit in {"none": (0.0, 0.0), "strict": (1.0, 0.95)}.items():
        given = {
            "years": [2010, 2020],
            "regime.2016.observe.audit.share": audit[0],
            "regime.2016.observe.audit.detection": audit[1],
        }
        record = simulate(load("history").change({**SMALL, **given}))
        true, told = (
            level(record, "true_aid", 2018, 2020),
            level(record, "reported_aid", 2018, 2020),
        )
        gaps[name] = told / true - 1.0
    assert gaps["none"] > 0.03
    assert abs(gaps["strict"]) < 0.2 * gaps["none"]


def test_harder_targets_first_raise_and_then_lower_aid() -> None:
    """The inverted U: beyond a point padding the reports is cheaper than meeting the targets."""
    norms = {"leadership": 20.0, "aid": 0.45, "talent": 62.0, "industry": 2.0, "labour": 1600.0}
    aid, padding = [], []
    for factor in (0.5, 8.0, 64.0):
        harder = {
            f"regime.2016.indicator.{name}.target.norm": factor * norm
            for name, norm in norms.items()
        }
        record = simulate(load("history").change({**SMALL, "years": [2012, 2020], **harder}))
        aid.append(level(record, "aid", 2020, 2020))
        padding.append(level(record, "padding", 2020, 2020))
    assert aid[0] < aid[1] > aid[2]
    assert padding[0] < padding[1] < padding[2]
