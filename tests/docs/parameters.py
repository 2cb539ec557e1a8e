"""Writes `docs/parameters.md` from the program: `python tests/docs/parameters.py`."""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from eastwest.loader import load
from eastwest.reading.kinds import own_rules
from eastwest.register import EVIDENCE, Value, allowed_range, values
from eastwest.rules import GROUPS
from eastwest.vocabulary import About
from eastwest_lab.cli.unusual import usual
from eastwest_lab.cli.wording import written

PATH = Path(__file__).parents[2] / "docs" / "parameters.md"
SPLIT = ("channel", "firm")
"""Tables of which each table inside has a section of its own."""
NOTHING = "\u2013"
HEAD = """# Parameters

Every parameter with its default, from the program itself; `python tests/docs/parameters.py` writes
this page, and a test says when it is out of date. `eastwest show NAME` and `parameters.csv` of a
results folder say the same of one scenario. Defaults are those of `scenarios/base.toml` where it
sets one, else those of the classes.

How well a value is founded:

{evidence}

{summary}
"""

USUAL = """
## Usual ranges

`eastwest check` and `run` tell a value beyond these and do not refuse it. They hold all that
the library sets, which a test sees to.

"""


def page() -> str:
    """Return the whole page."""
    history = load("history")
    tables = history.tables
    sections = dict(_sections(values(tables, tables.sources)))
    for entry in history.regimes:
        if entry.start == entry.since:
            found = values(entry.rule, entry.rule.sources)
            sections[f"Regime of {entry.start}: {entry.rule.title['en']}"] = list(found)
    for group in GROUPS:
        for kind, rule in own_rules(group).items():
            if found := list(_of_class(rule)):
                sections[f'{group}: `kind = "{kind}"`'] = found
    every = [each for found in sections.values() for each in found]
    text = HEAD.format(
        evidence="\n".join(f"- *{grade}*: {meaning}" for grade, meaning in EVIDENCE.items()),
        summary=_summary(every),
    )
    return text + "".join(_table(name, found) for name, found in sections.items()) + _usual()


def _sections(found: Iterable[Value]) -> Iterator[tuple[str, list[Value]]]:
    """Yield the parameters of each table under its name."""
    sections: dict[str, list[Value]] = {}
    for each in found:
        first, *rest = each.key.split(".")
        name = f"[{first}.{rest[0]}]" if first in SPLIT else f"[{first}]"
        sections.setdefault(name, []).append(each)
    yield from sections.items()


def _of_class(rule: type, above: str = "") -> Iterator[Value]:
    """Yield the parameters of a class and of the tables in it, with their defaults."""
    hints = get_type_hints(rule, include_extras=True)
    for each in fields(rule):
        if is_dataclass(each.default):
            yield from _of_class(type(each.default), f"{above}{each.name}.")
        for about in getattr(hints[each.name], "__metadata__", ()):
            if isinstance(about, About) and not is_dataclass(each.default):
                default: Any = None if each.default is MISSING else each.default
                allowed = allowed_range(hints[each.name])
                key = f"{above}{each.name}"
                yield Value(key, default, about.unit, about.source, about.text, allowed)


def _summary(every: list[Value]) -> str:
    """Say how many parameters have which evidence."""
    number = {grade: sum(each.evidence == grade for each in every) for grade in EVIDENCE}
    told = ", ".join(f"{count} {grade}" for grade, count in number.items())
    return f"{len(every)} values: {told}."


def _table(name: str, found: Iterable[Value]) -> str:
    """Return a section: its heading and a row for each parameter."""
    head = ("key", "default", "range", "unit", "evidence", "source", "meaning")
    rows = [head, ["---"] * len(head)]
    for each in found:
        source = "" if each.source in EVIDENCE else each.source
        cells = (each.key, written(each.value), each.range, each.unit, each.evidence, source)
        rows.append([_cell(cell) for cell in (*cells, each.text)])
    return f"\n## {name}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _usual() -> str:
    """Return the section of usual ranges."""
    rows = [("key", "least", "most", "source"), ("---",) * 4]
    rows += [
        (key, f"{each.least:g}", f"{each.most:g}", each.source) for key, each in usual().items()
    ]
    return USUAL + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(text: str) -> str:
    plain = text.replace("|", "\\|").replace("\n", " ").strip()
    return NOTHING if plain in ("", "-") else plain


if __name__ == "__main__":
    PATH.write_text(page(), encoding="utf-8", newline="\n")
