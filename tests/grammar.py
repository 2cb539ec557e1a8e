"""Random regimes, policies and pairings: every element that docs/rules.md names."""

from dataclasses import fields
from typing import Any

from hypothesis import strategies as st
from tests.strategies import PAIRED, parameters_of_history, value_of

from eastwest.policy import Levers
from eastwest.vocabulary import CHANNELS, STOCKS

FIRST = 2011
"""First of three years, of which none begins a regime of history."""
SIDES = ("east", "west", "both", "pair")
MODES = ("agreement", "absolute", "capacity", "rank", "growth")
RULES = ("best_response", "satisficing", "imitation", "inertia")
NORM = {"aid": 0.45, "talent": 60.0, "labour": 1500.0, "lifted": 3000.0, "relapse": 200.0}
OUTCOMES: tuple[dict[str, Any], ...] = (
    {"kind": "lifted"},
    {"kind": "relapse"},
    {"kind": "rural_income"},
    *({"kind": "stock", "of": name} for name in STOCKS),
    {"kind": "stock", "of": "skills", "change": True},
    *({"kind": "tally", "of": name} for name in ("firms", "jobs", "workers_kept")),
)


def between(low: float, high: float) -> st.SearchStrategy[float]:
    """Draw one of a hundred and one values from `low` to `high`, as people write them."""
    return st.integers(0, 100).map(lambda step: round(low + (high - low) * step / 100, 9))


SHARES = st.sampled_from([0.0, 1.0]) | between(0.0, 1.0)
RAMPS = st.lists(between(0.1, 1.5), min_size=1, max_size=3)


def some(draw: Any, table: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    """Draw some keys of a table; the others stay at their default."""
    return {key: draw(values) for key, values in table.items() if draw(st.booleans())}


@st.composite
def lines(draw: Any) -> dict[str, Any]:
    """Draw an indicator: a channel or an outcome, any side, target, bonus and bottom line."""
    line: dict[str, Any] = {"side": draw(st.sampled_from(SIDES)), "weight": draw(SHARES)}
    if draw(st.booleans()):
        line["outcome"] = dict(draw(st.sampled_from(OUTCOMES)))
        kind = line["outcome"]["kind"]
        through = st.lists(st.sampled_from(CHANNELS), min_size=1, max_size=3, unique=True)
        line["outcome"] |= some(draw, {"through": through})
    else:
        kind = line["channel"] = draw(st.sampled_from(CHANNELS))
        line["evidence"] = some(draw, dict.fromkeys(("pledge", "activity", "result"), SHARES))
    mode = draw(st.sampled_from(MODES[:-1] if kind == "relapse" else MODES))
    norm = NORM.get(kind, 1.0) * draw(between(0.1, 5.0))
    line["target"] = {"mode": mode, "norm": norm} | some(draw, {"ramp": RAMPS})
    if kind != "relapse" and mode not in ("rank", "growth"):
        line["target"] |= some(draw, {"ratchet": SHARES, "bound": between(0.5, 2.0)})
    line |= some(draw, {"cap": between(0.3, 2.0)})
    if mode != "rank":
        bonus = st.fixed_dictionaries({"above": between(0.3, 2.0), "points": between(0, 30)})
        line |= some(draw, {"bonus": bonus, "bottom_line": between(0.05, 1.5)})
    return line


@st.composite
def sheets(draw: Any) -> dict[str, Any]:
    """Draw indicators; where a unit may choose among some, each side keeps one that is set."""
    sheet = {f"line_{at}": draw(lines()) for at in range(draw(st.integers(0, 4)))}
    if not draw(st.booleans()):
        return {"indicator": sheet}
    choice = {"optional": True, "side": draw(st.sampled_from(SIDES))}
    free = {f"free_{at}": draw(lines()) | choice for at in range(2)}
    both = {"channel": "aid", "side": "both", "weight": 1.0, "target": {"norm": 0.5}}
    discretion = {"share": draw(SHARES), "pick": draw(st.integers(1, 2))}
    return {"indicator": {**sheet, **free, "set": both}, "discretion": discretion}


@st.composite
def grades(draw: Any) -> tuple[dict[str, Any], int]:
    """Draw a rule of grades and their number."""
    kind = draw(st.sampled_from(["bars", "quantiles", "contest"]))
    if kind == "bars":
        bars = draw(st.lists(between(-20.0, 150.0), max_size=4, unique=True).map(sorted))
        return {"kind": kind, "bars": bars}, len(bars) + 1
    if kind == "quantiles":
        parts = draw(st.lists(between(0.0, 1.0), max_size=3))
        shares = [part / max(sum(parts), 1.0) for part in parts]
        return {"kind": kind, "shares": shares, "groups": draw(st.integers(1, 3))}, len(shares) + 1
    more = {"winners": SHARES, "memory": between(0.0, 5.0), "fewest": st.integers(0, 3)}
    more["draw"] = between(0.0, 100.0)
    return {"kind": kind, **some(draw, {"exponent": between(0.2, 1.0), **more})}, 2


@st.composite
def rewards(draw: Any, number: int) -> dict[str, Any]:
    """Draw what each grade brings, one value a grade or one for all."""

    def column(values: st.SearchStrategy[float]) -> st.SearchStrategy[list[float]]:
        return st.lists(values, min_size=number, max_size=number) | st.lists(
            values, min_size=1, max_size=1
        )

    amounts = {"summons": 8000.0, "money": 2.0, "publicity": 2.0}
    stakes = {name: column(between(0.0, most)) for name, most in amounts.items()}
    stakes |= {name: column(between(-2000.0, 20_000.0)) for name in ("career", "reputation")}
    names = ("reputation", "publicity", "career", "summons", "money")
    decays = some(draw, dict.fromkeys(names, SHARES))
    more = {"per_dyad": st.booleans(), "decay": SHARES, "ramp": RAMPS}
    return some(draw, stakes | more) | {"decays": decays}


@st.composite
def audits(draw: Any) -> dict[str, Any]:
    """Draw who checks, how often, how well, and what follows."""
    shares = ("share", "detection", "leniency", "false_alarm", "doubted", "peer_learning")
    by = st.sampled_from(["self", "ring", "third"])
    more = {"penalty": between(0.0, 5000.0), "cost": between(0.0, 1.0), "by": by}
    return some(draw, {**dict.fromkeys(shares, SHARES), **more, "replaces": st.booleans()})


@st.composite
def regimes(draw: Any) -> dict[str, Any]:
    """Draw a regime; under quantiles noise is large, since little noise is refused there."""
    grade, number = draw(grades())
    least = 60.0 if grade["kind"] == "quantiles" else 0.5
    observe = {"noise": draw(between(least, 100.0)), "audit": draw(audits())}
    score = {"kind": draw(st.sampled_from(["weighted_sum", "geometric_mean", "minimum"]))}
    return {
        "title": {"en": "Random", "zh": "随机"},
        **draw(sheets()),
        "observe": observe | some(draw, {"burden": between(0.0, 0.3)}),
        "score": score | some(draw, {"points": between(1.0, 1000.0)}),
        "grade": grade,
        "reward": draw(rewards(number)),
    }


@st.composite
def levers(draw: Any) -> dict[str, Any]:
    """Draw some levers."""
    known = parameters_of_history()
    keys = [f"levers.{each.name}" for each in fields(Levers)]
    chosen = draw(st.lists(st.sampled_from(keys), max_size=6, unique=True))
    return {key.partition(".")[2]: draw(value_of(key, *known[key])) for key in chosen}


@st.composite
def rules(draw: Any) -> dict[str, Any]:
    """Draw three years: regimes, the second perhaps announced; pairings, tiers and levers."""
    second, last = FIRST + 1, FIRST + 2
    values: dict[str, Any] = {"years": [FIRST, last], "pairing.2013.drop": True}
    values[f"regime.{FIRST}"] = draw(regimes())
    if draw(st.booleans()):
        known = {"announced": FIRST} if draw(st.booleans()) else {}
        values[f"regime.{second}"] = draw(regimes()) | known
    values[f"change.{last}"] = {"observe": {"audit": draw(audits())}}
    for year in (FIRST, second):
        values[f"pairing.{year}"] = draw(st.sampled_from(PAIRED))
    values[f"lever.{second}"] = draw(levers())
    for side in ("east", "west"):
        values[f"{side}.decision.kind"] = draw(st.sampled_from(RULES))
        values[f"{side}.amplification"] = draw(between(0.5, 2.0))
        values[f"{side}.subcontract"] = draw(SHARES)
    return values
