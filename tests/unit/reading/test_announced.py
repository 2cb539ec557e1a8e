"""Announcements: a year before the first, known as late as all that they speak of."""

import pytest

from eastwest.errors import ScenarioError
from eastwest.loader import change, difference, fork, load, to_toml
from eastwest.scenario import foreseen


def history(**values):
    return change(load("history"), {key.replace("__", "."): each for key, each in values.items()})


def known(scenario):
    return {each.start: each.announced for each in scenario.regimes if each.announced}


def test_without_announcements_nothing_is_known_before_it_holds():
    assert known(history()) == {}
    assert foreseen(history().regimes, 2015) is None


@pytest.mark.parametrize("name", ["regime", "change", "lever", "pairing"])
def test_every_dated_list_takes_them_and_writes_them_out_again(name, write):
    date = {"regime": 2016, "change": 2019, "lever": 2018, "pairing": 2013}[name]
    made = history(**{f"{name}__{date}__announced": 2012})
    entry = next(each for each in made.data[name] if each["from"] == date)
    assert list(entry.items())[:2] == [("from", date), ("announced", 2012)]
    assert load(write("whole.toml", to_toml(made))).digest == made.digest
    assert made.digest != history().digest


def test_a_regime_is_known_from_its_announcement_on():
    made = history(regime__2016__announced=2014)
    assert known(made) == {2016: 2014}
    years = {year: foreseen(made.regimes, year) for year in (2013, 2014, 2015, 2016)}
    assert {year: each.start if each else None for year, each in years.items()} == {
        2013: None, 2014: 2016, 2015: 2016, 2016: None
    }  # fmt: skip


def test_a_change_does_not_tell_of_the_regime_that_it_patches():
    assert known(history(change__2019__announced=2014)) == {2019: 2016}
    both = {"change__2019__announced": 2014, "regime__2016__announced": 2015}
    assert known(history(**both)) == {2016: 2015, 2019: 2015}


def test_a_change_does_not_tell_of_changes_before_it():
    values = {"change__2018__observe__noise": 5.0, "change__2019__announced": 2017}
    assert known(history(**values)) == {2019: 2018}


def test_a_change_at_the_date_of_a_regime_is_known_with_it():
    values = {"change__2016__observe__noise": 5.0, "change__2016__announced": 2013}
    assert known(history(**values)) == {}
    assert known(history(**values, regime__2016__announced=2014)) == {2016: 2014}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2018", "must be a year from 1900 on and before 2018 (got 2018)"),
        ("2030", "must be a year from 1900 on and before 2018 (got 2030)"),
        ("1", "must be a year from 1900 on and before 2018 (got 1)"),
        ('"2016"', "must be a year from 1900 on and before 2018 (got '2016')"),
        ("true", "must be a year from 1900 on and before 2018 (got true)"),
        ("2016.0", "must be a year from 1900 on and before 2018 (got 2016.0)"),
    ],
)
@pytest.mark.parametrize("name", ["regime", "change", "lever", "pairing"])
def test_an_announcement_that_is_no_earlier_year_is_refused(refused, name, value, said):
    rest = {"regime": 'use = "assessment"', "pairing": 'plan = "none"'}.get(name, "")
    text = f'extends = "history"\n[[{name}]]\nfrom = 2018\nannounced = {value}\n{rest}'
    assert refused(text) == f"my.toml:4: {name}.2018.announced: {said}"


@pytest.mark.parametrize(
    ("name", "date"), [("regime", 2016), ("change", 2019), ("lever", 2018), ("pairing", 2013)]
)
def test_a_difference_is_told(name, date):
    (only,) = difference(history(), history(**{f"{name}__{date}__announced": 2010}))
    assert (only.section, only.year, only.key, only.new) == (name, date, "announced", 2010)


class TestForks:
    def test_what_a_reform_announced_earlier_is_known_from_the_fork_on(self, write):
        text = "[[change]]\nfrom = 2018\nannounced = 2012\nobserve.noise = 5.0"
        forked = fork(history(), 2016, [write("mine.toml", text)])
        assert known(forked) == {2018: 2016}

    def test_what_the_run_itself_announced_stays(self, write):
        text = "[[lever]]\nfrom = 2018\nannounced = 2012\nsubsidy = 2.0"
        run = history(regime__2021__announced=2014)
        forked = fork(run, 2016, [write("mine.toml", text)])
        assert known(forked) == known(run) == {2021: 2014}
        assert next(e for e in forked.data["lever"] if e["from"] == 2018)["announced"] == 2016

    def test_what_was_announced_before_the_fork_cannot_be_taken_back(self, write):
        run = history(regime__2021__announced=2014)
        name = write("mine.toml", "[[regime]]\nfrom = 2021\ndrop = true")
        with pytest.raises(ScenarioError, match="announced in 2014 for 2021 cannot be taken back"):
            fork(run, 2016, [name])
        assert known(fork(run, 2014, [name])) == {}
