"""Cut TOML text into tokens, to guard it before it is parsed and to find lines in it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

NESTING = 50
"""Most brackets inside each other, and most parts of a dotted key."""

_TOKEN = re.compile(
    r"""
      (?P<space>   [ \t]++ )
    | (?P<comment> \#[^\n]*+ )
    | (?P<newline> \n )
    | (?P<text>
          \"\"\" (?: \\. | [^\\] | \\\Z )*? (?: \"{3,5} | \Z )
        | '''    .*?                        (?: '{3,5}  | \Z )
        | "      (?: \\. | [^"\\\n] )*+     "?
        | '      [^'\n]*+                   '?
      )
    | (?P<mark>    [\[\]{}=,.] )
    | (?P<word>    [^\s\#"'\[\]{}=,.]++ | . )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of TOML: its kind, its text, the line on which it begins (1 the first)."""

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a text, valid TOML or not; spaces are left out."""
    line = 1
    for found in _TOKEN.finditer(text):
        kind, piece = str(found.lastgroup), found.group()
        if kind != "space":
            yield Token(kind, piece, line)
        line += piece.count("\n")


def too_deep(text: str) -> int | None:
    """Return the first line with more than `NESTING` brackets or parts of a key, if any."""
    depth = dots = 0
    for token in tokens(text):
        if token.kind in ("newline", "comment"):
            dots = 0
        elif token.kind == "mark":
            depth += (token.text in "[{") - (token.text in "]}")
            dots = dots + 1 if token.text == "." else 0
        if depth > NESTING or dots > NESTING:
            return token.line
    return None
