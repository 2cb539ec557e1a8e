"""All figures of a sweep: which there are, and what each says."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations

import pandas as pd
from matplotlib.figure import Figure

from eastwest_lab.comparing.drivers import drivers as driven
from eastwest_lab.comparing.settings import by_setting
from eastwest_lab.comparing.swept import Swept
from eastwest_lab.language import messages
from eastwest_lab.plots.cases import Case, cases, clipped
from eastwest_lab.plots.drivers import drivers, drivers_says
from eastwest_lab.plots.gallery import Sketch
from eastwest_lab.plots.heat import heat_map, heat_map_says
from eastwest_lab.plots.measured import brief, tails, title
from eastwest_lab.plots.one_at_a_time import one_at_a_time, one_at_a_time_says
from eastwest_lab.plots.pareto import pareto, pareto_says
from eastwest_lab.plots.ranking import ranking, ranking_says
from eastwest_lab.plots.robust import robust, robust_says
from eastwest_lab.plots.spread import spread, spread_says
from eastwest_lab.plots.versus import paths, paths_says
from eastwest_lab.style import INK, Look

RANKED, LONGEST = 20, 52
"""Choices that a ranking shows, the best ones, and letters of each."""
LINES = 7
"""Values of a key up to which each has a line of its own over the years."""
MOVED = ("one_at_a_time",)
"""Designs in which a key moves alone."""
CROSSED = ("grid", "file")
"""Designs in which levers meet in a table."""

Given = tuple[object, ...]
Part = tuple[str, str, Callable[..., Figure], Callable[..., str], Given]
"""Name, title, how it is drawn, what it says, what both are given besides the language."""


def case_list(swept: Swept, lang: str) -> tuple[Case, ...]:
    """Return the scenarios as figures and reports show them."""
    say = messages(lang)
    return cases({name: say.pick(words) or name for name, words in swept.titles.items()})


def sketches(swept: Swept, lang: str, over: tuple[str, str] | None = None) -> list[Sketch]:
    """Return all figures of a sweep in the order of the report, not yet drawn.

    Args:
        swept: The sweep.
        lang: Language of the labels.
        over: Keys along the bottom and the side of heat maps; if not given, the first two that
            do not move together, and those that lie in a table alone have heat maps.
    """
    if over is None and len(swept.keys) > 1 and swept.design in CROSSED:
        over = _met(swept)
    maps = [] if over is None else _heat_maps(swept, over, lang)
    found = [*_plain(swept, lang), *maps]
    return [
        Sketch(name, words, partial(draw, *given, lang), partial(says, *given, lang))
        for name, words, draw, says, given in found
    ]


def _plain(swept: Swept, lang: str) -> Iterator[Part]:
    """Yield the figures that need no options."""
    say, shown = messages(lang), case_list(swept, lang)
    measures, runs = swept.measures, swept.runs
    given: Given
    if len(shown) > 1:
        given = (by_setting(runs, swept.outcomes, shown[0].name), measures, shown)
        words = say("sweep.figures.robust", letter=shown[0].letter)
        yield "robust", words, robust, robust_says, given
    yield "spread", say("sweep.figures.spread"), spread, spread_says, (runs, measures, shown)
    if swept.design in MOVED:
        for case in shown:
            own = runs[runs["scenario"] == case.name]
            name = f"one_at_a_time-{case.letter}" if len(shown) > 1 else "one_at_a_time"
            words = say("sweep.figures.one_at_a_time")
            yield name, words, one_at_a_time, one_at_a_time_says, (own, swept.keys, measures)
    elif swept.keys:
        found = driven(swept.means, _keys(swept), swept.outcomes, swept.sampled)
        given = (found, measures)
        yield "drivers", say("sweep.figures.drivers"), drivers, drivers_says, given
    national, lines = _lines(swept, shown)
    variables = list(dict.fromkeys(each.variable for each in measures.values()))
    given = (national, variables, lines)
    yield "paths", say("compare.figures.paths"), paths, paths_says, given
    # Where a key moves alone, choices meet different uncertainties and cannot be ranked.
    if len(swept.choices) < 2 or (swept.design in MOVED and swept.uncertainties):
        return
    if swept.better:
        words = say("sweep.figures.ranking")
        draw = partial(ranking, words=words)
        yield "ranking", words, draw, ranking_says, _ranked(swept, shown, lang)
    if len(swept.weighed) > 1 and len(swept.choices) > 2:
        named = swept.choices["choice"].map(_names(swept, shown))
        given = (swept.choices.assign(choice=named), swept.weighed, measures, shown)
        yield "pareto", say("sweep.figures.pareto"), pareto, pareto_says, given


def _keys(swept: Swept) -> list[str]:
    """Return what was varied, the scenario among it where there are several."""
    return [*(["scenario"] if len(swept.titles) > 1 else []), *swept.keys]


def _met(swept: Swept) -> tuple[str, str] | None:
    """Return the first two keys that do not always move together."""
    for one, two in combinations(swept.keys, 2):
        pairs = swept.means[[one, two]].drop_duplicates()
        if len(pairs) > max(pairs[one].nunique(), pairs[two].nunique()):
            return one, two
    return None


def _heat_maps(swept: Swept, over: tuple[str, str], lang: str) -> list[Part]:
    """Return a heat map for each outcome."""
    shown = case_list(swept, lang)
    found: list[Part] = []
    for name, measure in swept.measures.items():
        words = title(measure, lang)
        draw = partial(heat_map, variable=measure.variable, words=words)
        says = partial(heat_map_says, variable=measure.variable)
        found.append((f"heat_map-{name}", words, draw, says, (swept.runs, *over, name, shown)))
    return found


def _lines(swept: Swept, shown: Sequence[Case]) -> tuple[pd.DataFrame, tuple[Case, ...]]:
    """Return the yearly table and what has a line in it: scenarios, or values of the first key.

    Every run counts as a replicate, so bands hold all points too.
    """
    national = swept.national
    runs = national.groupby(["point", "replicate"], sort=False).ngroup()
    national = national.assign(replicate=runs.to_numpy())
    first = next(iter(swept.keys), None)
    if len(shown) > 1 or first is None:
        return national, tuple(shown)
    values = swept.means.set_index("point")[first].map(brief)
    order = list(dict.fromkeys(values))
    if not 1 < len(order) <= LINES:
        return national, tuple(shown)
    named = national["point"].map(values)
    tail = tails(swept.keys)[first]
    return national.assign(scenario=named), cases({each: f"{tail} = {each}" for each in order})


def _names(swept: Swept, shown: Sequence[Case]) -> dict[int, str]:
    """Return what choices are called: by the scenario's letter, or by point where levers vary."""
    letters = {case.name: case.letter for case in shown}
    return {
        int(number): str(number) if swept.levers else letters[str(name)]
        for number, name in zip(swept.choices["choice"], swept.choices["scenario"], strict=True)
    }


def _ranked(
    swept: Swept, shown: Sequence[Case], lang: str
) -> tuple[pd.DataFrame, tuple[Case, ...]]:
    """Return mean ranks of the best choices, and the choices as figures name them."""
    named = {name: title(swept.measures[name], lang) for name in swept.better}
    table = swept.ranks.rename(columns=named)
    order = table.mean(axis=1).sort_values(kind="stable").index[:RANKED]
    names = _names(swept, shown)
    said = {
        str(row["choice"]): clipped(_choice(swept, row, shown), LONGEST)
        for _, row in swept.choices.iterrows()
    }
    best = tuple(Case(name, names[int(name)], said[name], Look(INK)) for name in order)
    return table.loc[order], best


def _choice(swept: Swept, row: "pd.Series[float]", shown: Sequence[Case]) -> str:
    """Return a choice in words: scenario and levers."""
    short = tails(list(swept.levers))
    parts = [f"{short[key]} = {brief(row[key])}" for key in swept.levers]
    if len(shown) == 1 and parts:
        return ", ".join(parts)
    case = next(case for case in shown if case.name == str(row["scenario"]))
    return ", ".join([case.letter, *parts]) if parts else case.title
