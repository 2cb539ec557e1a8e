"""The end of a comparison: tables, figures, report, and a few lines in the terminal."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from eastwest.errors import ResultsError
from eastwest.results.files import write_table
from eastwest.results.saving import versions
from eastwest.scenario import Scenario
from eastwest.storing import reason
from eastwest_lab.cli.oddities import apart
from eastwest_lab.cli.terminal import heading, line, table
from eastwest_lab.cli.timeline import words
from eastwest_lab.comparing.changed import changed
from eastwest_lab.comparing.compared import Compared
from eastwest_lab.comparison import CHANGES, CHANNELS, Settings, compared
from eastwest_lab.language import messages
from eastwest_lab.plots.comparison import case_list, sketches
from eastwest_lab.plots.gallery import save_all
from eastwest_lab.reports.comparison import Facts, write_comparison
from eastwest_lab.reports.contrasts import contrasts
from eastwest_lab.sweeps.results import Results


def finish(results: Results, asked: Settings, lang: str) -> Compared:
    """Write everything about a comparison into its folder, and return the comparison."""
    folder, found = results.folder, compared(results, asked)
    try:
        tables = tables_of(found)
        for name, each in tables.items():
            write_table(each, folder, name)
        pictures = save_all(sketches(found, lang), folder / "figures", lang)
        facts = _facts(results, asked, found, [f"{name}.csv" for name in tables], lang)
        write_comparison(found, facts, pictures, folder / "report.html", lang)
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be written: {reason(error)}") from None
    return found


def tables_of(found: Compared) -> dict[str, pd.DataFrame]:
    """Return the tables of a comparison by name."""
    tables = {"differences": found.differences, "outcomes": found.runs}
    tables["places"] = _stacked(found.places)
    tables["ranks"] = found.ranks.reset_index()
    for kind, split in ((CHANNELS, found.to_channels), (CHANGES, found.to_settings)):
        if split:
            tables[f"{kind}_shapley"] = _stacked({k: each.parts for k, each in split.items()})
            both = {k: each.interactions for k, each in split.items()}
            tables[f"{kind}_interactions"] = _stacked(both)
    return tables


def _stacked(parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return tables by scenario as one."""
    return pd.concat([each.assign(scenario=name) for name, each in parts.items()])


def groups_of(bases: Mapping[str, Scenario], name: str) -> dict[str, list[str]]:
    """Return the keys that a scenario sets otherwise than the first, by group."""
    first = next(iter(bases.values()))
    return {
        group: [".".join(map(str, path)) for path in paths]
        for group, paths in changed(first, bases[name]).items()
    }


def _facts(
    results: Results, asked: Settings, found: Compared, tables: list[str], lang: str
) -> Facts:
    bases, failures = results.study.bases, results.failures
    first = next(iter(bases.values())).tables
    faults = (failures["scenario"].astype(str) + ": " + failures["error"].astype(str)).unique()
    return Facts(
        folder=str(results.folder),
        command=asked.command,
        questions={name: words(base.tables.question) for name, base in bases.items()},
        digests={name: base.digest for name, base in bases.items()},
        world=first.world.size,
        seed=first.seed,
        versions=versions(),
        tables=tables,
        faults=[str(fault) for fault in faults[:10]],
        changed={name: groups_of(bases, name) for name in found.to_settings},
        notes=list(apart(bases, messages(lang))),
    )


def summarise(found: Compared, folder: Path, lang: str) -> None:
    """Write differences and intervals of every scenario, and where the report is."""
    say, shown = messages(lang), case_list(found, lang)
    for contrast in contrasts(found, shown, lang):
        case, reference = contrast.case, shown[0]
        heading(
            say("compare.differences", letter=case.letter, title=case.title,
                reference=f"{reference.letter} {reference.title}")
        )  # fmt: skip
        header = ["outcome", "difference_alone", "interval", "percent", "p_holm"]
        rows = [
            [f"{row.label}\n  {row.unit}", row.difference, row.interval, row.percent, row.p]
            for row in contrast.rows
        ]
        table([say(f"compare.{key}") for key in header], rows)
    line(f"{say('cli.folder')}{say('words.colon')}{folder}")
    line(f"{say('cli.report')}{say('words.colon')}{folder / 'report.html'}")
