"""The five kinds of Mesa agents: thin views on a row of the state and of the fixed tables.

A view holds no value of its own: what it reads is the column's row now, what is set through
it is written to the column.
"""

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from eastwest.choosing.task import Choice
from eastwest.phases.invest import firms_now, invest, offers
from eastwest.phases.plan import decision, plan
from eastwest.world.firms import FIRM_ID, ORGANIZATION_ID

if TYPE_CHECKING:
    from eastwest.simulation import CollaborationModel


class RowAgent(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """A row seen as an agent: columns of the table and of the state are its attributes."""

    model: "CollaborationModel"
    fixed: str
    moving: str

    def __init__(self, model: "CollaborationModel", row: int) -> None:
        """Register a view of one row."""
        super().__init__(model)
        self.row = row

    def __getattr__(self, name: str) -> Any:
        """Read a column of the state, else of the fixed table, at this row."""
        if name.startswith("_") or name in ("row", "model"):
            raise AttributeError(name)
        for table in (self._state(), self._table()):
            if hasattr(table, name):
                return getattr(table, name)[self.row]
        raise AttributeError(f"{type(self).__name__} has no column {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Write to the state's column where there is one."""
        if name in ("row", "model", "unique_id", "pos") or name.startswith("_"):
            super().__setattr__(name, value)
        elif hasattr(self._state(), name):
            getattr(self._state(), name)[self.row] = value
        elif hasattr(self._table(), name):
            raise AttributeError(f"{name!r} is fixed for the run")
        else:
            super().__setattr__(name, value)

    def _state(self) -> Any:
        return getattr(self.model.state, self.moving)

    def _table(self) -> Any:
        return getattr(self.model.context.world, self.fixed)

    @property
    def name(self) -> str:
        """Return the stable id of the actor, such as `32`, `52-017` or `F000123`."""
        return str(self._table().id[self.row])


class Government(RowAgent):
    """What eastern and western governments have in common."""

    def decide(self) -> Choice:
        """Return what this government alone chooses in the coming year.

        The same code as for the whole column, on a one-row slice: equal bit for bit.
        """
        context = self.model.context
        ahead, year = self.model.ahead(plan)
        side = getattr(context, self.fixed)
        whole = decision(context, side, getattr(ahead, self.moving), year)
        return whole.rows(np.array([self.row])).choose(year)


class EasternGovernment(Government):
    """A helping government: province, city or county of the East."""

    fixed = moving = "east"


class WesternGovernment(Government):
    """A receiving government: province or county of the West."""

    fixed = moving = "west"


class Firm(RowAgent):
    """An eastern firm, at home or invested in a western county."""

    fixed = moving = "firms"

    @property
    def name(self) -> str:
        """Return the row as an id, such as `F000123`."""
        return FIRM_ID % self.row

    def explain(self) -> dict[str, Any]:
        """Return this firm's choice in the coming year, taken apart into its terms."""
        context = self.model.context
        state, year = self.model.ahead(invest)
        location = context.scenario.tables.firm.location
        told = location.explain(
            context.key,
            year.year,
            firms_now(context, state),
            self.row,
            offers(context, state, year),
        )
        places = context.world.places.id[told.candidates.place[0]]
        return {"places": places, "terms": told.terms, "share": told.share, "chosen": told.chosen}


class SocialOrganization(RowAgent):
    """A social organization, at home or at work in a western county."""

    fixed = moving = "organizations"

    @property
    def name(self) -> str:
        """Return the row as an id, such as `S00012`."""
        return ORGANIZATION_ID % self.row


class CentralGovernment(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """The one that pairs, sets targets, audits, grades and rewards."""

    model: "CollaborationModel"

    @property
    def regime(self) -> str:
        """Return the title of the rule in force, in English."""
        return self.model.year.regime.title["en"]

    @property
    def audited(self) -> int:
        """Return how many eastern governments were checked this year."""
        return int(np.count_nonzero(self.model.state.east.audited))
