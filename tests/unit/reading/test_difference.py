"""Only what differs is told, by section and date, with unit and source."""

import pytest

from eastwest.loader import change, difference, load
from eastwest.reading.library import scenarios


def found(values):
    """The one difference that changed values make to history, title aside."""
    history = load("history")
    (only,) = difference(history, change(history, values))
    return only


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_a_scenario_does_not_differ_from_itself(name):
    assert difference(load(name), load(name)) == ()


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("seed", 4, ("scenario", None, "seed", 1, 4, "")),
        ("title", {"en": "New"}, ("scenario", None, "title", None, {"en": "New"}, "")),
        ("world.firms", 5, ("world", None, "firms", None, 5, "rows")),
        ("channel.aid.norm", 1.0, ("channel", None, "aid.norm", 0.45, 1.0,
                                   "units a county and year")),
        ("regime.2016.observe.noise", 9.0, ("regime", 2016, "observe.noise", 8.0, 9.0, "points")),
        ("regime.2021.drop", True, ("regime", 2021, "", {"en": "Common prosperity",
                                                        "zh": "共同富裕"}, None, "")),
        ("change.2018.observe.noise", 9.0, ("change", 2018, "observe.noise", 8.0, 9.0, "points")),
        ("lever.2018.subsidy", 3.0, ("lever", 2018, "subsidy", 1.0, 3.0, "times the channel's")),
        ("pairing.2017.down_to", "province", ("pairing", 2017, "down_to", None, "province", "")),
        ("pairing.2017.plan", "none", ("pairing", 2017, "plan", "2016", "none", "")),
        ("pairing.2024.plan", "2016", ("pairing", 2024, "plan", None, "2016", "")),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_told_once(key, value, told):
    each = found({key: value})
    section, year, name, old, new, unit = told
    assert (each.section, each.year, each.key, each.new) == (section, year, name, new)
    assert (each.old if old is not None else None, each.unit) == (old, unit)


def test_the_source_is_the_one_that_the_author_names():
    history = load("history")
    named = change(history, {'sources."east.altruism"': "a document", "east.altruism": 2.0})
    told = {each.key: each for each in difference(history, named)}
    assert told["altruism"].source == "a document"
    assert told["altruism"].text


def test_what_is_set_to_what_holds_anyway_does_not_differ():
    history = load("history")
    assert difference(history, change(history, {"lever.2018.subsidy": 1.0})) == ()


def test_sections_are_those_of_a_file_in_order():
    history = load("history")
    values = {"lever.2018.subsidy": 3.0, "east.cost": 1.0, "seed": 2, "change.2018.grade.bars": [1]}
    values["change.2018.reward"] = {"career": [0], "summons": [0], "reputation": [0]}
    told = [each.section for each in difference(history, change(history, values))]
    assert list(dict.fromkeys(told)) == ["scenario", "east", "lever", "change"]
