"""What governments do, report and are told: efforts, figures, padding, grades."""

import numpy as np

from eastwest.context import Context, Side, Year
from eastwest.evaluation.lines import WORDS
from eastwest.metrics.means import Numbers, share_of, unweighted
from eastwest.phases.settle import audit_cost
from eastwest.state import GovernmentState, State
from eastwest.vocabulary import CHANNELS, GROWTH, Floats, Ints

EFFORTS = {
    "east": tuple(f"effort_{name}" for name in CHANNELS),
    "west": tuple(f"effort_{name}_west" for name in CHANNELS),
}
FIGURES = {
    kind: tuple(f"{kind}_{name}" for name in CHANNELS) for kind in ("true", "reported", "verified")
}
"""Names of what is summed over governments by channel, by side and by kind of figure."""


def governments(context: Context, state: State, year: Year) -> Numbers:
    """Return efforts, reports and grades of eastern governments of the top tier."""
    side, east = context.east, state.east
    tops = side.tops
    judged = (east.target[:tops] > 0.0).any(axis=1)
    numbers = {
        "effort_growth": float(east.effort[:tops, GROWTH].sum()),
        "padding": _padding(side, year.passed[side.name][:tops], east.target[:tops]),
        "padding_west": _padding(context.west, state.west.padding, state.west.target),
        "score_mean": unweighted(east.score[:tops][judged]),
        "audited": float(np.count_nonzero(east.audited[:tops] & judged)),
        "audit_cost": audit_cost(context, state, year),
        "paperwork": _paperwork(context, context.east, year),
        "paperwork_west": _paperwork(context, context.west, year),
    }
    for name, names in EFFORTS.items():
        numbers |= zip(names, year.handed[name].sum(axis=0).tolist(), strict=True)
    for kind, names in FIGURES.items():
        # A channel a row: each is summed as a column of its own would be.
        whole = np.ascontiguousarray(getattr(east, kind)[:tops, :GROWTH].T).sum(axis=1)
        numbers |= zip(names, whole.tolist(), strict=True)
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
    return lost * float((context.able[side.name][year.index] * paired).sum())


def _padding(side: Side, padding: Floats, target: Floats) -> float:
    """Return the mean padding in the channels that are looked at. [over the target]."""
    scored = side.layout.asked(target)
    return share_of(float((padding * scored).sum()), float(np.count_nonzero(scored)))


def _grades(context: Context, east: GovernmentState, year: Year) -> Numbers:
    """Return the share of judged eastern governments in each grade, the best first."""
    grade = east.grade[: context.east.tops]
    given = grade[grade >= 0]
    number = max(entry.rule.grade.grades for entry in context.scenario.regimes)
    counts = np.bincount(year.regime.grade.grades - given, minlength=number + 1).tolist()
    return {
        f"grade_share_{place}": share_of(count, len(given))
        for place, count in enumerate(counts[1:], start=1)
    }


def rank(grade: Ints, year: Year) -> Floats:
    """Return grades counted from the best, which is 1; 0 where nobody was judged."""
    return np.where(grade >= 0, float(year.regime.grade.grades) - grade, 0.0)
