"""Random scenarios around history, small enough to run by the hundred."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

import numpy as np
from annotated_types import Ge, Gt, Interval
from hypothesis import strategies as st

from eastwest.evaluation.regime import Regime
from eastwest.pairing import PAIRINGS
from eastwest.scenario import Scenario, Tables
from eastwest.vocabulary import TIED

REGIMES = {"reputation": 1996, "assessment": 2016, "common_prosperity": 2021}
"""Regime files, and when history takes each of them up."""
PLANS = ("none", "1996", "2002", "2013", "2016", "2021")
PAIRED = [*({"plan": name} for name in PLANS), *({"kind": name} for name in PAIRINGS)]
PAIRED += [{"plan": name, "down_to": tied} for name in ("2013", "2016") for tied in TIED]
FIXED = {"title", "question", "notes", "group", "sources", "expectation", "seed", "years", "world"}
FIXED |= {"optional"}
"""What random scenarios leave as it is, or set on their own."""
NARROW = {
    "joint.exponent": (-1.0, 0.6),
    "aid.tilt": (-3.0, 3.0),
    "aid.price": (1.0, 1.0),
    "grade.exponent": (0.3, 1.0),
}
"""Ranges that stand in the text of a parameter and not in its type."""


@cache
def tiny(years: tuple[int, int] = (2015, 2018)) -> Scenario:
    """Return history in the tiny world."""
    return Scenario.load("history").change({"world.size": "tiny", "years": list(years)})


@st.composite
def scenarios(draw: Any) -> Scenario:
    """Draw a valid scenario: a regime and a plan from its first year on, any parameters."""
    first = draw(st.sampled_from([2011, 2012, 2014, 2015, 2017, 2018]))
    years = [first, first + draw(st.integers(1, 4))]
    regime, start = draw(st.sampled_from(list(REGIMES.items()))), f"regime.{first}"
    values: dict[str, Any] = {
        "years": years,
        "seed": draw(st.integers(0, 2**31)),
        "world.firms": draw(st.sampled_from([20, 0, 3, 60])),
        "world.organizations": draw(st.sampled_from([6, 0, 30])),
        f"{start}.use": regime[0],
        f"pairing.{first}": draw(st.sampled_from(PAIRED)),
        f"pairing.{first + 2}": draw(st.sampled_from(PAIRED)),
    }
    if draw(st.booleans()) and first < 2016:
        values["regime.2016.drop"] = True
    open_keys = parameters_of_history() | {
        f"{start}.{key}": spot for key, spot in parameters_of_regime(regime[1]).items()
    }
    chosen = st.lists(st.sampled_from(list(open_keys)), min_size=20, max_size=40, unique=True)
    for key in draw(chosen):
        values[key] = draw(value_of(key, *open_keys[key]))
    return tiny().change(values)


@cache
def parameters_of_history() -> dict[str, tuple[Any, Any]]:
    """Return type and value of every undated parameter of history, by dotted key."""
    return dict(_leaves(Tables, tiny().tables))


@cache
def parameters_of_regime(year: int) -> dict[str, tuple[Any, Any]]:
    """Return the same for the regime that history takes up in a year, keys from the regime on."""
    rule = next(entry.rule for entry in tiny().regimes if entry.start == year)
    return dict(_leaves(Regime, rule))


def _leaves(kind: type, table: Any, above: str = "") -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Yield dotted key, type and value of each parameter of a table and of those in it."""
    hints = get_type_hints(kind, include_extras=True)
    for each in fields(table):
        value, key = getattr(table, each.name), f"{above}{each.name}"
        if each.name in FIXED or value is None or isinstance(value, str):
            continue
        if is_dataclass(value):
            yield from _leaves(type(value), value, f"{key}.")
        elif isinstance(value, Mapping):
            for name, inside in value.items():
                yield from _leaves(type(inside), inside, f"{key}.{name}.")
        else:
            yield key, (hints[each.name], value)


def value_of(key: str, hint: Any, value: Any) -> st.SearchStrategy[Any]:
    """Return values that a parameter may take, not far from the one it has."""
    low, high = NARROW.get(".".join(key.split(".")[-2:]), _range(hint))
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, int):
        return st.integers(max(int(low), 0), value + 3)
    factor = st.floats(0.1, 10.0)
    if isinstance(value, tuple):
        return factor.map(lambda times: [times * one for one in value])
    if low == 0.0 and high == np.inf:  # an amount, or what must be positive
        near = factor.map(lambda times: times * (value or 0.1))
        return st.just(0.0) | near if _may_be_nil(hint) else near
    bottom, top = max(low, value - 2.0), min(high, value + 2.0)
    return st.floats(bottom, top, exclude_min=bottom == 0.0 and not _may_be_nil(hint))


def _range(hint: Any) -> tuple[float, float]:
    """Return the range that stands in a parameter's type."""
    low, high = -np.inf, np.inf
    for mark in _marks(hint):
        bounds = mark if isinstance(mark, Interval) else None
        low = max(low, *(_number(mark, bounds, name, -np.inf) for name in ("ge", "gt")))
        high = min(high, *(_number(mark, bounds, name, np.inf) for name in ("le", "lt")))
    return low, high


def _number(mark: Any, bounds: Interval | None, name: str, default: float) -> float:
    found = getattr(bounds if bounds is not None else mark, name, None)
    return default if found is None else float(found)


def _may_be_nil(hint: Any) -> bool:
    return all(getattr(mark, "gt", None) != 0 for mark in _marks(hint))


def _marks(hint: Any) -> list[Any]:
    """Return all range marks of a type, however deep they sit."""
    here = [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Ge | Gt | Interval)]
    inside = [mark for one in get_args(hint) for mark in _marks(one)]
    return here + inside
