"""How soon the next kink of a frontier is, a strip at a time; as `choosing.path`.

Without a ceiling effort has no kinks but nil and its limit, and padding none but its beginning.
"""

from math import inf

from eastwest.choosing.compiled.spread import padding, points, spread, unbounded
from eastwest.choosing.compiled.strip import Records, lanes_of
from eastwest.compiled.kernel import part

WALK = lanes_of("stake budget before behind ahead score cost sinks points haste soon rise")
"""As in `path._Walk`, and what comes of the columns on the way to the next kink.

`sinks` is what a unit of pull takes from every column by crowding, `rise` what it adds to the
score; the next kink of effort is 1 / `haste` away, that of padding `soon`.
"""


@part
def look_ahead(menu: Records, stand: Records, walk: Records, crowding: float, lanes: int) -> None:
    """Write points, how soon the next kinks are, and what the score rises by; as in `path`."""
    here, way = stand[0], walk[0]
    for lane in range(lanes):
        here.climb[lane] = here.climb[lane] / (1 + crowding * here.yielding[lane])
        way.sinks[lane] = crowding * here.climb[lane]
        way.points[lane] = way.haste[lane] = way.rise[lane] = 0.0
        way.soon[lane] = inf
    for c in range(len(menu)):
        if menu[c].bounded:
            _look_at_bounded(menu[c], here, way, crowding, lanes)
        else:
            _look_at_free(menu[c], here, way, crowding, lanes)


@part
def _look_at_free(
    column: Records, here: Records, way: Records, crowding: float, lanes: int
) -> None:
    """Add what comes of a column without a ceiling."""
    for lane in range(lanes):
        pull, falls = here.pull[lane], way.sinks[lane] - column.step[lane]
        limit, begin = column.limit[lane], column.begin[lane]
        own, free = unbounded(column, lane, crowding, pull, here.total[lane])
        gain = column.kept[lane] * column.lift[lane] * pull - column.pad_price[lane]
        padded = column.lift[lane] * (max(gain, 0.0) / column.pad_cost[lane])
        way.points[lane] += column.slope[lane] * own + padded * column.kept[lane]
        way.haste[lane] = max(way.haste[lane], _bounded(falls, free, limit, inf))
        moves = (own > 0.0) & (own < limit) & (column.step[lane] > 0.0)
        way.soon[lane] = min(way.soon[lane], begin - pull if pull <= begin else inf)
        rises = column.slope[lane] * falls if moves else 0.0
        way.rise[lane] += (column.pad_power[lane] if pull >= begin else 0.0) - rises


@part
def _look_at_bounded(
    column: Records, here: Records, way: Records, crowding: float, lanes: int
) -> None:
    """Add what comes of a column with a ceiling."""
    for lane in range(lanes):
        pull, sinks = here.pull[lane], way.sinks[lane]
        own, wanted, free, shared, cap = spread(column, lane, crowding, pull, here.total[lane])
        slope, limit, reach = column.slope[lane], column.limit[lane], column.reach[lane]
        pad, room = padding(column, lane, pull, own)
        way.points[lane] += points(column, lane, own, pad)
        inside = (own > 0.0) & (own < limit)
        falls = sinks - column.step[lane]
        lowers = column.keep[lane] * sinks - column.hold[lane]
        shares = shared < reach
        nears = falls - lowers if shares else falls
        over, full = wanted > cap, free > cap
        leads = wanted if over else (shared if full else free)
        speed = sinks if over else (lowers if full else falls)
        haste = max(_haste(nears, free - cap), _bounded(speed, leads, limit, reach))
        way.haste[lane] = max(way.haste[lane], haste)
        moves = inside & (free < cap) & (column.step[lane] > 0.0)
        rises = slope * falls if moves else 0.0
        held = inside & full & (cap > wanted) & shares
        rises += (1.0 - column.kept[lane]) * slope * lowers if held else 0.0
        begin = column.begin[lane]
        filled = room * column.pad_per_point[lane] + begin
        pads = (pull >= begin) & (pull < filled)
        soon = min(way.soon[lane], begin - pull if pull <= begin else inf)
        way.soon[lane] = min(soon, filled - pull if pads & (not moves) else inf)
        way.rise[lane] += (column.pad_power[lane] if pads else 0.0) - rises


@part
def _haste(falls: float, distance: float) -> float:
    """Return the inverse of the time till a bound is met, nil if never."""
    meets = ((falls > 0.0) & (distance >= 0.0)) | ((falls < 0.0) & (distance < 0.0))
    return (falls if meets else 0.0) / (distance if meets else 1.0)


@part
def _bounded(speed: float, leads: float, limit: float, reach: float) -> float:
    """Return the haste of what effort follows towards the nearest of nil, limit and ceiling."""
    below = max(limit if limit <= leads else 0.0, reach if reach <= leads else 0.0)
    above = min(limit if limit > leads else inf, reach if reach > leads else inf)
    sinks, climbs = speed > 0.0, speed < 0.0
    meets = (sinks & (leads >= 0.0)) | (climbs & (leads < max(limit, reach)))
    bound = below if sinks else (0.0 if leads < 0.0 else above)
    return (speed if meets else 0.0) / (leads - bound if meets else 1.0)
