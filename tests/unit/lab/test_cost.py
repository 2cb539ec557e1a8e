"""What a run will cost is told beforehand, and nothing is kept of the trial."""

import io
import time

import pytest
from rich.console import Console
from tests.command import typed

from eastwest.results import run
from eastwest.scenario import Scenario
from eastwest_lab import cost as module
from eastwest_lab.cli import progress
from eastwest_lab.cost import cost


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*.*"))


def nothing(result, folder):
    """Stand for figures and report that take no time and no room."""
    return 0.0, 0.0


TINY = ("--world", "tiny", "--years", "2015-2017")


@pytest.fixture(scope="module")
def tiny():
    return Scenario.load("history").change({"world.size": "tiny", "years": [2010, 2021]})


def test_time_memory_and_room_are_told_and_nothing_is_written(tmp_path):
    done = typed("run", "history", *TINY, "--agents", "--out", tmp_path / "new", "--dry-run")
    assert done.exit_code == 0, done.output
    for word in ("Time: about", "Memory: about", "Room on the disk: about"):
        assert word in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("replicates", "agents"), [(1, False), (2, True)])
def test_room_on_the_disk_is_about_what_is_written(tmp_path, tiny, replicates, agents):
    told = cost(tiny, replicates, nothing, county=True, agents=agents).disk
    kept = tmp_path if agents else False
    run(tiny, replicates=replicates, county=True, agents=kept).save(tmp_path / "tables")
    assert 0.6 * size(tmp_path) <= told <= 1.6 * size(tmp_path)


def test_room_grows_with_the_firms_that_go_west(tmp_path):
    asked = {"world.size": "national", "world.firms": 20_000}
    scenario = Scenario.load("history").change(asked)
    told = cost(scenario, 1, nothing, agents=True).disk
    run(scenario, agents=tmp_path).save(tmp_path / "tables")
    assert 0.93 * size(tmp_path) <= told <= 1.1 * size(tmp_path)


def test_who_keeps_more_is_told_more(tiny):
    plain, more = (cost(tiny, 1, nothing, county=kept, agents=kept) for kept in (False, True))
    assert plain.memory < more.memory
    assert plain.disk < more.disk


def test_memory_does_not_grow_with_the_years_that_agents_are_written_for(tiny):
    short, long = (
        cost(
            tiny.change({"world.firms": 200_000, "years": [2010, last]}),
            1,
            nothing,
            agents=True,
        )
        for last in (2010, 2021)
    )
    assert long.memory < 1.02 * short.memory


def test_figures_and_start_count_as_long_as_they_take_here(tiny):
    def slow(result, folder):
        time.sleep(0.5)
        return 20.0, 5e6

    quick, taken = cost(tiny, 1, nothing), cost(tiny, 1, slow, started=3.0)
    assert quick.seconds < 10.0
    assert 23.5 < taken.seconds < 23.5 + 3.0 + 10.0
    assert taken.disk == pytest.approx(quick.disk + 5e6, rel=0.01)


def test_what_is_compared_with_costs_its_years_and_no_second_report(tiny):
    def slow(result, folder):
        return 100.0, 0.0

    assert cost(tiny, 1, slow, beside=1).seconds < 110.0


def test_few_years_are_tried(tiny, monkeypatch):
    simulated = []

    def counted(scenario, **options):
        first, last = scenario.tables.years
        simulated.append(last - first + 1)
        return run(scenario, **options)

    monkeypatch.setattr(module, "run", counted)
    cost(tiny, 20, nothing)
    assert sum(simulated) <= 4


def test_a_trial_shows_that_it_is_alive(monkeypatch):
    screen = Console(file=io.StringIO(), force_terminal=True)
    monkeypatch.setattr(progress, "console", lambda **options: screen)
    with progress.working("trying"):
        pass
    assert "trying" in screen.file.getvalue()
