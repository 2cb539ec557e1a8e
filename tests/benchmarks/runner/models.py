"""What `mesa.batch_run` runs: the stub, and the yardstick of ordinary agents."""

import mesa
from tests.benchmarks.runner.loads import busy
from tests.benchmarks.yardstick.model import YardstickModel

from eastwest.scenario import Scenario


class Stub(mesa.Model):
    """The stub's work as a model."""

    def __init__(self, replicate: int = 0, rng: int | None = None) -> None:
        super().__init__(rng=rng)
        busy()
        self.datacollector = mesa.DataCollector({"aid": lambda model: float(replicate)})
        self.datacollector.collect(self)
        self.running = False


class Yardstick(YardstickModel):
    """The yardstick, which stops after its last year."""

    def __init__(self, scenario: Scenario, replicate: int = 0, rng: int | None = None) -> None:
        super().__init__(scenario, replicate)
        self.datacollector = mesa.DataCollector({"year": lambda model: model.now})

    def step(self) -> None:
        """Live through a year."""
        super().step()
        self.datacollector.collect(self)
        self.running = self.now < self.tables.years[1]
