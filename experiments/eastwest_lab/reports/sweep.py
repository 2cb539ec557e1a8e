"""A sweep as one page: self-contained HTML, a command under each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eastwest.storing import write_text
from eastwest_lab.catalogue import amounts, unit
from eastwest_lab.comparing.drivers import together
from eastwest_lab.comparing.settings import by_setting
from eastwest_lab.comparing.swept import Swept
from eastwest_lab.language import Words, figures, messages, rounded
from eastwest_lab.plots.cases import Case
from eastwest_lab.plots.gallery import Picture
from eastwest_lab.plots.measured import brief, measured_in, title
from eastwest_lab.plots.sweep import case_list
from eastwest_lab.reports.page import again, inline, shown_width, template

if TYPE_CHECKING:
    import pandas as pd

LISTED = 40
"""Points that the table of the page holds; the file has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """How a sweep was made.

    Args:
        folder: Where its results are, as it was typed.
        command: What makes it again.
        name: Of the study.
        title, question: Of the study by language.
        done, failed: Runs.
        missing: Runs that are still to be done.
        faults: Stage and error of runs that failed, each once, with how many.
        not_finite: Outcome -> runs in which it is no finite number.
        replicates: Fewest and most replicates of a point.
        worlds: Sizes of the worlds.
        years: First and last year.
        digest: Of all that was measured.
        codes: Versions of the code that made the runs.
        tables: Files of tables in the folder.
        notes: What to know before the results are read.
    """

    folder: str
    command: str
    name: str
    title: Words
    question: Words
    done: int
    failed: int
    missing: int
    faults: Sequence[tuple[str, str, int]]
    not_finite: dict[str, int]
    replicates: tuple[int, int]
    worlds: Sequence[str]
    years: tuple[int, int]
    digest: str
    codes: Sequence[str]
    tables: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """One scenario beside the first in one outcome, under all settings, as texts."""

    label: str
    unit: str
    least: str
    middle: str
    most: str
    above: int
    below: int
    settings: int

    @property
    def is_same(self) -> bool:
        """Return whether it has one sign, surely, under every setting."""
        return self.settings in (self.above, self.below)


def write_sweep(
    swept: Swept, facts: Facts, pictures: Sequence[Picture], path: Path, lang: str
) -> None:
    """Write the report of a sweep, whole or not at all."""
    write_text(path, render(swept, facts, pictures, lang))


def render(swept: Swept, facts: Facts, pictures: Sequence[Picture], lang: str) -> str:
    """Return the report of a sweep as HTML."""
    say, shown = messages(lang), case_list(swept, lang)
    drawn = [
        (
            picture,
            inline(picture),
            again(facts.folder, picture.name, lang),
            shown_width(picture.path),
        )
        for picture in pictures
        if picture.path
    ]
    names = {name: title(each, lang) for name, each in swept.measures.items()}
    return template("sweep.html.jinja").render(
        say=say,
        lang=lang,
        swept=swept,
        facts=facts,
        title=say.pick(facts.title) or facts.name,
        shown=shown,
        names=names,
        ranges=_ranges(swept, lang),
        stands=_stands(swept, shown, lang),
        together=together(swept.means, swept.keys) if swept.keys else [],
        points=len(swept.means),
        rows=_rows(swept, shown, lang),
        units=_units(swept, lang),
        drawn=drawn,
        skipped=[picture for picture in pictures if not picture.path],
    )


def _ranges(swept: Swept, lang: str) -> list[tuple[str, str, str, str]]:
    """Return each outcome's name, and least, middle and largest mean of a point."""
    found = []
    for name, measure in swept.measures.items():
        values = swept.means[name].quantile([0, 0.5, 1])
        texts = amounts(values.tolist(), unit(measure.variable), lang)
        found.append((title(measure, lang), texts[0], texts[1], texts[2]))
    return found


def _stands(swept: Swept, shown: Sequence[Case], lang: str) -> list[tuple[Case, list[Stand]]]:
    """Return how each scenario stands beside the first, outcome by outcome."""
    if len(shown) < 2:
        return []
    found = by_setting(swept.runs, swept.outcomes, shown[0].name)
    return [(case, _beside(found, case, swept, lang)) for case in shown[1:]]


def _beside(found: "pd.DataFrame", case: Case, swept: Swept, lang: str) -> list[Stand]:
    rows = []
    for name, measure in swept.measures.items():
        part = found[(found["scenario"] == case.name) & (found["outcome"] == name)]
        if part.empty:
            continue
        divisor, unit_ = measured_in(measure, part["difference"], lang)
        least, middle, most = part["difference"].quantile([0, 0.5, 1]) / divisor
        above, below = int((part["sign"] > 0).sum()), int((part["sign"] < 0).sum())
        rows.append(
            Stand(
                title(measure, lang), unit_, figures(least), figures(middle), figures(most),
                above, below, len(part),
            )
        )  # fmt: skip
    return rows


def _units(swept: Swept, lang: str) -> dict[str, str]:
    return {
        name: measured_in(measure, swept.means[name], lang)[1]
        for name, measure in swept.measures.items()
    }


def _rows(swept: Swept, shown: Sequence[Case], lang: str) -> list[list[tuple[str, str]]]:
    """Return the first points as cells: text, and small text below it."""
    letters = {case.name: case.letter for case in shown}
    divisors = {
        name: measured_in(measure, swept.means[name], lang)[0]
        for name, measure in swept.measures.items()
    }
    rows = []
    for _, row in swept.table.head(LISTED).iterrows():
        cells = [(str(row["point"]), ""), (letters[row["scenario"]], "")]
        cells += [(brief(row[key]), "") for key in swept.keys]
        cells.append((str(row["runs"]), ""))
        for name, divisor in divisors.items():
            low, high = (rounded(float(row[name + end]) / divisor) for end in ("_low", "_high"))
            small = "" if low == high else f"{low}\u2013{high}"
            cells.append((rounded(float(row[name]) / divisor), small))
        rows.append(cells)
    return rows
