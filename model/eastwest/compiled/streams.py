"""Keyed chance for whole columns: as `streams`, bit for bit."""

from eastwest.compiled import draws
from eastwest.compiled.kernel import kernel
from eastwest.streams import UInts


def mix(words: UInts) -> None:
    """Finalise splitmix64 words in place; as `streams.mix`."""
    _mix(words.reshape(-1))


@kernel
def _mix(words: UInts) -> None:
    for row in range(len(words)):
        words[row] = draws.mix(words[row])
