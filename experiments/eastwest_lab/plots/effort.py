"""What eastern governments do in each channel."""

import pandas as pd
from matplotlib.figure import Figure

from eastwest.vocabulary import CHANNELS
from eastwest_lab.catalogue import amount, scale, unit
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import Band, Other, bands, moves, of_other, span
from eastwest_lab.plots.canvas import TOP, sheet
from eastwest_lab.plots.lines import Frame, Line, panel
from eastwest_lab.plots.reigns import KEY, key, reigns
from eastwest_lab.story import Regimes
from eastwest_lab.style import CHANNEL_LOOKS, styled

VARIABLES = {f"effort_{channel}": channel for channel in CHANNELS}


@styled
def effort_by_channel(
    national: pd.DataFrame, regimes: Regimes, lang: str, other: Other | None = None
) -> Figure:
    """Draw effort over the years, a panel for each channel, each with its own scale."""
    say, found = messages(lang), bands(national, VARIABLES)
    first, last = span(national)
    frame = Frame(first, last, reigns(regimes, first, last, lang), lang)
    measure = scale(unit("effort_aid"), 0, lang)[1]
    note = say("words.own_scale", unit=measure)
    figure, boxes = sheet(
        say("figures.effort_by_channel"), len(found), 3, note=note, panel=1.35, above=KEY
    )
    key(figure, frame.reigns, other=other, down=TOP + 0.2)
    for axes, (name, band) in zip(boxes, found.items(), strict=True):
        look = CHANNEL_LOOKS[VARIABLES[name]]
        line = Line(band, look, other=of_other(other, name))
        title = say(f"channels.{VARIABLES[name]}")
        panel(axes, title, unit(name), [line], frame, colour=look.colour)
    return figure


def effort_by_channel_says(national: pd.DataFrame, lang: str) -> str:
    """Say which channels win and lose most between the first and the last year."""
    say, found = messages(lang), bands(national, VARIABLES)
    if len(set(span(national))) == 1:
        return say("captions.one_year")
    change = {name: _change(band) for name, band in found.items() if moves(name, band, lang)}
    if not change:
        return say("captions.nothing_moves")
    most, least = max(change, key=lambda n: change[n]), min(change, key=lambda n: change[n])
    parts = []
    if change[most] > 0:
        parts.append(say("captions.rise", most=_move(most, found[most], lang)))
    if least != most or change[most] <= 0:
        parts.append(say("captions.fall", least=_move(least, found[least], lang)))
    return say("words.space").join(parts)


def _change(band: Band) -> float:
    known = band.known()
    return float(known.middle[-1] - known.middle[0])


def _move(name: str, band: Band, lang: str) -> str:
    say, known = messages(lang), band.known()
    return say(
        "words.move",
        name=say(f"channels.{VARIABLES[name]}"),
        first=amount(known.middle[0], unit(name), lang),
        first_year=known.years[0],
        last=amount(known.middle[-1], unit(name), lang),
        last_year=known.years[-1],
    )
