"""`eastwest diff`: what differs between two scenarios, and nothing else."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from eastwest.reading.difference import Difference
    from eastwest_lab.language import Messages


def diff(
    old: Annotated[str, typer.Argument(metavar="A")],
    new: Annotated[str, typer.Argument(metavar="B")],
) -> None:
    """Show what differs, section by section, with unit and source."""
    from eastwest import loader
    from eastwest_lab.cli.request import all_sound
    from eastwest_lab.cli.terminal import line
    from eastwest_lab.language import choose, messages

    say = messages(choose())
    found = loader.difference(*all_sound([old, new]))
    if not found:
        line(say("cli.diff.nothing", old=old, new=new))
    tell_differences(found, old, new, say)


def tell_differences(found: "tuple[Difference, ...]", old: str, new: str, say: "Messages") -> None:
    """Write what differs, a table for each section, `old` and `new` over the values."""
    from eastwest_lab.cli.terminal import heading

    for section in dict.fromkeys(each.section for each in found):
        heading(named(section, say))
        rows = [cells(each, say) for each in found if each.section == section]
        header = [say("cli.key"), say("cli.from"), old, new, say("cli.unit"), say("cli.source")]
        _write(header, rows, say)


def _write(header: list[str], rows: list[list[str]], say: "Messages") -> None:
    """Write a table; what is the same in all rows of several is told once, above it."""
    from eastwest_lab.cli.terminal import line, table

    kept = [place for place in range(len(header)) if any(row[place] for row in rows)]
    for place in (1, 4, 5):
        if place in kept and len(rows) > 1 and len({row[place] for row in rows}) == 1:
            kept.remove(place)
            line(f"{header[place]}{say('words.colon')}{rows[0][place]}")
    shown = [[row[place] for place in kept] for row in rows]
    table([header[place] for place in kept], shown, words=len(kept), whole=True)


def named(section: str, say: "Messages") -> str:
    """Return what a section of differences is called."""
    return say.texts.get(f"cli.diff.{section}", f"[{section}]")


def cells(each: "Difference", say: "Messages") -> list[str]:
    """Return a difference as key, year, old and new value, unit and source."""
    from eastwest.storing import NONE
    from eastwest_lab.cli.wording import written

    def text(value: Any) -> str:
        is_text = isinstance(value, dict) and set(value) <= {"en", "zh"}
        return say.pick(value) if is_text else written(value) or "\u2013"

    year = "" if each.year is None else str(each.year)
    unit = "" if each.unit == NONE else each.unit
    return [each.key, year, text(each.old), text(each.new), unit, each.source]
