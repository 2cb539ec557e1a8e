"""How effort spreads over the columns of a strip, and what that scores and costs.

As `choosing.spread` and `outcome`; see `strip` for lanes.
"""

from math import inf

from eastwest.choosing.compiled.strip import Records
from eastwest.choosing.spread import ROUNDS
from eastwest.compiled.kernel import part


@part
def spread(
    column: Records, lane: int, crowding: float, pull: float, total: float
) -> tuple[float, float, float, float, float]:
    """Return effort, wanted, free, shared and cap of a column, as `Spread`."""
    wanted = column.start[lane] - crowding * total
    free = column.step[lane] * pull + wanted
    shared = column.keep[lane] * wanted + column.share[lane] + column.hold[lane] * pull
    cap = min(shared, column.reach[lane])
    effort = min(max(min(free, cap), wanted, 0.0), column.limit[lane])
    return effort, wanted, free, shared, cap


@part
def unbounded(
    column: Records, lane: int, crowding: float, pull: float, total: float
) -> tuple[float, float]:
    """Return effort and what is free of a column without a ceiling; as `spread`."""
    wanted = column.start[lane] - crowding * total
    free = column.step[lane] * pull + wanted
    return min(max(free, wanted, 0.0), column.limit[lane]), free


@part
def padding(column: Records, lane: int, pull: float, effort: float) -> tuple[float, float]:
    """Return the padding that the pull is worth, and the room for it."""
    room = max(column.room[lane] - column.slope[lane] * effort, 0.0) * column.unlift[lane]
    gain = column.kept[lane] * column.lift[lane] * pull - column.pad_price[lane]
    return min(max(gain, 0.0) / column.pad_cost[lane], room), room


@part
def points(column: Records, lane: int, effort: float, pad: float) -> float:
    """Return the points of a column; as `outcome.score`."""
    ceiling = column.ceiling[lane]
    done = min(column.slope[lane] * effort, ceiling)
    padded = min(column.lift[lane] * pad, ceiling - done) * column.kept[lane]
    return float(done + padded)


@part
def settle(menu: Records, stand: Records, crowding: float, within: float, lanes: int) -> None:
    """Move total effort to what the columns agree on at the pull; as `spread.settle`."""
    here = stand[0]
    _add_up(menu, stand, crowding, lanes)
    for lane in range(lanes):
        here.low[lane], here.high[lane] = -inf, inf
        if crowding == 0.0:
            here.total[lane] = here.effort[lane]
    for _ in range(ROUNDS):
        number = 0
        for lane in range(lanes):
            total, low, high = here.total[lane], here.low[lane], here.high[lane]
            excess = here.effort[lane] - total
            is_open, short = abs(excess) > within * total, excess > 0.0
            number += is_open
            low, high = total if is_open & short else low, high if short else total
            moved = total + excess / (1 + crowding * here.yielding[lane])
            moved = moved if (low < moved) & (moved < high) else (low + high) / 2
            here.total[lane] = moved if is_open else total
            here.low[lane], here.high[lane] = low, high
        if number == 0:
            break
        _add_up(menu, stand, crowding, lanes)


@part
def _add_up(menu: Records, stand: Records, crowding: float, lanes: int) -> None:
    """Write what the columns add up to at a pull and a total effort."""
    here = stand[0]
    for lane in range(lanes):
        here.effort[lane] = here.climb[lane] = here.yielding[lane] = 0.0
        here.hold[lane] = here.keep[lane] = 0.0
    for c in range(len(menu)):
        if menu[c].bounded:
            _add_bounded(menu[c], here, crowding, lanes)
        else:
            _add_free(menu[c], here, crowding, lanes)
    for lane in range(lanes):
        here.climb[lane] += here.hold[lane]
        here.yielding[lane] += here.keep[lane]


@part
def _add_free(column: Records, here: Records, crowding: float, lanes: int) -> None:
    """Add a column without a ceiling."""
    for lane in range(lanes):
        own, _ = unbounded(column, lane, crowding, here.pull[lane], here.total[lane])
        inside = (own > 0.0) & (own < column.limit[lane])
        here.effort[lane] += own
        here.climb[lane] += column.step[lane] if inside else 0.0
        here.yielding[lane] += 1.0 if inside else 0.0


@part
def _add_bounded(column: Records, here: Records, crowding: float, lanes: int) -> None:
    """Add a column with a ceiling."""
    for lane in range(lanes):
        own, wanted, free, shared, cap = spread(
            column, lane, crowding, here.pull[lane], here.total[lane]
        )
        inside = (own > 0.0) & (own < column.limit[lane])
        held = (free > cap) & (cap > wanted)
        partly = inside & held & (shared < column.reach[lane])
        here.effort[lane] += own
        here.climb[lane] += column.step[lane] if inside & (free < cap) else 0.0
        here.yielding[lane] += 1.0 if inside & (not held) else 0.0
        here.hold[lane] += column.hold[lane] if partly else 0.0
        here.keep[lane] += column.keep[lane] if partly else 0.0


@part
def act(menu: Records, stand: Records, crowding: float, lanes: int) -> None:
    """Write effort and padding of the columns at a pull and a total effort."""
    here = stand[0]
    for c in range(len(menu)):
        column = menu[c]
        for lane in range(lanes):
            pull = here.pull[lane]
            own, _, _, _, _ = spread(column, lane, crowding, pull, here.total[lane])
            column.effort[lane], column.pad[lane] = own, padding(column, lane, pull, own)[0]


@part
def judge(menu: Records, stand: Records, lanes: int) -> None:
    """Write score and cost of what is done; as `outcome.score` and `outcome.cost`."""
    here = stand[0]
    for lane in range(lanes):
        here.score[lane] = here.cost[lane] = here.effort[lane] = 0.0
    for c in range(len(menu)):
        column = menu[c]
        for lane in range(lanes):
            effort, pad = column.effort[lane], column.pad[lane]
            own = effort * (here.own_cost[lane] * effort / 2 - column.gain[lane])
            pads = pad * (column.pad_cost[lane] * pad / 2 + column.pad_price[lane])
            here.score[lane] += points(column, lane, effort, pad)
            here.cost[lane] += own + pads
            here.effort[lane] += effort
    for lane in range(lanes):
        total = here.effort[lane]
        here.score[lane] = here.base[lane] + here.score[lane]
        here.cost[lane] += here.total_cost[lane] / 2 * total * total
