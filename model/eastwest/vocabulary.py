"""The few words that every module shares: channels, sectors, tiers, array types.

`Share`, `Amount` and the like are the ranges of parameters; `About` says what a
parameter is. The loader checks the first, the register of parameters prints both.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar, dataclass_transform, get_args

import numpy as np
from annotated_types import Ge, Gt, Interval
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
"""Whole numbers of any width: columns of firms are narrow."""
Rows = Ints | slice
"""Which rows of a table."""
Bools = NDArray[np.bool_]
Texts = NDArray[np.str_]

Share = Annotated[float, Interval(ge=0, le=1)]
Amount = Annotated[float, Ge(0)]
Positive = Annotated[float, Gt(0)]
Count = Annotated[int, Ge(0)]
Pull = Annotated[float, Interval(ge=-10, le=10)]
"""What a term of a choice counts for; its sign is open. [utility, or share of capital]"""
Year = Annotated[int, Interval(ge=1900, le=2200)]

Channel = Literal[
    "leadership",
    "aid",
    "talent",
    "industry",
    "labour",
    "consumption",
    "services",
    "society",
    "ecology",
]
CHANNELS: tuple[str, ...] = get_args(Channel)
CHANNEL = {name: column for column, name in enumerate(CHANNELS)}
"""Column of each channel in every (rows, channels) array."""
GROWTH = len(CHANNELS)
"""Column of own growth, the task that competes with the channels for attention."""
TASKS = (*CHANNELS, "growth")
"""What effort goes into: the channels and own growth."""

StockName = Literal["infrastructure", "services", "skills", "environment", "ecology"]
STOCKS: tuple[str, ...] = get_args(StockName)
"""Stocks of a place, in the order of the columns of `PlaceState.stock`."""

SECTORS = ("farming", "light", "machinery", "energy", "tourism", "trade")
FIELDS = ("education", "health", "skills", "migrants", "charity")

PROVINCE, CITY, COUNTY = 0, 1, 2
TIERS = ("province", "city", "county")

Tied = Literal["province", "county", "township"]
TIED: tuple[str, ...] = get_args(Tied)
"""How far down a pair is tied; the row of each is its depth."""
COUNTIES = TIED.index("county")
"""Depth of a pair that is tied by its counties."""

RECIPIENT, DONOR, URBAN, REST = 0, 1, 2, 3
KINDS = ("recipient", "donor", "city", "rest")
"""Kinds of place: poverty county, eastern county, donor city, rest of a province."""


@dataclass(frozen=True, slots=True)
class About:
    """What a parameter is: its unit, where its default comes from, what it does.

    A source is a document, or `assumed` where no document gives the value, or `choice` where
    whoever writes a scenario chooses and nothing could be documented, such as the size of the
    world; what is known all the same comes after a semicolon.
    """

    unit: str
    source: str
    text: str


Kind = TypeVar("Kind")

STRICT = {"extra": "forbid", "strict": True, "allow_inf_nan": False}
"""How tables are read from a file: no unknown keys, no nan, and 5.0 is no whole number."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def parameters(cls: type[Kind]) -> type[Kind]:
    """Make a frozen table of parameters; read from a file it refuses unknown keys and nan."""
    cls.__pydantic_config__ = STRICT  # type: ignore[attr-defined]
    return dataclass(frozen=True, kw_only=True, slots=True)(cls)
