"""The pairing rules by the `kind` under which scenarios name them."""

from eastwest.pairing.by_lot import ByLot
from eastwest.pairing.by_need import ByNeed
from eastwest.pairing.complementary import Complementary
from eastwest.pairing.equal import Equal
from eastwest.pairing.nearest import Nearest
from eastwest.pairing.optimal import Optimal
from eastwest.pairing.rule import Pairing

PAIRINGS: dict[str, type[Pairing]] = {
    "by_need": ByNeed,
    "complementary": Complementary,
    "nearest": Nearest,
    "random": ByLot,
    "optimal": Optimal,
    "equal": Equal,
}
