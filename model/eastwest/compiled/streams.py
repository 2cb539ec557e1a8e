"""Keyed chance for whole columns: as `streams`, bit for bit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from eastwest.compiled import draws
from eastwest.compiled.kernel import kernel
from eastwest.streams import UInts
from eastwest.vocabulary import Floats


def drawn(start: np.uint64, agent: UInts, alternative: UInts) -> Floats:
    """Draw a number for each agent and alternative; as `streams.drawn`."""
    found = np.empty(np.broadcast(agent, alternative).shape)
    _draw(start, _table(agent), _table(alternative), _table(found))
    return found


def _table(column: NDArray[Any]) -> NDArray[Any]:
    """Return what has one dimension as a row of two."""
    return column if column.ndim > 1 else column[np.newaxis]


@kernel
def _draw(start: np.uint64, agent: UInts, alternative: UInts, found: Floats) -> None:
    """Write draws, two dimensions each; where an argument has one row or column, it is for all."""
    row, column = int(agent.shape[0] > 1), int(agent.shape[1] > 1)
    down, right = int(alternative.shape[0] > 1), int(alternative.shape[1] > 1)
    for i in range(found.shape[0]):
        for j in range(found.shape[1]):
            word = draws.agent(start, agent[row * i, column * j])
            found[i, j] = draws.draw(word, alternative[down * i, right * j])
