"""A comparison as one page: self-contained HTML, a command under each figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eastwest.storing import write_text
from eastwest_lab.catalogue import label
from eastwest_lab.comparing.compared import PLACED, Compared
from eastwest_lab.comparing.mechanisms import GROUPS
from eastwest_lab.language import Words, messages, number
from eastwest_lab.plots.cases import Case
from eastwest_lab.plots.comparison import case_list
from eastwest_lab.plots.gallery import Picture
from eastwest_lab.plots.mechanisms import group_name
from eastwest_lab.reports.contrasts import contrasts
from eastwest_lab.reports.page import again, inline, shown_width, template

SPLIT = ("mechanisms", "settings")
"""Figures of what makes a difference: channels, and settings."""
LISTED = 8
"""Keys of a group that are named, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """How a comparison was made.

    Args:
        folder: Where its results are, as it was typed.
        command: What makes it again.
        questions: Question of each scenario by language.
        digests: Digest of each scenario.
        world: Size of the world.
        seed: Seed of all runs.
        versions: Version by program name.
        tables: Files of tables in the folder.
        faults: Errors of runs that failed, each once.
        changed: Scenario -> group of settings -> its keys, where those make the difference.
        notes: What to know before the results are read.
    """

    folder: str
    command: str
    questions: Mapping[str, Words]
    digests: Mapping[str, str]
    world: str
    seed: int
    versions: Mapping[str, str]
    tables: Sequence[str] = ()
    faults: Sequence[str] = ()
    changed: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    notes: Sequence[str] = ()


def write_comparison(
    compared: Compared, facts: Facts, pictures: Sequence[Picture], path: Path, lang: str
) -> None:
    """Write the report of a comparison, whole or not at all."""
    write_text(path, render(compared, facts, pictures, lang))


def render(compared: Compared, facts: Facts, pictures: Sequence[Picture], lang: str) -> str:
    """Return the report of a comparison as HTML."""
    say, shown = messages(lang), case_list(compared, lang)
    titles = [f"{case.letter} {case.title}" for case in shown]
    drawn = [
        (
            picture,
            inline(picture),
            again(facts.folder, picture.name, lang),
            shown_width(path),
        )
        for picture in pictures
        if (path := picture.path)
    ]
    return template("comparison.html.jinja").render(
        say=say,
        lang=lang,
        compared=compared,
        facts=facts,
        title=say("compare.title", titles=say("compare.versus").join(titles)),
        shown=shown,
        contrasts=contrasts(compared, shown, lang),
        read=_read(compared, shown[0], lang),
        placed=label(PLACED, lang),
        drawn=[each for each in drawn if _kind(each[0]) not in SPLIT],
        mechanisms=[each for each in drawn if _kind(each[0]) == SPLIT[0]],
        settings=[each for each in drawn if _kind(each[0]) == SPLIT[1]],
        changed=_changed(facts, shown, lang),
        skipped=[picture for picture in pictures if not picture.path],
        sets=2 ** len(GROUPS),
    )


def _kind(picture: Picture) -> str:
    return picture.name.partition("-")[0]


def _changed(facts: Facts, shown: Sequence[Case], lang: str) -> list[tuple[str, str, str]]:
    """Return letter, group and keys of everything that scenarios set otherwise than the first."""
    rows = []
    for case in shown:
        for group, keys in facts.changed.get(case.name, {}).items():
            more = f", \u2026 ({len(keys)})" if len(keys) > LISTED else ""
            rows.append((case.letter, group_name(group, lang), ", ".join(keys[:LISTED]) + more))
    return rows


def _read(compared: Compared, reference: Case, lang: str) -> list[str]:
    """Return a sentence on each column of numbers; none on chance where it cannot be told."""
    if compared.replicates < 2:
        return []
    say = messages(lang)
    values = {
        "n": compared.replicates,
        "letter": reference.letter,
        "precision": number(100 * compared.precision),
    }
    said = []
    for key in ("interval", "effect", "p", "detectable", "needed", "narrower"):
        counted = {**values, "n": len(compared.differences)} if key == "p" else values
        said.append(say(f"compare.read_{key}", **counted))
    return said
