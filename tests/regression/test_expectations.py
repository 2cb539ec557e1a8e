"""What authors expect of the library's scenarios, what came of it, and whether the notes say so."""

import math

import pytest
from tests.regression.expectations import expecting, parent, row, stored

from eastwest.loader import load
from eastwest.reading.library import GROUPS, library, reforms, regimes, scenarios
from eastwest.reading.reform import without_own
from eastwest_lab.language import messages

SAYS = {
    "otherwise": ("The model says otherwise", "模型结果不同"),
    "no difference": ("The model says otherwise", "模型结果不同"),
    "open": ("The model leaves it open", "模型未能判定"),
}
"""How notes tell a verdict that is not as expected."""
WORDS = ("title", "question", "notes", "sources")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(expecting()))
def test_a_scenario_beside_its_parent_gives_the_stored_difference_and_verdict(name):
    found, known = row(name, expecting()[name]), stored()[name]
    assert found[:5] == known[:5]
    assert found.verdict == known.verdict
    assert math.isclose(found.level, known.level, rel_tol=1e-4, abs_tol=1e-9)
    assert math.isclose(found.found, known.found, rel_tol=1e-3, abs_tol=1e-4 * abs(known.level))


def test_every_expectation_has_a_stored_verdict_and_no_other_has():
    told = {
        name: (name, parent(name), each.variable, "-".join(map(str, each.years)), each.direction)
        for name, each in expecting().items()
    }
    assert {name: tuple(each[:5]) for name, each in stored().items()} == told


@pytest.mark.parametrize("name", sorted(stored()))
def test_notes_say_plainly_where_the_model_disagrees(name):
    notes, verdict = load(name).tables.notes, stored()[name].verdict
    for language, place in (("en", 0), ("zh", 1)):
        told = {each[place] for each in SAYS.values() if each[place] in notes.get(language, "")}
        assert told == ({SAYS[verdict][place]} if verdict in SAYS else set())


def test_the_library_asks_at_least_twenty_questions_in_both_languages():
    entries = [entry for entry in library() if entry.group != "history"]
    assert len(entries) >= 20
    assert all({"en", "zh"} <= entry.title.keys() & entry.text.keys() for entry in entries)
    assert {entry.group for entry in entries} <= set(GROUPS)
    for language in ("en", "zh"):
        assert {f"cli.groups.{group}" for group in GROUPS} <= messages(language).texts.keys()


def test_library_files_are_short_enough_to_read_at_one_glance():
    files = [file for name, file in scenarios().items() if name != "history"]
    files += [*regimes().values(), *reforms().values()]
    assert [file.name for file in files if lines(file) >= 60] == []


def lines(file):
    return len(file.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("name", sorted(scenarios().keys() & reforms().keys()))
def test_a_scenario_named_like_a_reform_is_history_under_that_reform(name):
    own, reformed = (
        {key: value for key, value in without_own(each.data).items() if key not in WORDS}
        for each in (load(name), load("history", [name]))
    )
    assert own == reformed
