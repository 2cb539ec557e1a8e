"""Rules that are sound and yet move nobody are told; faults that only a run shows are placed."""

import pytest
from tests.command import typed

HEAD = 'extends = "history"\ntitle = { en = "Mine", zh = "我的" }\n[world]\nsize = "tiny"\n'
RANKED = 'grade = { kind = "quantiles", shares = [0.2, 0.3, 0.4] }'
ALONE = "reward.career = [0.0]\nreward.summons = [0.0]\nreward.reputation"
FROM = "[[change]]\nfrom = 2016\n"
CLOSE = f"{FROM}{RANKED}\nobserve.noise = 0.05\n{ALONE} = [0.0, 1.0, 2.0, 3.0]\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder, text):
    """Write a scenario of one change and return its name."""
    (folder / "mine.toml").write_text(HEAD + text, encoding="utf-8")
    return "mine.toml"


def test_a_share_that_is_nobody_is_told(here):
    told = typed("check", written(here, f"{FROM}{RANKED}\n"))
    assert told.exit_code == 0
    assert "regime of 2016 grade 1 is for nobody, East: a share of 0.2 of 2 gov" in told.output
    assert "grade 2 is for nobody" not in told.output


def test_a_share_of_enough_governments_is_not_told(here):
    name = written(here, f"{FROM}{RANKED}\n").removesuffix(".toml")
    text = (here / "mine.toml").read_text(encoding="utf-8").replace("tiny", "classroom")
    (here / "mine.toml").write_text(text, encoding="utf-8")
    assert "nobody" not in typed("check", f"{name}.toml").output


def test_a_regime_whose_grades_are_worth_nothing_is_told_once(here):
    text = f"{FROM}{ALONE} = [0.0]\n"
    told = typed("check", written(here, text)).output
    assert told.count("no grade is worth anything") == 1
    assert "regime of 2016" in told


def test_a_reform_that_is_refused_names_the_way_over_another_scenario(here):
    (here / "mine.toml").write_text("[[change]]\nfrom = 2016\nobserve.noise = -1.0\n")
    told = typed("check", "mine.toml")
    assert told.exit_code == 2
    assert "tried over history; over another scenario: SCENARIO+mine.toml" in told.output


@pytest.mark.parametrize("more", [(), ("--seed", 3), ("--with", "strict_audit")])
def test_noise_that_is_too_small_names_file_line_key_and_year(here, more):
    told = typed("run", written(here, CLOSE), "--years", "2015-2017", "--out", "out", *more)
    assert told.exit_code == 2
    assert "mine.toml:8: change.2016.observe.noise: must be larger" in told.output
    assert "(in 2016, under the regime of 2016)" in told.output
    assert not (here / "out").exists()


def test_noise_that_was_typed_is_placed_at_its_key(here):
    name, typed_noise = written(here, CLOSE), "change.2016.observe.noise=0.04"
    told = typed("run", name, "--years", "2015-2017", "--out", "out", "--set", typed_noise)
    assert "\nchange.2016.observe.noise: must be larger" in told.output
    assert "(got 0.04)" in told.output
