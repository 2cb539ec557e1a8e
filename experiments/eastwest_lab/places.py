"""Provincial units as tiles, and the titles of places."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from eastwest_lab.language import Words, messages

MAY_BREAK = "\u00ad"
"""The soft hyphen: where a long name may be broken."""
TABLE = Path(__file__).parent / "tiles.csv"


@dataclass(frozen=True, slots=True)
class Tile:
    """A provincial unit and where it stands on the tile map.

    Args:
        id: Two digits, such as "52".
        column: From the left.
        row: From the top.
        title: Its name.
        outside: Whether it takes no part in the system of pairs.
    """

    id: str
    column: int
    row: int
    title: Words
    outside: bool


@cache
def tiles() -> Mapping[str, Tile]:
    """Read the tile map once; by id."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: Tile(
                id=row["id"],
                column=int(row["column"]),
                row=int(row["row"]),
                title={"en": row["en"], "zh": row["zh"]},
                outside=row["outside"] == "yes",
            )
            for row in csv.DictReader(file)
        }


def title_of(place: str, lang: str) -> str:
    """Return what a place is called; one that no plan names is called by the end of its id."""
    title = tiles()[place].title if place in tiles() else _partners().get(place)
    return messages(lang).pick(title).replace(MAY_BREAK, "") if title else place.split("-", 1)[-1]


@cache
def _partners() -> Mapping[str, Words]:
    """Read the titles of all units that the pairing plans name; by id."""
    text = (files("eastwest") / "data" / "pairings.csv").read_text(encoding="utf-8")
    return {
        row[side]: {"en": row[f"{side}_en"], "zh": row[f"{side}_zh"]}
        for row in csv.DictReader(text.splitlines())
        for side in ("east", "west")
    }
