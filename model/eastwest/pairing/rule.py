"""What all pairing rules share: who may be paired, and with how many."""

from abc import abstractmethod
from typing import Annotated, Literal, Protocol

from annotated_types import Ge

from eastwest.pairing.matching import match, seats
from eastwest.pairing.scene import Scene
from eastwest.vocabulary import About, Bools, Floats, Tied, parameters

Number = Annotated[int, Ge(1)]


class Pairing(Protocol):
    """A rule that says at its date who helps whom."""

    @property
    def donors(self) -> str:
        """`provinces`, or `all`: with cities."""

    @property
    def roles(self) -> str:
        """`last`: donors and recipients of the last plan known; `ever`: of any plan."""

    @property
    def counties(self) -> int | None:
        """Most counties of a dyad; none: all of the recipient's."""

    @property
    def down_to(self) -> str:
        """How far down pairs are tied, one of `TIED`."""

    def __call__(self, scene: Scene) -> Bools:
        """Return who helps whom, shape (donors, recipients); nobody is left alone."""


@parameters
class Roles:
    """Who may be paired."""

    donors: Annotated[
        Literal["provinces", "all"], About("-", "choice", "Who gives; all: donor cities too")
    ] = "provinces"
    roles: Annotated[
        Literal["last", "ever"],
        About("-", "choice", "Donors and recipients of the last plan known at the date, or of any"),
    ] = "last"
    counties: Annotated[
        Number | None,
        About("counties", "choice", "Most counties of a dyad, the poorest; without: all"),
    ] = None
    down_to: Annotated[Tied, About("-", "choice", "How far down pairs are tied")] = "county"


@parameters
class Matched(Roles):
    """Rules that fill a number of seats with the pairs of largest summed value."""

    each: Annotated[
        Number, About("provinces", "choice", "Recipients that a donor cares for, at least")
    ] = 1

    def __call__(self, scene: Scene) -> Bools:
        """Return the best pairs, shape (donors, recipients)."""
        return match(self.value(scene), *seats(scene.capacity, scene.need, self.each))

    @abstractmethod
    def value(self, scene: Scene) -> Floats:
        """Return what each pair is worth, shape (donors, recipients)."""
