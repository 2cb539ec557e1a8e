"""Lines of the score sheets that are results of their own: those beyond the first of a channel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eastwest.evaluation.indicator import Indicator
from eastwest.evaluation.layout import Layout
from eastwest.evaluation.regime import Regime
from eastwest.tables import SHEET, variables
from eastwest.vocabulary import CHANNELS, GROWTH

WORDS: Mapping[str, tuple[str, str]] = {
    "true": ("{line}, true", "{line}真实值"),
    "reported": ("{line}, reported", "{line}上报值"),
    "verified": ("{line}, verified", "{line}核实值"),
}
"""What is measured of a line, and how that is called in English and Chinese."""


@dataclass(frozen=True, slots=True)
class Line:
    """A further line of a side's score sheet.

    Args:
        name: The indicator's, numbered where something else bears it already.
        side: `east`, or `west` for outcomes that only the West answers for.
        column: Where its values stand in the state of that side.
        unit: Of its values.
    """

    name: str
    side: str
    column: int
    unit: str

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its result variables, in the order of `WORDS`."""
        return tuple(f"{kind}_{self.name}" for kind in WORDS)

    def rows(self) -> list[dict[str, str]]:
        """Return what the catalogue of variables says of them."""
        labels = ([each.format(line=self.name) for each in words] for words in WORDS.values())
        rows = ((name, self.unit, *words) for name, words in zip(self.names, labels, strict=True))
        return [dict(zip(SHEET, row, strict=True)) for row in rows]


def lines(regimes: Iterable[Regime]) -> tuple[Line, ...]:
    """Return the further lines of all regimes of a scenario, the East's first."""
    rules, found = tuple(regimes), list[Line]()
    east = Layout.of("east", rules).extras
    taken, shared = set(CHANNELS), {(name, each.outcome) for name, each in east}
    for side, extras in (("east", east), ("west", Layout.of("west", rules).extras)):
        for column, (name, each) in enumerate(extras, start=GROWTH):
            if side == "west" and (each.outcome is None or (name, each.outcome) in shared):
                continue
            free = next(each for each in _numbered(name) if each not in taken)
            taken.add(free)
            found.append(Line(free, side, column, unit_of(each)))
    return tuple(found)


def _numbered(name: str) -> Iterable[str]:
    """Yield a name, then the same with ever higher numbers."""
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def unit_of(each: Indicator) -> str:
    """Return the unit of an indicator; of an outcome that somebody brought, what it says."""
    if each.channel is None:
        return str(getattr(each.outcome, "unit", ""))
    return next(row["unit"] for row in variables() if row["name"] == f"true_{each.channel}")
