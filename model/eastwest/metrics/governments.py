"""What governments do, report and are told: efforts, figures, padding, grades."""

import numpy as np

from eastwest.context import Context, Side, Year
from eastwest.evaluation.lines import WORDS
from eastwest.metrics.means import Numbers, share_of, unweighted
from eastwest.phases.settle import audit_cost
from eastwest.state import GovernmentState, State
from eastwest.vocabulary import CHANNELS, GROWTH, Floats, Ints


def governments(context: Context, state: State, year: Year) -> Numbers:
    """Return efforts, reports and grades of eastern governments of the top tier."""
    side, east = context.east, state.east
    tops = side.tops
    effort = year.handed[side.name].sum(axis=0)
    scored = side.layout.asked(east.target[:tops])
    judged = (east.target[:tops] > 0.0).any(axis=1)
    padding = year.passed[side.name][:tops]
    numbers = {
        "effort_growth": float(east.effort[:tops, GROWTH].sum()),
        "padding": share_of(float(padding[scored].sum()), float(scored.sum())),
        "padding_west": _padding(context.west, state.west),
        "score_mean": unweighted(east.score[:tops][judged]),
        "audited": float(east.audited[:tops][judged].sum()),
        "audit_cost": audit_cost(context, state, year),
        "paperwork": _paperwork(context, context.east, year),
        "paperwork_west": _paperwork(context, context.west, year),
    }
    western = year.handed["west"].sum(axis=0)
    for end, efforts in (("", effort), ("_west", western)):
        names = (f"effort_{name}{end}" for name in CHANNELS)
        numbers |= dict(zip(names, efforts.tolist(), strict=True))
    for kind in ("true", "reported", "verified"):
        # A channel a row: each is summed as a column of its own would be.
        whole = np.ascontiguousarray(getattr(east, kind)[:tops, :GROWTH].T).sum(axis=1)
        numbers |= dict(zip((f"{kind}_{name}" for name in CHANNELS), whole.tolist(), strict=True))
    return {**numbers, **_grades(context, east, year), **_lines(context, state)}


def _lines(context: Context, state: State) -> Numbers:
    """Return what the lines beyond the first of a channel show, in each one's own unit."""
    found, tops = {}, {side.name: side.tops for side in context.sides}
    for line in context.lines:
        governments: GovernmentState = getattr(state, line.side)
        for kind, name in zip(WORDS, line.names, strict=True):
            found[name] = float(getattr(governments, kind)[: tops[line.side], line.column].sum())
    return found


def _paperwork(context: Context, side: Side, year: Year) -> float:
    """Return the capacity that paired governments lose to showing their work. [1e8 yuan]."""
    paired = year.counties[side.name] > 0.0
    lost = year.regime.observe.lost(year.sheets[side.name].number)
    return lost * float(context.able[side.name][year.index][paired].sum())


def _padding(side: Side, governments: GovernmentState) -> float:
    """Return the mean padding in the channels that are looked at. [over the target]."""
    scored = side.layout.asked(governments.target)
    return share_of(float(governments.padding[scored].sum()), float(scored.sum()))


def _grades(context: Context, east: GovernmentState, year: Year) -> Numbers:
    """Return the share of judged eastern governments in each grade, the best first."""
    grade = east.grade[: context.east.tops]
    given = grade[grade >= 0]
    number = max(entry.rule.grade.grades for entry in context.scenario.regimes)
    counts = np.bincount(rank(given, year).astype(int), minlength=number + 1)[1:]
    return {
        f"grade_share_{place + 1}": share_of(float(count), float(len(given)))
        for place, count in enumerate(counts)
    }


def rank(grade: Ints, year: Year) -> Floats:
    """Return grades counted from the best, which is 1; 0 where nobody was judged."""
    return np.where(grade >= 0, float(year.regime.grade.grades) - grade, 0.0)
