"""The Mesa model: a shell around the state that everybody meets."""

from collections.abc import Callable

import mesa

from eastwest import metrics
from eastwest.agents import (
    CentralGovernment,
    EasternGovernment,
    Firm,
    SocialOrganization,
    WesternGovernment,
)
from eastwest.context import Year
from eastwest.runs import resolved, setting
from eastwest.scenario import Scenario
from eastwest.state import State
from eastwest.step import Phase, advance, begin, until

REGISTERED = 50_000
"""Most firms and organizations that are registered as agents; above, views are made on demand."""


class CollaborationModel(mesa.Model):  # type: ignore[misc, unused-ignore]
    """East-West collaboration, one `step()` a year.

    Args:
        scenario: Library name, path or `Scenario`.
        world: World size; none keeps the scenario's.
        rng: Seed, a Python whole number; none takes the scenario's.
        replicate: Number of the replicate; enters the key of chance.
        years: First and last year; none keeps the scenario's.
    """

    def __init__(
        self,
        scenario: str | Scenario = "history",
        world: str | None = None,
        rng: int | None = None,
        replicate: int = 0,
        years: tuple[int, int] | None = None,
    ) -> None:
        """Draw the world and register its actors."""
        super().__init__(rng=None if rng is None else int(rng))
        # Not `self.scenario`: later Mesa has a property of that name for scenarios of its own.
        asked = resolved(scenario, world=world, seed=rng, years=years)
        self.replicate, self._numbered = replicate, 0
        self.context = setting(asked, asked.tables.seed, replicate)
        self.state = begin(self.context)
        self.year: Year = self.context.begin(asked.tables.years[0])
        self._ahead: dict[Phase, tuple[int, tuple[State, Year]]] = {}
        self._measured = metrics.national(self.context, self.state, self.year)
        self._register()
        self.datacollector = mesa.DataCollector(
            model_reporters={name: _reporter(name) for name in self._measured}
        )
        self.running = True

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take in an agent, of whatever kind, and number it from 1 on.

        Mesa 3.3 notes the number of each model's last agent, and with it the model, for ever; it
        is taken out of these notes. Later versions leave numbers to the model.

        References:
            https://github.com/mesa/mesa/issues/3179
        """
        super().register_agent(agent)
        if hasattr(mesa.Agent, "_ids"):
            mesa.Agent._ids.pop(self, None)
            self._numbered += 1
            agent.unique_id = self._numbered

    def step(self) -> None:
        """Simulate a year, measure it, and stop after the last."""
        if not self.running:
            return
        self.year = advance(self.context, self.state)
        self._measured = metrics.national(self.context, self.state, self.year)
        self.datacollector.collect(self)
        self.running = self.state.year < self.context.world.last

    def ahead(self, phase: Phase) -> tuple[State, Year]:
        """Return a copy of the state, and the coming year's notes, just before a phase."""
        known = self._ahead.get(phase)
        if known is None or known[0] != self.state.year:
            known = self.state.year, until(self.context, self.state, phase)
            self._ahead[phase] = known
        return known[1]

    def _register(self) -> None:
        """Make an agent of every row, but not of millions of firms."""
        world = self.context.world
        CentralGovernment(self)
        for kind, rows in (
            (EasternGovernment, len(world.east.id)),
            (WesternGovernment, len(world.west.id)),
            (Firm, len(world.firms.home)),
            (SocialOrganization, len(world.organizations.home)),
        ):
            if rows <= REGISTERED:
                for row in range(rows):
                    kind(self, row)


def _reporter(name: str) -> Callable[[CollaborationModel], float]:
    """Return what reads a variable of the year that was simulated last."""
    return lambda model: model._measured[name]
