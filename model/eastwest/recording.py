"""What is kept of single actors, year by year: the state's columns, as plain as they come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from eastwest.context import Context
from eastwest.state import State
from eastwest.streams import UInts
from eastwest.vocabulary import FIELDS, SECTORS, TASKS, TIERS, Bools, Floats, Ints, Texts
from eastwest.world.firms import FIRM_ID, ORGANIZATION_ID

Column = Floats | Ints | Bools | UInts

KINDS = {
    "EasternGovernment": "east",
    "WesternGovernment": "west",
    "Firm": "firms",
    "SocialOrganization": "organizations",
}
"""Kind of agent -> its table in the world and in the state."""


@dataclass(frozen=True, slots=True)
class Actors:
    """One kind of actor during a run, n rows.

    Args:
        fixed: Column -> what never changes, shape (n,).
        names: Column -> texts that its row numbers stand for; the last one stands for -1.
        moving: Column -> one array a year, shape (n,).
    """

    fixed: Mapping[str, Texts]
    names: Mapping[str, Texts]
    moving: dict[str, list[Column]] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: str, context: Context) -> "Actors":
        """Return a kind of actor of which no year is kept yet."""
        fixed = _fixed(KINDS[kind], context)
        places, dyads = context.world.places.id, context.dyads.id
        return cls(fixed, {"host": np.append(places, ""), "dyad": np.append(dyads, "")})

    def add(self, kind: str, state: State) -> None:
        """Keep the columns of a year."""
        for name, column in columns_of(kind, state).items():
            self.moving.setdefault(name, []).append(column.copy())

    def year(self, number: int) -> dict[str, Column]:
        """Return the columns of a year that was kept, numbered from 0."""
        return {name: columns[number] for name, columns in self.moving.items()}


def columns_of(kind: str, state: State) -> dict[str, Column]:
    """Return the columns of a kind of actor as they are now, none of them copied."""
    return dict(_columns(getattr(state, KINDS[kind])))


def _fixed(table: str, context: Context) -> dict[str, Texts]:
    """Return what tells the actors of a table apart."""
    world, provinces = context.world, context.world.provinces.id
    if table == "firms":
        ids = np.char.mod(FIRM_ID, np.arange(len(world.firms.home)))
        sector = np.array(SECTORS)[world.firms.sector]
        return {"id": ids, "home": provinces[world.firms.home], "sector": sector}
    if table == "organizations":
        rows = world.organizations
        ids = np.char.mod(ORGANIZATION_ID, np.arange(len(rows.home)))
        return {"id": ids, "home": provinces[rows.home], "field": np.array(FIELDS)[rows.field]}
    governments = world.east if table == "east" else world.west
    return {"id": governments.id, "tier": np.array(TIERS)[governments.tier]}


def _columns(table: object) -> Iterator[tuple[str, Column]]:
    """Yield the columns of a table of the state; those by channel one by one."""
    for each in fields(table):  # type: ignore[arg-type]
        column = getattr(table, each.name)
        if column.ndim == 1 or column.shape[1] == 1:
            yield each.name, column.reshape(len(column))
        else:
            tasks = TASKS[: column.shape[1]]
            yield from ((f"{each.name}_{task}", column[:, i]) for i, task in enumerate(tasks))
