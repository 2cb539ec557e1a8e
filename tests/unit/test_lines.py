"""Lines of a score sheet beyond the first of a channel are results; so is what judging costs."""

import csv

import pytest
from tests.strategies import tiny

from eastwest import Scenario, run
from eastwest.errors import ScenarioError
from eastwest.evaluation.lines import lines
from eastwest.runs import simulate
from eastwest.vocabulary import CHANNEL
from eastwest_lab.catalogue import label, variables

LIFTED = {"outcome": {"kind": "lifted"}, "side": "west", "weight": 0.2, "target": {"norm": 1000.0}}
STILL = {"activity": 0.0, "result": 1.0}
THERE = {"channel": "labour", "weight": 0.2, "evidence": STILL, "target": {"norm": 500.0}}
SHEET = {
    "change.2016.indicator.still_there": THERE,
    "change.2016.indicator.out_of_poverty": LIFTED,
}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return tiny((2016, 2018)).change(SHEET)


def test_a_second_line_of_a_channel_is_a_result_by_its_name(scenario: Scenario) -> None:
    result = run(scenario, replicates=1)
    frame = result.frame().set_index(["variable", "year"])
    rows = frame.loc["true_still_there"]
    assert set(rows["unit"]) == {variables()["true_labour"].unit}
    lasting = frame.loc["true_still_there"]["value"]
    assert 0.0 < lasting[2018] < frame.loc["true_labour"]["value"][2018]
    assert (frame.loc["reported_still_there"]["value"] >= lasting).all()
    assert "verified_still_there" in frame.index


def test_an_outcome_of_the_west_alone_is_a_result_and_nobody_pads_it(scenario: Scenario) -> None:
    record = simulate(scenario, levels=(), after=see)
    assert record.national["true_out_of_poverty"] == pytest.approx(LEFT[-3:])
    for kind in ("reported", "verified"):
        assert record.national[f"{kind}_out_of_poverty"] == record.national["true_out_of_poverty"]


LEFT: list[float] = []


def see(context, state, year) -> None:
    """Note who left the list of the poor in places of pairs."""
    plan = year.plan
    left = (year.poor_before - state.places.poor).clip(min=0.0)[plan.link_place]
    active = plan.active[plan.link_dyad]
    LEFT.append(float((plan.link_weight * left * active).sum()))


def test_a_line_that_is_only_watched_moves_nothing() -> None:
    idle = {"still_there": THERE, "out_of_poverty": LIFTED | {"side": "both"}}
    lines = {f"change.2016.indicator.{name}": line | {"weight": 0.0} for name, line in idle.items()}
    without = simulate(tiny((2016, 2018)), levels=()).national
    assert without.items() <= simulate(tiny((2016, 2018)).change(lines), levels=()).national.items()


def test_the_west_s_padding_of_what_a_pair_answers_for_is_measured() -> None:
    joint = {"channel": "aid", "side": "pair", "weight": 1.0, "target": {"norm": 9.0}}
    lines = {name: {"weight": 0.0} for name in SHARED} | {"joint": joint}
    values = {f"change.2016.indicator.{name}": line for name, line in lines.items()}
    values["change.2016.observe.audit.share"] = 0.0
    record = simulate(tiny((2016, 2018)).change(values), levels=(), after=note_padding)
    assert PADDED[-1] > 0.0
    assert record.national["padding_west"][-1] == pytest.approx(PADDED[-1])


SHARED = ("west_aid", "west_industry", "west_labour", "west_talent")
PADDED: list[float] = []


def note_padding(context, state, year) -> None:
    """Note the mean padding in the West, of aid and of the lines of its own without weight."""
    asked = (state.west.target > 0.0).any(axis=1)
    columns = [CHANNEL[name.removeprefix("west_")] for name in SHARED]
    PADDED.append(float(state.west.padding[asked][:, columns].mean()))


def test_a_name_that_is_taken_is_numbered() -> None:
    twice = tiny().change({"change.2016.indicator.services": LIFTED})
    assert [line.name for line in lines(entry.rule for entry in twice.regimes)] == ["services_2"]
    record = simulate(twice, levels=())
    assert record.national["true_services"] != record.national["true_services_2"]


def test_the_folder_says_what_its_lines_are(scenario: Scenario, tmp_path) -> None:
    run(scenario, years=(2016, 2016)).save(tmp_path / "out")
    text = (tmp_path / "out" / "variables.csv").read_text(encoding="utf-8-sig")
    rows = {row["name"]: row for row in csv.DictReader(text.splitlines())}
    told = rows["reported_out_of_poverty"]
    assert (told["unit"], told["label_zh"]) == ("persons", "out_of_poverty上报值")


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "still there, true"), ("zh", "still there真实值")]
)
def test_a_line_is_called_by_its_name_in_both_languages(lang: str, words: str) -> None:
    assert label("true_still_there", lang) == words


def test_an_expectation_may_be_about_a_line(scenario: Scenario) -> None:
    asked = {
        "expectation": {"variable": "true_still_there", "direction": "up", "years": [2017, 2018]}
    }
    assert scenario.change(asked).tables.expectation is not None
    with pytest.raises(ScenarioError, match="did you mean 'true_still_there'"):
        scenario.change({"expectation": {**asked, "variable": "true_still_here"}})


def test_western_effort_goes_where_the_west_is_scored() -> None:
    west = simulate(tiny((2016, 2018)), levels=()).national
    scored = ("aid", "industry", "labour", "talent")
    assert all(west[f"effort_{name}_west"][-1] > 0.0 for name in scored)
    weight = {"change.2016.indicator.west_aid.weight": 0.0}
    without = simulate(tiny((2016, 2018)).change(weight), levels=()).national
    assert without["effort_aid_west"][-1] < west["effort_aid_west"][-1]


def test_paperwork_takes_its_share_of_capacity_for_each_indicator() -> None:
    plain, less = (
        simulate(tiny((2016, 2016)).change({"change.2016.observe.burden": burden}), levels=())
        for burden in (0.01, 0.02)
    )
    for name in ("paperwork", "paperwork_west"):
        assert less.national[name] == pytest.approx([2.0 * plain.national[name][0]])
        assert plain.national[name][0] > 0.0
    assert simulate(tiny((2016, 2016)), levels=()).national["paperwork"] == [0.0]


def test_an_audit_costs_its_price_for_each_government_of_either_side() -> None:
    audit = {"share": 1.0, "cost": 0.02}
    record = simulate(tiny((2016, 2016)).change({"change.2016.observe.audit": audit}), levels=())
    checked = record.national["audited"][0]
    assert checked > 0.0
    assert record.national["audit_cost"] == pytest.approx([0.02 * 2 * checked])
