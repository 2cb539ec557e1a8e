"""What the market and society do: firms, investment, workers, purchases and donations."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from eastwest_lab.language import messages, number
from eastwest_lab.plots.bands import Band, Other
from eastwest_lab.plots.grid import Cell, draw_grid, found
from eastwest_lab.story import Regimes
from eastwest_lab.style import styled

CELLS = (
    Cell("words.firms", ("firms_entered", "firms_active")),
    Cell("words.investment", ("investment_pledged", "investment_landed")),
    Cell("words.workers", ("workers_placed", "workers_kept")),
    Cell("words.purchases_donations", ("purchases", "donations")),
)


@styled
def market(
    national: pd.DataFrame, regimes: Regimes, lang: str, other: Other | None = None
) -> Figure:
    """Draw firms, investment, workers, purchases and donations over the years."""
    return draw_grid("figures.market", CELLS, national, regimes, lang, other)


def market_says(national: pd.DataFrame, lang: str) -> str:
    """Say how much of what is pledged lands, and how many placed workers stay."""
    say = messages(lang)
    there = {name: band for _, part in found(CELLS, national) for name, band in part.items()}
    parts = [say("captions.market")]
    for text, part, whole, lag in (
        ("captions.landed", "investment_landed", "investment_pledged", 0),
        ("captions.kept", "workers_kept", "workers_placed", 1),
    ):
        if part in there and whole in there:
            percent = _percent(there[part], there[whole], lag)
            if np.isfinite(percent):
                parts.append(say(text, percent=number(percent)))
    return "".join(parts)


def _percent(part: Band, whole: Band, lag: int) -> float:
    """Return the part as percent of the whole of `lag` years before, over all years."""
    years = [int(year) for year in part.years if year - lag in whole.years]
    base = sum(whole.at(year - lag) for year in years)
    return 100 * sum(part.at(year) for year in years) / base if base > 0 else float("nan")
