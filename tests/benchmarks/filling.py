"""What both commands do: measure, print, and write into the page, with what follows from it."""

import argparse
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from time import perf_counter
from typing import Protocol

from rich.console import Console
from tests.benchmarks import hours, page, wanted
from tests.benchmarks.ratios import BACKENDS

from eastwest.backend import using
from eastwest.runs import warm

Measure = Callable[[], str]
DERIVED: dict[str, Callable[[str], str]] = {"runner_hours": hours.body, "wanted": wanted.body}
"""Tables that are worked out from others on the page."""
FAST = {"numba": "fast"}
"""What all benchmarks need besides eastwest, and the extra that brings it."""


class Measures(Protocol):
    """What fills each place of the page."""

    def __call__(self, *, quick: bool) -> dict[str, Measure]:
        """Return it by name; nothing is measured before it is called."""


def command(
    module: str,
    words: str | None,
    measures: Measures,
    arguments: list[str],
    needs: Mapping[str, str] = FAST,
) -> None:
    """Measure what is asked for, once all is compiled; print it, and write it into the page.

    Args:
        module: What is called.
        words: What it does.
        measures: What fills each place of the page.
        arguments: What was typed.
        needs: Modules that must be installed, and the extra that brings each of them.
    """
    names = list(measures(quick=True))
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=words)
    parser.add_argument("--quick", action="store_true", help="small loads; writes nothing")
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    asked = parser.parse_args(arguments)
    if told := missing(needs):
        parser.exit(2, f"{parser.prog}: {told}\n")
    for name in BACKENDS:
        with using(name):
            warm()
    chosen = measures(quick=asked.quick)
    fill({name: chosen[name] for name in names if name in asked.only}, write=not asked.quick)


def missing(needs: Mapping[str, str]) -> str:
    """Return what is not installed and how to install it, in a line; nothing if all is there."""
    lacking = [name for name in needs if find_spec(name) is None]
    extras = ",".join(dict.fromkeys(needs[name] for name in lacking))
    told = f'needs {", ".join(lacking)}: python -m pip install -e ".[{extras}]"'
    return told if lacking else ""


def fill(measures: Mapping[str, Measure], *, write: bool) -> None:
    """Measure what each place of the page is to hold, and print it; write it if wanted."""
    console, text = Console(), page.PAGE.read_text(encoding="utf-8")
    for name, measure in measures.items():
        began = perf_counter()
        measured = measure()
        text = page.replaced(text, name, measured)
        console.print(f"\n{name}, measured in {perf_counter() - began:.0f} s", style="bold")
        console.print(measured, soft_wrap=True, markup=False, highlight=False)
    if write:
        page.PAGE.write_text(derived(text), encoding="utf-8")
        console.print(f"\nwritten into docs/{page.PAGE.name}")


def derived(text: str) -> str:
    """Return the page with what follows from its tables, and the machine that measured them."""
    for name, body in DERIVED.items():
        text = page.replaced(text, name, body(text))
    return page.replaced(text, "machine", page.machine())
