"""The stub as a Mesa model, for `mesa.batch_run`."""

import mesa
from tests.benchmarks.runner.loads import busy


class Stub(mesa.Model):
    """The same for Mesa."""

    def __init__(self, replicate: int = 0, rng: int | None = None) -> None:
        super().__init__(rng=rng)
        busy()
        self.datacollector = mesa.DataCollector({"aid": lambda model: float(replicate)})
        self.datacollector.collect(self)
        self.running = False
