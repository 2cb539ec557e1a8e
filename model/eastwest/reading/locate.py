"""Find the line on which each key of a TOML text was written."""

import tomllib
from collections.abc import Iterator
from itertools import chain

from eastwest.reading.tokens import Token, tokens

Path = tuple[str | int, ...]
"""Keys from the top of a file; a number counts the items of a list from 0."""

_END = Token("end", "", 0)


def locate(text: str) -> dict[Path, int]:
    """Return the line of every key path of a valid TOML text; tables count where they begin."""
    return _Scanner(text).lines


class _Scanner:
    """Walk through valid TOML once; `lines` holds what was found."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._tokens: Iterator[Token] = chain(tokens(text), (_END,))
        self._items: dict[Path, int] = {}
        self._next()
        self._document()

    def _next(self) -> Token:
        """Step on and return the token left behind."""
        left = getattr(self, "_token", _END)
        self._token = next(self._tokens, _END)
        return left

    def _take(self, mark: str) -> bool:
        """Step over a mark if it stands here; the end of the text closes everything."""
        here = self._token == Token("mark", mark, self._token.line)
        if here:
            self._next()
        return here or self._token is _END

    def _skip(self) -> None:
        """Step over ends of lines, comments and commas."""
        while self._token.kind in ("newline", "comment") or self._is_comma():
            self._next()

    def _is_comma(self) -> bool:
        return self._token == Token("mark", ",", self._token.line)

    def _document(self) -> None:
        table: Path = ()
        while self._token is not _END:
            if self._token.kind in ("newline", "comment"):
                self._next()
            elif self._take("["):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        """Read `a.b]` or `[a.b]]`; return the path of the table that it opens."""
        line, is_list = self._token.line, self._take("[")
        *parents, last = self._key()
        path: Path = ()
        for key in parents:
            path = self._newest((*path, key))
        path = (*path, last)
        if is_list:
            self._note(path, line)
            self._items[path] = self._items.get(path, -1) + 1
        path = self._newest(path)
        self._note(path, line)
        self._take("]")
        if is_list:
            self._take("]")
        return path

    def _newest(self, path: Path) -> Path:
        """Return the path of the last item if the path is a list of tables."""
        return (*path, self._items[path]) if path in self._items else path

    def _note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _key(self) -> list[str]:
        """Read a key, which may be dotted or quoted."""
        parts: list[str] = []
        while self._token.kind in ("word", "text"):
            token = self._next()
            parts.append(_unquote(token.text) if token.kind == "text" else token.text)
            self._take(".")
        return parts

    def _pair(self, table: Path) -> None:
        """Read `key = value` inside a table."""
        line = self._token.line
        path = (*table, *self._key())
        self._note(path, line)
        self._take("=")
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._take("["):
            self._list(path)
        elif self._take("{"):
            self._skip()
            while not self._take("}"):
                self._pair(path)
                self._skip()
        else:
            self._next()
            while self._token.kind == "word" or self._token.text == ".":
                self._next()

    def _list(self, path: Path) -> None:
        self._skip()
        item = 0
        while not self._take("]"):
            self._note((*path, item), self._token.line)
            self._value((*path, item))
            self._skip()
            item += 1


def _unquote(text: str) -> str:
    """Return what a quoted key says."""
    return str(tomllib.loads(f"key = {text}")["key"])
