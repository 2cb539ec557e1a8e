"""What holds in every year under random regimes of the whole grammar."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.test_model_properties import check
from tests.strategies import tiny

from eastwest.runs import simulate
from eastwest.vocabulary import CHANNELS

NORM = {"aid": 0.45, "talent": 10.0, "labour": 300.0, "lifted": 3000.0, "stock": 0.5}
OUTCOMES: tuple[dict[str, Any], ...] = (
    {"kind": "lifted"},
    {"kind": "rural_income"},
    {"kind": "stock", "of": "services"},
    {"kind": "tally", "of": "workers_kept"},
    {"kind": "relapse"},
)
GRADES = ({"kind": "bars"}, {"kind": "contest"}, {"kind": "quantiles", "shares": [0.3, 0.3, 0.3]})
RULES = ("best_response", "satisficing", "imitation", "inertia")


@st.composite
def lines(draw: Any) -> dict[str, Any]:
    """Draw an indicator: a channel or an outcome, any side, target, bonus and bottom line."""
    line: dict[str, Any] = {
        "side": draw(st.sampled_from(["east", "west", "both", "pair"])),
        "weight": draw(st.floats(0.0, 1.0)),
    }
    modes, kind = ["agreement", "absolute", "capacity", "rank"], "relapse"
    if draw(st.booleans()):
        line["outcome"] = draw(st.sampled_from(OUTCOMES))
        kind = line["outcome"]["kind"]
    else:
        kind = line["channel"] = draw(st.sampled_from(CHANNELS))
        line["evidence"] = {"pledge": 0.3, "activity": 0.5, "result": 0.4}
    mode = draw(st.sampled_from(modes if kind == "relapse" else [*modes, "growth"]))
    line["target"] = {"mode": mode, "norm": NORM.get(kind, 1.0) * draw(st.floats(0.3, 3.0))}
    if draw(st.booleans()):
        line["cap"] = draw(st.floats(0.5, 1.5))
    if mode != "rank" and draw(st.booleans()):
        line["bonus"], line["bottom_line"] = {"points": 5.0}, 0.3
    return line


@st.composite
def regimes(draw: Any) -> dict[str, Any]:
    """Draw a regime; noise is large, since little noise is refused under quantiles."""
    sheet = {f"line_{at}": draw(lines()) for at in range(draw(st.integers(1, 4)))}
    grade = draw(st.sampled_from(GRADES))
    number = 2 if grade["kind"] == "contest" else 4
    audit = {"share": 0.5, "detection": 0.6, "leniency": 0.3, "false_alarm": 0.1, "cost": 0.1}
    audit |= {"penalty": 500.0, "peer_learning": 0.3, "by": draw(st.sampled_from(["self", "ring"]))}
    return {
        "title": {"en": "Random", "zh": "随机"},
        "indicator": sheet,
        "score": {"kind": draw(st.sampled_from(["weighted_sum", "geometric_mean", "minimum"]))},
        "grade": grade,
        "reward": {"career": [3000.0 * at for at in range(number)], "decays": {"career": 0.5}},
        "observe": {"noise": 60.0, "burden": 0.02, "audit": audit},
    }


@given(regimes(), st.sampled_from(RULES))
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_regime_keeps_the_books_and_nothing_turns_negative(
    regime: dict[str, Any], rule: str
) -> None:
    alone = {f"regime.{year}.drop": True for year in (2016, 2021)} | {"change.2019.drop": True}
    values = {**alone, "regime.2015": regime, "east.decision.kind": rule, "years": [2015, 2017]}
    simulate(tiny().change(values), levels=(), after=check)
