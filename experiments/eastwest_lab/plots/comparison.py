"""All figures of a comparison: which there are, and what each says."""

from collections.abc import Callable
from functools import partial

from matplotlib.figure import Figure

from eastwest_lab.catalogue import label
from eastwest_lab.comparing.compared import PLACED, Compared
from eastwest_lab.language import messages
from eastwest_lab.plots.cases import Case, cases
from eastwest_lab.plots.forest import forest, forest_says
from eastwest_lab.plots.gains import gains, gains_says
from eastwest_lab.plots.gallery import Sketch
from eastwest_lab.plots.mechanisms import mechanisms, mechanisms_says
from eastwest_lab.plots.ranking import ranking, ranking_says
from eastwest_lab.plots.tile_differences import tile_differences, tile_differences_says
from eastwest_lab.plots.tradeoff import tradeoff, tradeoff_says
from eastwest_lab.plots.versus import gaps, gaps_says, paths, paths_says

SHOWN = (
    "aid",
    "donations",
    "investment_landed",
    "workers_placed",
    "poor",
    "rural_income_ratio",
    "padding",
    "tie_strength",
)
"""Variables that are drawn over the years."""
COST_AND_GAIN = {"aid": -1, "poor": -1}
"""What the trade-off shows: what is paid, and what it is paid for; less of both is better."""
ATTRIBUTED = ("aid", "workers_placed", "poor", "rural_income_ratio")
"""Outcomes whose difference is split among mechanisms."""

Drawn = tuple[str, Callable[..., Figure], Callable[..., str], tuple[object, ...]]
"""Name, how it is drawn, what it says, and what both are given besides the language."""


def case_list(compared: Compared, lang: str) -> tuple[Case, ...]:
    """Return the scenarios as figures and reports show them."""
    say = messages(lang)
    return cases({name: say.pick(words) or name for name, words in compared.titles.items()})


def sketches(compared: Compared, lang: str) -> list[Sketch]:
    """Return all figures of a comparison in the order of the report, not yet drawn."""
    say, shown = messages(lang), case_list(compared, lang)
    texts = {"letter": shown[0].letter, "variable": label(PLACED, lang)}
    return [
        Sketch(
            name,
            say(f"compare.figures.{name.partition('-')[0]}", **texts),
            partial(draw, *given, lang),
            partial(says, *given, lang),
        )
        for name, draw, says, given in _drawn(compared, shown)
    ]


def _drawn(compared: Compared, shown: tuple[Case, ...]) -> list[Drawn]:
    over_years = (compared.national, SHOWN, shown)
    found: list[Drawn] = [
        ("paths", paths, paths_says, over_years),
        ("gaps", gaps, gaps_says, over_years),
        ("forest", forest, forest_says, (compared.differences, shown)),
        ("tradeoff", tradeoff, tradeoff_says, (compared.runs, COST_AND_GAIN, shown)),
        (
            "tile_differences",
            tile_differences,
            tile_differences_says,
            (compared.provinces(), PLACED, shown),
        ),
        ("gains", gains, gains_says, (compared.places, PLACED, shown)),
    ]
    if len(shown) > 2:
        found.insert(3, ("ranking", ranking, ranking_says, (compared.ranks, shown)))
    splitting = {"settings": compared.to_settings, "mechanisms": compared.to_channels}
    for case in shown[1:]:
        for kind, splits in splitting.items():
            if split := splits.get(case.name):
                given = (split, ATTRIBUTED, kind)
                found.append((f"{kind}-{case.letter}", mechanisms, mechanisms_says, given))
    return found
