"""A real Dask scheduler with two worker processes, one of which is killed in the middle."""

import pytest
from tests.cluster import cluster
from tests.stub import slow_study, stub

from eastwest.errors import EastwestError
from eastwest_lab.sweeps.executors.loop import Loop
from eastwest_lab.sweeps.runner import gather

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path):
    from eastwest_lab.sweeps.executors.cluster import Cluster

    killed = []
    with cluster(tmp_path, 2) as here:

        def kill_one(tally):
            if tally.done > 60 and not killed:
                killed.append(here.workers[0])
                here.workers[0].kill()

        executor = Cluster(here.address)
        asked, dask = slow_study(), tmp_path / "dask"
        results = gather(asked, dask, executor=executor, progress=kill_one, simulate=stub)
    assert killed
    assert len(results.runs) == 240
    assert set(results.runs["status"]) == {"done"}
    alone = gather(asked, tmp_path / "loop", executor=Loop(), simulate=stub)
    assert results.digest == alone.digest


def test_a_scheduler_that_is_not_there_is_named():
    from eastwest_lab.sweeps.executors.cluster import Cluster

    with pytest.raises(EastwestError, match="no scheduler answers at tcp"):
        Cluster("tcp://127.0.0.1:9", patience=1)
