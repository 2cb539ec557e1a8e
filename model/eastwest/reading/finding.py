"""What is wrong, where it was written, and what was meant: one line a finding."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.reading.locate import Path

DATED = ("regime", "pairing", "lever", "change")
"""Lists whose entries are dated by `from`; inside the program a table by year."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""What a date may be, as `vocabulary.Year` says: not from there, since reading needs no arrays."""

UNKNOWN = "unknown key"
STUDIED = {(key,) for key in ("scenarios", "uncertainties", "design", "outcomes", "keep")}
"""Paths at the top of a study that no scenario has."""
FEW = 12
"""Keys that are told all where none is near an unknown one."""
_MOST = 40
"""Findings that are printed; a file of nonsense has thousands."""
_WIDEST = 60
"""Characters of a value that are printed."""
_BEGINNING = 0.8
"""How like the beginning of a name must be to what was given (1: the same)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Args:
        file: The file as messages name it; empty for a value that was in no file.
        line: The line in it.
        path: Key path, as a person would write it.
        rule: What must hold.
        given: A name that is not valid.
        valid: The names of which one was perhaps meant.
        cell: The cell in place of the line, where the file is a workbook.
    """

    file: str
    line: int
    path: Path
    rule: str
    given: str = ""
    valid: tuple[str, ...] = ()
    cell: str = ""

    def __str__(self) -> str:
        """Return the finding as a line."""
        place = f"{self.file}:{self.cell or self.line}" if self.file else ""
        parts = [part for part in (place, dotted(self.path), self.rule) if part]
        return ": ".join(parts) + self._hint()

    def _hint(self) -> str:
        """Return what was perhaps meant, or all that there is where it is not much."""
        if self.rule == UNKNOWN and self.path in STUDIED:
            return "; it belongs to a study file, which `eastwest sweep FILE --dry-run` checks"
        meant = nearest(self.given, self.valid)
        if meant:
            return f"; did you mean {meant!r}?"
        few = 0 < len(self.valid) <= FEW and self.rule == UNKNOWN
        return f"; there is {choice(sorted(self.valid))}" if few else ""


def refuse(findings: Iterable[Finding]) -> None:
    """Raise all findings at once; if there are none, nothing happens."""
    if every := list(findings):
        raise refusal(every)


def refusal(findings: Iterable[Finding]) -> ScenarioError:
    """Return the error that says all findings, each once, in the order of the files' lines."""
    ordered = sorted(dict.fromkeys(findings), key=lambda each: (each.file, each.line))
    lines = [str(finding) for finding in ordered[:_MOST]]
    if len(ordered) > _MOST:
        lines.append(f"... and {len(ordered) - _MOST} more")
    return ScenarioError("\n".join(lines))


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name that is most like the given one, or begins most like it, if any is."""
    given, every = name[:_WIDEST].lower(), sorted(valid)
    if close := get_close_matches(given, every, n=1):
        return close[0]
    begun = {each[: len(given) + 1]: each for each in reversed(every)}
    close = get_close_matches(given, sorted(begun), n=1, cutoff=_BEGINNING)
    return begun[close[0]] if close else None


def dotted(path: Path) -> str:
    """Return a key path as text: `regime.2016.observe`, `years[1]`, `indicator."a b".weight`."""
    text = ""
    for depth, key in enumerate(path):
        is_year = depth == 1 and path[0] in DATED and key not in range(1000)
        if isinstance(key, int) and not is_year:
            text += f"[{key}]"
        else:
            plain = re.fullmatch(r"[\w-]+", str(key))
            text += ("." if text else "") + (str(key) if plain else f'"{short(str(key))}"')
    return text


def split(key: str) -> Path:
    """Return the path of a dotted key; the date of an entry of a dated list is a year."""
    part = r'\s*(?:"[^"]+"|[^."\s]+)\s*'
    if not re.fullmatch(rf"{part}(?:\.{part})*", key):
        raise ScenarioError(f"{short(key)}: must be a key such as world.firms")
    path: list[str | int] = [each.strip(' "') for each in re.findall(part, key)]
    if len(path) > 1 and path[0] in DATED and re.fullmatch(r"[0-9]{4}", str(path[1])):
        path[1] = int(path[1])
    return tuple(path)


def got(value: object) -> str:
    """Return `(got ...)` with a value as the file would write it, cut when long."""
    if isinstance(value, Mapping):
        return "(got a table)" if value else "(got an empty table)"
    if isinstance(value, bool):
        return f"(got {str(value).lower()})"
    return f"(got {short(_written(value))})"


def told(text: str) -> str:
    """Return `(got ...)` with a piece of a file as it stands there, cut when long."""
    return f"(got {short(text.strip())})"


def choice(names: Iterable[Any]) -> str:
    """Return `'a', 'b' or 'c'`."""
    *others, last = [repr(name) for name in names]
    return f"{', '.join(others)} or {last}" if others else last


def _written(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(each) for each in value[:_WIDEST])}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{...}"
    return repr(value) if isinstance(value, str | int | float | None) else str(value)


def short(text: str) -> str:
    """Return a text, cut when long."""
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}..."
