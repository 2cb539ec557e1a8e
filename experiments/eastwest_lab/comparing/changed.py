"""What two scenarios set differently, in groups, and the scenarios that lie between the two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.loader import of_data
from eastwest.reading.finding import DATED
from eastwest.scenario import Scenario
from eastwest_lab.comparing.shapley import Coalition, coalitions

MOST = 6
"""Groups at most, so 64 sets of them; what is left over is one group."""
OTHERS = "others"
TEXTS = ("title", "question", "notes", "group", "sources", "expectation")
"""What moves no run."""
PARTS = {"observe": "observe", "score": "score", "grade": "grade", "reward": "stakes"}
"""Group by the part of a regime."""
OF_INDICATORS = {"weight": "weights", "target": "targets"}
"""Group by the part of an indicator."""
TOGETHER = " & "
"""Stands between groups that cannot be taken apart."""

Path = tuple[Any, ...]
"""Steps to a value; the second step in a dated list is the year."""
Groups = Mapping[str, tuple[Path, ...]]
"""Group -> the settings in it."""


def changed(first: Scenario, second: Scenario) -> Groups:
    """Return what two scenarios set differently, in groups that can be swapped one by one.

    Groups of which one alone makes no sound scenario (another kind of grade with the old
    rewards) become one.
    """
    old, new = _leaves(first), _leaves(second)
    found: dict[str, list[Path]] = {}
    for path in {**old, **new}:
        if old.get(path) != new.get(path):
            found.setdefault(_group(path, old, new), []).append(path)
    few = _few({name: tuple(paths) for name, paths in found.items()})
    return _sound(first, second, few)


def between(first: Scenario, second: Scenario, groups: Groups, on: Coalition) -> Scenario:
    """Return the first scenario with some groups of settings as the second has them.

    None is the first itself and all is the second itself, to the last bit.
    """
    if not on:
        return first
    if on >= set(groups):
        return replace(second, name=first.name)
    leaves, new = _leaves(first), _leaves(second)
    for path in chain.from_iterable(groups[name] for name in on):
        leaves.pop(path, None)
        if path in new:
            leaves[path] = new[path]
    return _made(first, second, leaves)


def _leaves(scenario: Scenario) -> dict[Path, Any]:
    """Return the settings of a scenario by path; what only tells is left out."""
    data = {
        key: {each["from"]: each for each in value} if key in DATED else value
        for key, value in scenario.data.items()
        if key not in TEXTS
    }
    return dict(_flat(data, ()))


def _flat(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    is_list = path[:1] in [(name,) for name in DATED] and len(path) < 3
    if not isinstance(value, dict) or not (value or is_list):
        yield path, value
        return
    for name, each in value.items():
        is_told = len(path) == 2 and path[0] in DATED and name in (*TEXTS, "from")
        if not is_told:
            yield from _flat(each, (*path, name))


def _group(path: Path, *sides: Mapping[Path, Any]) -> str:
    """Return the group of a setting."""
    if path[0] in ("regime", "change"):
        return _of_regime(path, sides)
    if path[0] == "lever":
        return f"lever.{path[2]}"
    return f"channel.{path[1]}" if path[0] == "channel" else str(path[0])


def _of_regime(path: Path, sides: Sequence[Mapping[Path, Any]]) -> str:
    listed, year, part, *rest = path
    if listed == "regime" and not all(_has(side, path[:2]) for side in sides):
        return f"regime.{year}"
    if part != "indicator":
        return "audit" if part == "observe" and rest[0] == "audit" else PARTS.get(part, str(part))
    # An indicator that only one of them has comes whole; a patch alone has no channel.
    is_whole = any((*path[:4], "channel") in side for side in sides)
    if is_whole and not all(_has(side, path[:4]) for side in sides):
        return "indicators"
    return OF_INDICATORS.get(str(path[4]), "indicators")


def _has(side: Mapping[Path, Any], path: Path) -> bool:
    return any(each[: len(path)] == path for each in side)


def _few(groups: Groups) -> Groups:
    """Return as many groups as can be crossed; those beyond are one."""
    if len(groups) <= MOST:
        return groups
    names = list(groups)
    rest = tuple(chain.from_iterable(groups[name] for name in names[MOST - 1 :]))
    return {**{name: groups[name] for name in names[: MOST - 1]}, OTHERS: rest}


def _sound(first: Scenario, second: Scenario, groups: Groups) -> Groups:
    """Return groups, joined until every set of them makes a sound scenario."""
    for on in coalitions(list(groups)):
        if _is_sound(first, second, groups, on):
            continue
        inside, outside = list(on), [name for name in groups if name not in on]
        pair = next(
            (
                (one, other)
                for one in inside
                for other in outside
                if _is_sound(first, second, groups, on - {one})
                or _is_sound(first, second, groups, on | {other})
            ),
            (inside[0], outside[0]),
        )
        return _sound(first, second, _joined(groups, *pair))
    return groups


def _is_sound(first: Scenario, second: Scenario, groups: Groups, on: Coalition) -> bool:
    try:
        between(first, second, groups, on)
    except ScenarioError:
        return False
    return True


def _joined(groups: Groups, one: str, other: str) -> Groups:
    """Return groups with two of them as one, in the place of the first."""
    names = [name for name in groups if name in (one, other)]
    both = tuple(chain.from_iterable(groups[name] for name in names))
    found: dict[str, tuple[Path, ...]] = {}
    for name, paths in groups.items():
        if name not in names:
            found[name] = paths
        elif name == names[0]:
            found[TOGETHER.join(names)] = both
    return found


def _made(first: Scenario, second: Scenario, leaves: Mapping[Path, Any]) -> Scenario:
    """Return a scenario of these settings, with the texts of the first."""
    data: dict[str, Any] = {key: first.data[key] for key in TEXTS if key in first.data}
    data |= {key: {} for key in DATED}
    for path, value in leaves.items():
        place = data
        for step in path[:-1]:
            place = place.setdefault(step, {})
        place[path[-1]] = value
    for name in DATED:
        told = {
            each["from"]: {key: each[key] for key in TEXTS if key in each}
            for side in (second, first)
            for each in side.data.get(name, ())
        }
        data[name] = [
            {"from": year, **told.get(year, {}), **entry}
            for year, entry in sorted(data[name].items())
        ]
    return of_data(first.name, data)
