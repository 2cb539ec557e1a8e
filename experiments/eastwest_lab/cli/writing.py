"""Write everything about a run: tables, figures, report, and the manifest last."""

from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd

from eastwest.errors import ResultsError
from eastwest.results import Result, Saved
from eastwest.results.files import WITH_MARK, write_table
from eastwest.results.saving import versions, write_manifest, write_tables
from eastwest.storing import reason, write_text
from eastwest_lab.cli.register import assumed, sheet
from eastwest_lab.cli.rulings import rules
from eastwest_lab.cli.timeline import regimes, words
from eastwest_lab.plots.gallery import draw_all
from eastwest_lab.reports.run import write_report
from eastwest_lab.story import Expectation, Fork, Story

DRAWN = ("national", "pair", "province")
"""Levels that figures show."""


def write(
    result: Result, baseline: Result | Saved | None, folder: Path, lang: str, command: str
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
        story = tell(result, baseline, command, lang)
        pictures = draw_all(frames, story, folder / "figures", lang)
        write_report(frames, story, pictures, folder / "report.html", lang, tables)
        write_manifest(result, folder, digests, command)
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be written: {reason(error)}") from None


def tell(result: Result, baseline: Result | Saved | None, command: str, lang: str) -> Story:
    """Return what a run is about; its rules are in words of the language."""
    scenario, tables = result.scenario, result.scenario.tables
    expected, parent = tables.expectation, result.parent
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
        fork=None
        if parent is None
        else Fork(name=parent.scenario, digest=parent.digest, year=parent.year),
    )


def _official() -> pd.DataFrame:
    with as_file(files("eastwest") / "data" / "official.csv") as path:
        return pd.read_csv(path)
