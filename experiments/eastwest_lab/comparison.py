"""A folder of a comparison: the study behind it, and the comparison read back from it.

The folder is that of a sweep, so a comparison that was stopped goes on where it was. The runs of
an attribution are a sweep of their own inside it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from eastwest import storing
from eastwest.errors import EastwestError, ResultsError
from eastwest.scenario import Scenario
from eastwest_lab.catalogue import KEY_VARIABLES
from eastwest_lab.comparing.attribution import REST, Attribution, attribute, named
from eastwest_lab.comparing.changed import Groups, between, changed
from eastwest_lab.comparing.compared import PLACED, Compared, compare
from eastwest_lab.comparing.mechanisms import GROUPS, closed
from eastwest_lab.comparing.shapley import coalitions
from eastwest_lab.plots.comparison import ATTRIBUTED, SHOWN
from eastwest_lab.study import Study
from eastwest_lab.sweeps.results import Results, load

SETTINGS = "comparison.json"
CHANNELS, CHANGES = "channels", "settings"
"""What a difference can be attributed to; the folder of its runs has the same name."""
ON = "|"
"""Stands between a scenario's name and the groups that are on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a comparison was asked, besides its study.

    Args:
        command: What makes it again.
        over: Years whose mean is an outcome; from the first difference on if none.
        precision: Half width of an interval that is wanted, as a share.
    """

    command: str
    over: tuple[int, int] | None
    precision: float


@dataclass(frozen=True, slots=True)
class Kept:
    """A comparison and what it was made of."""

    compared: Compared
    results: Results
    settings: Settings


def study(bases: Mapping[str, Scenario], replicates: int) -> Study:
    """Return the study behind a comparison; every scenario is a point of it."""
    variables = list(dict.fromkeys([*KEY_VARIABLES, *SHOWN, PLACED]))
    table = _table(KEY_VARIABLES, replicates)
    table["keep"] = {"variables": variables, "levels": ["national", "county"]}
    return Study.make(table, "comparison", bases)


def attribution_study(
    kind: str, bases: Mapping[str, Scenario], replicates: int, years: tuple[int, int]
) -> Study:
    """Return the study behind an attribution: every set of groups is a scenario of it."""
    crossed = _with_channels(bases) if kind == CHANNELS else _with_settings(bases)
    return Study.make(_table(ATTRIBUTED, replicates, list(years)), kind, crossed)


def _with_channels(bases: Mapping[str, Scenario]) -> dict[str, Scenario]:
    """Return all scenarios with every set of groups of channels open."""
    groups = frozenset(GROUPS)
    return {
        f"{name}{ON}{named(on)}": replace(closed(base, groups - on), name=name)
        for name, base in bases.items()
        for on in coalitions(list(GROUPS))
    }


def _with_settings(bases: Mapping[str, Scenario]) -> dict[str, Scenario]:
    """Return the first scenario with every set of groups of each other's settings."""
    first = next(iter(bases.values()))
    return {
        f"{name}{ON}{named(on)}": replace(between(first, bases[name], groups, on), name=name)
        for name, groups in taken_apart(bases).items()
        for on in coalitions(list(groups))
    }


def taken_apart(bases: Mapping[str, Scenario]) -> dict[str, Groups]:
    """Return what each scenario sets otherwise than the first, in groups.

    Raises:
        EastwestError: If it is one group alone, which leaves nothing to attribute.
    """
    (_, first), *others = bases.items()
    found = {name: changed(first, base) for name, base in others}
    for name, groups in found.items():
        if len(groups) < 2:
            rule = f"differs from the first in {', '.join(groups)} alone, which nothing takes apart"
            raise EastwestError(f"attribute: {name} {rule}")
    return found


def _table(names: Iterable[str], replicates: int, years: list[int] | None = None) -> dict[str, Any]:
    span = {} if years is None else {"years": years}
    outcomes = {name: {"variable": name, **span} for name in names}
    return {"outcomes": outcomes, "replicates": {"number": replicates}}


def keep(settings: Settings, folder: Path) -> None:
    """Write what a comparison was asked into its folder."""
    text = json.dumps(asdict(settings), indent=2, ensure_ascii=False)
    storing.write_text(folder / SETTINGS, text + "\n")


def read(folder: Path) -> Kept:
    """Return the comparison that a folder holds; raise `ResultsError` if it holds none."""
    path = folder / SETTINGS
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        over = None if found["over"] is None else (int(found["over"][0]), int(found["over"][1]))
        settings = Settings(str(found["command"]), over, float(found["precision"]))
    except OSError as error:
        rule = f"cannot be read, so the folder holds no comparison: {storing.reason(error)}"
        raise ResultsError(f"{path}: {rule}") from None
    except (ValueError, KeyError, TypeError):
        raise ResultsError(f"{path}: is damaged") from None
    results = load(folder)
    return Kept(compared(results, settings), results, settings)


def compared(results: Results, settings: Settings) -> Compared:
    """Return the comparison of the runs of a folder, with the attribution if it is there."""
    bases, runs = results.study.bases, results.runs
    done = set(runs.loc[runs["status"] == "done", "scenario"])
    if missing := [name for name in bases if name not in done]:
        raise ResultsError(f"{results.folder}: no run of {missing[0]} was done")
    return compare(
        {
            name: {str(code): text for code, text in base.tables.title.items()}
            for name, base in bases.items()
        },
        results.yearly,
        over=settings.over,
        precision=settings.precision,
        failed=(int((runs["status"] == "failed").sum()), len(runs)),
        to_channels=_to_channels(results.folder / CHANNELS, list(bases)),
        to_settings=_to_settings(results.folder / CHANGES, bases),
    )


def _to_channels(folder: Path, names: Sequence[str]) -> dict[str, Attribution]:
    """Return how channels make each difference, if the runs for it were done."""
    if not folder.is_dir():
        return {}
    table = _by_groups(load(folder).runs)
    reference, *others = names
    return {name: attribute(table, list(GROUPS), ATTRIBUTED, reference, name) for name in others}


def _to_settings(folder: Path, bases: Mapping[str, Scenario]) -> dict[str, Attribution]:
    """Return how changed settings make each difference, if the runs for it were done."""
    if not folder.is_dir():
        return {}
    table = _by_groups(load(folder).runs)
    (reference, first), *others = bases.items()
    found = {}
    for name, base in others:
        groups = list(changed(first, base))
        own = table[table["scenario"] == name]
        none = own[own["on"] == ""]
        beside = [none.assign(scenario=reference, on=named(on)) for on in coalitions(groups)]
        split = attribute(pd.concat([own, *beside]), groups, ATTRIBUTED, reference, name)
        is_part = split.parts["group"] != REST  # with nothing swapped nothing differs
        found[name] = replace(split, parts=split.parts[is_part])
    return found


def _by_groups(runs: pd.DataFrame) -> pd.DataFrame:
    """Return runs with the name of the scenario and the groups that are on apart."""
    parts = runs["scenario"].astype(str).str.rpartition(ON)
    return runs.assign(scenario=parts[0], on=parts[2])
