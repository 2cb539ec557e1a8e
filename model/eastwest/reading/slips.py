"""What people write that is no TOML, a line at a time: the rule, and what to write instead."""

import re
import tomllib
from collections.abc import Callable
from typing import NamedTuple

from eastwest.reading.finding import told

_LONGEST_LINE = 500
"""Characters of a line that is looked through."""
_PLAIN = str.maketrans(
    {"\uff1d": "=", "\uff1a": " =", "\uff0c": ",", "\u3001": ",", "\uff05": "%"}
    | dict(zip("\uff08\uff09\uff3b\uff3d\u3010\u3011\uff5b\uff5d", "()[][]{}", strict=True))
)
"""Signs of Chinese typing, and what TOML knows in their place."""
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u300c\u300d\uff02", '"'))
_TEXT = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_NAME = r"""(?P<key>"[^"]*"|[\w.-]+)"""
_KEY = rf"{_NAME}\s*=\s*"
_VALUE = "= VALUE"
_COMMA = r"[+-]?\d{1,3}(?:,\d+)?"
"""A number that may have a comma in place of its point."""
_END = r"(?=\s*(?:[,}\]]|$))(?!\s*,\s*[+-]?[\d.])"


class Slip(NamedTuple):
    """A slip in a line: its key, the rule with what was given, and what to write instead."""

    key: str
    rule: str
    instead: str


class _Kind(NamedTuple):
    """A kind of slip: how it looks after `key =`, the rule, and the value to write instead."""

    value: str
    rule: str
    instead: Callable[[str], str | None]


def as_number(text: str) -> str | None:
    """Return the number that a text means, as TOML writes it: of `0,5`, `.5` and `50%` 0.5."""
    plain = text.strip().translate(_PLAIN)
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", plain):
        return plain.replace(",", "")
    found = re.fullmatch(r"([+-]?)(0|[1-9]\d*|)(?:[.,](\d*))?(\s*%)?", plain, re.ASCII)
    if found is None or not (found[2] or found[3]):
        return None
    number = f"{found[1]}{found[2] or 0}" + ("" if found[3] is None else f".{found[3] or 0}")
    return f"{float(number) / 100:g}" if found[4] else number


def meant_number(value: object, *, whole: bool) -> str | None:
    """Return the number that a value of another type means, if it means one."""
    number = as_number(value) if isinstance(value, str) else None
    number = str(value) if type(value) is float else number
    if whole and number is not None:
        return str(int(float(number))) if float(number).is_integer() else None
    return number


def _list(text: str) -> str:
    return f"[{', '.join(re.split('[,; ]+', text.strip('[] ')))}]"


def _list_of_commas(text: str) -> str:
    """Return a list of numbers that have a comma in place of their point."""
    pieces = re.split(r"\s*;\s*|,?\s+", text.strip("[] "))
    return f"[{', '.join(as_number(piece) or piece for piece in pieces)}]"


_KINDS = (
    _Kind(
        r"[+-]?(?:0,\d+|\d{1,3},0\d*|[1-9]\d{0,2}(?:,\d{3})+)",
        "a number has a point and no comma",
        as_number,
    ),
    _Kind(
        r"[+-]?\d{1,3},\d+",
        "a list has brackets, and a number a point",
        lambda text: f"{_list(text)}  # or {as_number(text)}, if it is one number",
    ),
    _Kind(r"[+-]?(?:\.\d+|\d+\.)", "a number has digits on both sides of its point", as_number),
    _Kind(r"[+-]?[\d.,]+\s*%", "a share is a number from 0 to 1", as_number),
    _Kind(r"(?:T(?i:rue)|F(?i:alse))", "true and false are written small", str.lower),
    _Kind(
        r"\d{4}\s*[-\u2013\u2014~\u81f3]\s*\d{4}",
        "two years are written as a list",
        lambda text: f"[{', '.join(re.findall('[0-9]{4}', text))}]",
    ),
    _Kind(
        rf"\[?\s*(?=[^}}\]]*\d,\d){_COMMA}(?:(?:\s*;\s*|,?\s+){_COMMA})+(?:\s*\])?",
        "a number has a point, and values stand in brackets with commas between them",
        _list_of_commas,
    ),
    _Kind(
        r"[+-]?\d[\d.]*(?:(?:\s*[,;]\s*|\s+)[+-]?\d[\d.]*)+",
        "several values are written as a list",
        _list,
    ),
    _Kind(
        r"\[[\d.,+\s-]*[\d.](?:\s*;\s*|\s+)[+-]?\d[\d.,;+\s-]*\]",
        "a list has commas between its values",
        _list,
    ),
    _Kind(r"(?!(?:true|false)\b)[^\W\d][\w .+/-]*?", "text stands in quotes", '"{}"'.format),
    _Kind(r'"[^"]*', "a quote is left open", lambda text: f'{text.rstrip(" }],")}"'),
    _Kind(r"'[^']*", "a quote is left open", lambda text: f"{text.rstrip(' }],')}'"),
)
"""Slips by what follows `key =`; the first that fits counts."""


def slip(line: str, *, inside: bool = False) -> Slip | None:
    """Return what is wrong with a line that is no TOML, if it is something that people do.

    Args:
        inside: The line stands in a list that an earlier one began, so keys need not be on it.
    """
    if len(line) > _LONGEST_LINE:
        return None
    plain = _plainly(line)
    if plain == line:
        found = (None if inside else _unequal(line)) or _unescaped(line) or _misspelt(line)
        return found if found and is_sound(found.instead.replace(_VALUE, "= 0")) else None
    rule = f"signs of Chinese typing may stand in texts alone {told(line)}"
    if _fits(plain, inside=inside):
        return Slip(_key_of(plain), rule, plain.strip())
    further = slip(plain, inside=inside)
    return further._replace(rule=rule) if further else None


def _misspelt(line: str) -> Slip | None:
    """Return the first value that is written as TOML does not write it."""
    blank = _blanked(line)
    for kind in _KINDS:
        found = re.search(f"{_KEY}(?P<value>{kind.value}){_END}", blank)
        if found:
            given = line[found.start("value") : found.end("value")].strip()
            key = line[found.start("key") : found.end("key")]
            return Slip(key, f"{kind.rule} {told(given)}", f"{key} = {kind.instead(given)}")
    missing = re.search(f"{_KEY}{_END}", blank)
    if missing:
        key = line[missing.start("key") : missing.end("key")]
        return Slip(key, f"a value is missing after '=' {told(line)}", f"{key} {_VALUE}")
    return None


def _unequal(line: str) -> Slip | None:
    """Return a key and its value with no `=` between them."""
    found = re.fullmatch(r"\s*([\w.-]+)(?:\s*:\s*|\s+)([^=\s][^=]*)", _blanked(line))
    if found is None:
        return None
    instead = f"{found[1]} = {line[found.start(2) : found.end(2)].strip()}"
    further = None if is_sound(instead) else _misspelt(instead)
    rule = f"'=' is missing after a key {told(line)}"
    return Slip(found[1], rule, further.instead if further else instead)


def _unescaped(line: str) -> Slip | None:
    """Return a text in double quotes with a backslash, such as a folder of Windows."""
    found = re.search(rf'{_KEY}(?P<text>"[^"\']*\\[^"\']*")', line)
    if found is None or is_sound(f"key = {found['text']}"):
        return None
    rule = f"a backslash needs single quotes around its text {told(found['text'])}"
    return Slip(found["key"], rule, f"{found['key']} = '{found['text'][1:-1]}'")


def _plainly(line: str) -> str:
    """Return a line without signs of Chinese typing outside of texts."""
    pairs = zip(line, _blanked(line), strict=True)
    quoted = "".join(own.translate(_QUOTES) if own == seen else own for own, seen in pairs)
    parts, last = [], 0
    for text in _TEXT.finditer(quoted):
        parts += [quoted[last : text.start()].translate(_PLAIN), text.group()]
        last = text.end()
    return "".join([*parts, quoted[last:].translate(_PLAIN)])


def _blanked(line: str) -> str:
    """Return a line of the same length whose texts say nothing and that has no comment."""
    blank = _TEXT.sub(lambda text: f'"{"_" * (len(text.group()) - 2)}"', line)
    return re.sub("#.*", lambda text: " " * len(text.group()), blank)


def is_sound(text: str) -> bool:
    """Return whether a text is TOML."""
    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True


def _fits(line: str, *, inside: bool) -> bool:
    """Return whether a line is TOML, alone or as a line of a list."""
    begun = "key = [" if inside else ""
    return any(is_sound(text) for text in (line, f"{line}\n]", f"{begun}{line}\n]", begun + line))


def _key_of(line: str) -> str:
    found = re.match(rf"\s*{_KEY}", line)
    return found["key"] if found else ""
