"""One run as one page: self-contained HTML with its figures inside."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eastwest.storing import write_text
from eastwest_lab.language import messages
from eastwest_lab.plots.gallery import Picture
from eastwest_lab.plots.reigns import Reign, reigns
from eastwest_lab.reports.findings import BEFORE, KeyNumber, beside, changes, judge, key_numbers
from eastwest_lab.reports.page import inline, template
from eastwest_lab.story import Story

if TYPE_CHECKING:
    import pandas as pd


def write_report(
    frames: "Mapping[str, pd.DataFrame]",
    story: Story,
    pictures: Sequence[Picture],
    path: Path,
    lang: str,
    tables: Sequence[str] = (),
) -> None:
    """Write the report of a run, whole or not at all.

    Args:
        frames: Tidy tables by level; `baseline` is the national table to compare with, if any.
        story: What the run is about.
        pictures: What `draw_all` returned.
        path: The HTML file.
        lang: Language of the page.
        tables: Names of the files of tables, relative to the page.
    """
    write_text(path, render(frames, story, pictures, lang, tables))


def render(
    frames: "Mapping[str, pd.DataFrame]",
    story: Story,
    pictures: Sequence[Picture],
    lang: str,
    tables: Sequence[str] = (),
) -> str:
    """Return the report of a run as HTML; what it shows, `write_report` says."""
    say = messages(lang)
    found = changes(story.regimes, story.years, lang)
    return template("report.html.jinja").render(
        say=say,
        story=story,
        lang=lang,
        reigns=_timeline(story, lang),
        changes=found,
        numbers=key_numbers(frames["national"], found, lang),
        before=BEFORE,
        beside=_beside(frames, story, lang),
        drawn=[(picture, inline(picture)) for picture in pictures if picture.path],
        skipped=[picture for picture in pictures if not picture.path],
        verdict=judge(frames, story.expectation, lang) if story.expectation else None,
        tables=tables,
    )


def _beside(frames: "Mapping[str, pd.DataFrame]", story: Story, lang: str) -> Sequence[KeyNumber]:
    """Return a fork's numbers beside those of the run that it continues."""
    if story.fork is None or "baseline" not in frames:
        return ()
    years = (story.fork.year, story.years[1])
    return beside(frames["national"], frames["baseline"], years, lang)


def _timeline(story: Story, lang: str) -> list[tuple[Reign, int]]:
    shown = reigns(story.regimes, *story.years, lang)
    return [(reign, reign.last - reign.first + 1) for reign in shown]
