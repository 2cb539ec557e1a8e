"""What comes of it for people: poverty, relapse, gaps, inequality."""

import pandas as pd
from matplotlib.figure import Figure

from eastwest_lab.catalogue import amount, label, unit
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import Other, moves, span
from eastwest_lab.plots.grid import Cell, draw_grid, found
from eastwest_lab.story import Regimes
from eastwest_lab.style import styled

CELLS = (
    Cell("words.poor", ("poor",)),
    Cell("words.relapsed", ("relapsed",)),
    Cell("words.ratios", ("rural_income_ratio", "gdp_ratio", "urban_rural_ratio"), from_zero=False),
    Cell("words.theil", ("theil_between", "theil_within")),
)


@styled
def people(
    national: pd.DataFrame, regimes: Regimes, lang: str, other: Other | None = None
) -> Figure:
    """Draw poverty, relapse, income ratios and inequality over the years."""
    return draw_grid("figures.people", CELLS, national, regimes, lang, other)


def people_says(national: pd.DataFrame, lang: str) -> str:
    """Say how the first variable of each panel moves from the first to the last year."""
    say, told = messages(lang), []
    if len(set(span(national))) == 1:
        return say("captions.one_year")
    for _, part in found(CELLS, national):
        name, band = next(iter(part.items()))
        if not moves(name, band, lang):
            continue
        known = band.known()
        told.append(
            say(
                "words.move",
                name=label(name, lang),
                first=amount(known.middle[0], unit(name), lang),
                first_year=known.years[0],
                last=amount(known.middle[-1], unit(name), lang),
                last_year=known.years[-1],
            )
        )
    if not told:
        return say("captions.nothing_moves")
    return say("captions.people", moves=say("words.and").join(told))
