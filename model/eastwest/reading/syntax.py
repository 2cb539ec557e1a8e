"""A text that is no TOML: on which line, at which key, and what to write instead."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eastwest.errors import ScenarioError
from eastwest.reading.finding import DATED, Finding, short, split, told
from eastwest.reading.locate import Path
from eastwest.reading.slips import is_sound, slip
from eastwest.reading.tokens import Token, tokens

_LONGEST_RULE = 2_000
_TWICE, _AGAIN = "a key is given twice", "a table is begun twice"
_APART = "a list lacks its end, or a comma between values"
_PLAIN = {
    "Cannot overwrite a value": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Cannot mutate immutable namespace": "a table in braces is closed; write the key inside them",
    "Cannot declare": _AGAIN,
    "Unclosed array": _APART,
    "Invalid value": "the value is neither text in quotes, nor a number, true, false, [ or {",
    "Expected '=' after a key in a key/value pair": "'=' is missing after a key",
    "Expected newline or end of document after a statement": "the line goes on after its value",
}
"""Clearer words for what the parser says most."""
_CLOSED = {"[": "]", "{": "}"}


class _Fault(NamedTuple):
    """What is wrong: the line, the key on it, and the rule with what to write."""

    line: int
    key: str
    rule: str


def syntax(message: str, shown: str, text: str) -> ScenarioError:
    """Return the parser's message as an error of ours, with `file:line: key` in front."""
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    lines = text.rstrip().split("\n")  # what is not told a place went wrong at the end
    line, at = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    rule = re.sub(r" \(at [^()]*\)$", "", message)
    for theirs, ours in _PLAIN.items():
        rule = ours if rule.startswith(theirs) else rule
    fault = next(_faults(rule, text, lines, line), None)
    if fault is None:
        column = f" in column {at}" if found or message.endswith("(at end of document)") else ""
        fault = _Fault(line, "", f"{rule[:1].lower()}{rule[1:_LONGEST_RULE]}{column}")
    path = _path(lines, fault)
    return ScenarioError(str(Finding(shown, fault.line, path, f"is not valid TOML: {fault.rule}")))


def _faults(rule: str, text: str, lines: list[str], line: int) -> Iterator[_Fault]:
    """Yield what people do wrong there, the likeliest first."""
    here = lines[line - 1] if line <= len(lines) else ""
    if rule in (_TWICE, _AGAIN):
        yield from _twice(rule, lines, line)
        return
    every = [token for token in tokens(text) if token.line <= line]
    if (quoted := _open_text(every)) is not None:
        yield quoted
    if header := re.fullmatch(r"\s*(\[\[?)\s*([\w. -]+?)\s*(\]{0,2})\s*", here):
        begun, name, _ = header.groups()
        instead = f"[[{name}]]" if begun == "[[" or name in DATED else f"[{name}]"
        if here.strip() != instead:
            yield _Fault(line, "", f"a heading is not closed {told(here)}; write {instead}")
    before = _opened(token for token in every if token.line < line)
    inside_list = any(token.text == "[" for token in before)
    if (wrong := slip(here, inside=inside_list)) is not None and not is_sound(here):
        outer = re.match(r"\s*([\w.-]+)\s*=\s*\{", here)
        inside = outer is not None and outer[1] != wrong.key
        key = f"{outer[1]}.{wrong.key}" if outer and inside else wrong.key
        yield _Fault(line, key, f"{wrong.rule}; write {wrong.instead}")
    never_closed = _opened(tokens(text))
    opened = [token for token in _opened(every) if token in never_closed]
    if opened and (rule == _APART or rule.startswith("Unclosed") or _begins(here)):
        yield _open_bracket(opened[-1], lines[opened[-1].line - 1].strip())


def _twice(rule: str, lines: list[str], line: int) -> Iterator[_Fault]:
    """Yield where a key or a table was given before."""
    here, before = lines[line - 1].strip(), lines[: line - 1]
    if rule == _AGAIN:
        name = here.strip("[] ")
        row = next((row for row, each in enumerate(before, 1) if each.strip() == here), 0)
        kept = f"begin each entry by [[{name}]]" if name in DATED else "write all its keys there"
        if row:
            yield _Fault(line, "", f"{rule} (got {short(here)}, as on line {row}); {kept}")
        return
    key = here.partition("=")[0].strip()
    table = _table(lines, line)
    for row, each in enumerate(before, 1):
        if each.partition("=")[0].strip() == key and "=" in each and _table(lines, row) == table:
            told = f"(got {short(here)}, and on line {row} {short(each.strip())})"
            yield _Fault(line, key, f"{rule} {told}; leave one of them out")


def _open_text(every: list[Token]) -> _Fault | None:
    """Return the first text in three quotes that is not closed."""
    for token in every:
        mark = token.text[:3]
        if mark in ('"""', "'''") and (len(token.text) < 6 or not token.text.endswith(mark)):
            rule = f"a text is left open (got {short(token.text.splitlines()[0])})"
            return _Fault(token.line, "", f"{rule}; end it by {mark}")
    return None


def _opened(every: Iterable[Token]) -> list[Token]:
    """Return the brackets that are open after some tokens, the innermost last."""
    opened: list[Token] = []
    for token in every:
        if token.kind == "mark" and token.text in _CLOSED:
            opened.append(token)
        elif opened and token.kind == "mark" and token.text == _CLOSED[opened[-1].text]:
            opened.pop()
    return opened


def _open_bracket(bracket: Token, here: str) -> _Fault:
    """Return what is wrong with a bracket that is not closed, from the line on which it stands."""
    where = " on the same line" if bracket.text == "{" else ""
    key = here.partition("=")[0].strip() if "=" in here else ""
    rule = f"{bracket.text} is not closed {told(here)}"
    return _Fault(bracket.line, key, f"{rule}; end it by {_CLOSED[bracket.text]}{where}")


def _begins(line: str) -> bool:
    """Return whether a line begins a statement."""
    return re.match(r"""\s*(?:\[|["'\w.-]+\s*=)""", line) is not None


def _path(lines: list[str], fault: _Fault) -> Path:
    """Return the path of the key at fault, as far as it is known; headings have none."""
    table = _table(lines, fault.line)
    try:
        return split(f"{table}.{fault.key}" if table else fault.key) if fault.key else ()
    except ScenarioError:
        return ()


def _table(lines: list[str], line: int) -> str:
    """Return the name of the table in which a line stands; empty at the top."""
    for each in reversed(lines[: line - 1]):
        if found := re.match(r"\s*\[\[?\s*([^\[\]=]+?)\s*\]", each):
            return found[1]
    return ""
