"""What a run will cost is told beforehand, and nothing is kept of the trial."""

import pytest
from tests.command import typed

from eastwest.results import run
from eastwest.scenario import Scenario
from eastwest_lab.cost import FIGURES, cost


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*.*"))


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
    told = cost(tiny, replicates, county=True, agents=agents).disk - FIGURES
    kept = tmp_path if agents else False
    run(tiny, replicates=replicates, county=True, agents=kept).save(tmp_path / "tables")
    assert 0.6 * size(tmp_path) <= told <= 1.6 * size(tmp_path)


def test_room_grows_with_the_firms_that_go_west(tmp_path):
    asked = {"world.size": "national", "world.firms": 20_000}
    scenario = Scenario.load("history").change(asked)
    told = cost(scenario, 1, county=False, agents=True).disk - FIGURES
    run(scenario, agents=tmp_path).save(tmp_path / "tables")
    assert 0.93 * size(tmp_path) <= told <= 1.1 * size(tmp_path)


def test_who_keeps_more_is_told_more(tiny):
    plain, more = (cost(tiny, 1, county=kept, agents=kept) for kept in (False, True))
    assert plain.memory < more.memory
    assert plain.disk < more.disk


def test_memory_does_not_grow_with_the_years_that_agents_are_written_for(tiny):
    short, long = (
        cost(
            tiny.change({"world.firms": 200_000, "years": [2010, last]}),
            1,
            county=False,
            agents=True,
        )
        for last in (2010, 2021)
    )
    assert long.memory < 1.02 * short.memory
