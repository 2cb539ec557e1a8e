"""Where a value of merged tables comes from: the topmost source that wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path as File

from eastwest.reading.finding import Finding
from eastwest.reading.locate import Path
from eastwest.reading.source import Source


@dataclass(frozen=True, slots=True)
class Layers:
    """Sources that were laid over each other, each from a key path in it downwards.

    Args:
        stack: Source and key path, the topmost first.
        below: Layers that the lowest source holds resolved.
    """

    stack: tuple[tuple[Source, Path], ...]
    below: "Layers | None" = None

    def under(self, path: Path) -> "Layers":
        """Return the same layers from a key path downwards."""
        return Layers(tuple((source, (*prefix, *path)) for source, prefix in self.stack))

    def over(self, other: "Layers") -> "Layers":
        """Return these layers on top of others."""
        return Layers((*self.stack, *other.stack))

    def down_to(self, key: str) -> "Layers":
        """Return the layers from the top to the first that wrote a key; without one, all."""
        for depth, (source, prefix) in enumerate(self.stack, start=1):
            if source.holds((*prefix, key)):
                return Layers(self.stack[:depth])
        return self

    def finding(
        self, path: Path, rule: str, given: object = "", valid: Iterable[str] = ()
    ) -> Finding:
        """Return what is wrong with a key, at the place where it or its table was written."""
        source, prefix = self._origin(path)
        if self.below is not None and not source.shown and source is self.stack[-1][0]:
            return self.below.finding(path, rule, given, valid)
        return source.finding((*prefix, *path), rule, given, valid)

    def folder(self, path: Path) -> File:
        """Return the folder from which a path written at a key begins."""
        return self._origin(path)[0].folder

    def _origin(self, path: Path) -> tuple[Source, Path]:
        for length in range(len(path), -1, -1):
            for source, prefix in self.stack:
                if source.holds((*prefix, *path[:length])):
                    return source, prefix
        return self.stack[0]
