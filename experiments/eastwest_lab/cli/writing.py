"""Write everything about a run: tables, figures, report, and the manifest last."""

import time
from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd

from eastwest.errors import ResultsError
from eastwest.results import Result, Saved
from eastwest.results.files import WITH_MARK, write_table
from eastwest.results.saving import versions, write_manifest, write_tables
from eastwest.scenario import Scenario
from eastwest.storing import reason, write_text
from eastwest_lab.cli.diff import cells, named
from eastwest_lab.cli.origin import moved
from eastwest_lab.cli.register import assumed, sheet
from eastwest_lab.cli.rulings import rules
from eastwest_lab.cli.timeline import regimes, words
from eastwest_lab.language import Messages, messages
from eastwest_lab.plots.gallery import draw_all, save_all, sketches
from eastwest_lab.reports.run import write_report
from eastwest_lab.story import Changed, Expectation, Fork, Origin, Story

DRAWN = ("national", "pair", "province")
"""Levels that figures show."""
TRIED = 4
"""Of so many figures one is drawn to measure how long they take and how large they are."""
FULLER = 1.25
"""How much more the figures of all years take than those of the first, as measured."""
IN_PAGE = 4 / 3
"""Bytes of a figure inside a page, by those of its file."""


def write(
    result: Result,
    baseline: Result | Saved | None,
    origin: Scenario | None,
    folder: Path,
    lang: str,
    command: str,
) -> None:
    """Write a run into a folder that is there; raise `ResultsError` if it cannot be written."""
    try:
        digests = write_tables(result, folder)
        if baseline is not None:
            write_table(baseline.frame(), folder, "baseline")
        write_text(folder / "parameters.csv", sheet(result.scenario), WITH_MARK)
        tables = sorted(path.name for path in folder.iterdir() if path.suffix != ".toml")
        frames = {level: result.frame(level) for level in DRAWN} | {"official": _official()}
        if baseline is not None:
            frames["baseline"] = baseline.frame()
        story = tell(result, baseline, origin, command, lang)
        pictures = draw_all(frames, story, folder / "figures", lang)
        write_report(frames, story, pictures, folder / "report.html", lang, tables)
        write_manifest(result, folder, digests, command)
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be written: {reason(error)}") from None


def try_out(result: Result, folder: Path, lang: str) -> tuple[float, float]:
    """Draw some of the figures of a trial, as a run would at its end.

    Returns:
        Seconds that the others would take, and bytes of all with the report that holds them.
    """
    frames = {level: result.frame(level) for level in DRAWN} | {"official": _official()}
    every = sketches(frames, tell(result, None, None, "", lang), lang)
    some = every[TRIED // 2 :: TRIED] or every
    began = time.perf_counter()
    drawn = save_all(some, folder, lang)
    seconds = time.perf_counter() - began
    size = sum(picture.path.stat().st_size for picture in drawn if picture.path)
    times = FULLER * len(every) / len(some)
    return (times - 1) * seconds, (1 + IN_PAGE) * times * size


def tell(
    result: Result,
    baseline: Result | Saved | None,
    origin: Scenario | None,
    command: str,
    lang: str,
) -> Story:
    """Return what a run is about; its rules are in words of the language."""
    scenario, tables = result.scenario, result.scenario.tables
    expected = tables.expectation
    return Story(
        name=scenario.name,
        title=words(tables.title),
        regimes=regimes(scenario),
        rules=rules(scenario, lang),
        years=tables.years,
        question=words(tables.question),
        notes=words(tables.notes),
        expectation=None
        if expected is None
        else Expectation(
            variable=expected.variable,
            direction=expected.direction,
            years=expected.years,
            against="" if baseline is None else baseline.scenario.name,
        ),
        seed=tables.seed,
        replicates=len(result.records),
        world=tables.world.size,
        digest=scenario.digest,
        versions=versions(),
        command=command,
        assumed=assumed(scenario),
        origin=None if origin is None else _origin(scenario, origin, messages(lang)),
        fork=_fork(result),
    )


def _origin(scenario: Scenario, origin: Scenario, say: Messages) -> Origin | None:
    """Return what a scenario sets otherwise than the one it is based on, if it does."""
    told = moved(origin, scenario)
    changed = [
        Changed(
            title=named(section, say),
            rows=[cells(each, say) for each in told if each.section == section],
        )
        for section in dict.fromkeys(each.section for each in told)
    ]
    return Origin(name=origin.name, changed=changed) if changed else None


def _fork(result: Result) -> Fork | None:
    """Return what a fork continues."""
    parent = result.parent
    if parent is None:
        return None
    return Fork(name=parent.scenario, digest=parent.digest, year=parent.year)


def _official() -> pd.DataFrame:
    with as_file(files("eastwest") / "data" / "official.csv") as path:
        return pd.read_csv(path)
