"""The end of a run in the terminal: where things are, and a few numbers."""

from pathlib import Path

from eastwest.results import Result
from eastwest_lab.cli.terminal import heading, line, table
from eastwest_lab.cli.timeline import regimes
from eastwest_lab.findings import Change, changes, key_numbers
from eastwest_lab.language import Messages, messages

SHOWN = ("aid", "donations", "investment_landed", "workers_placed", "poor", "tie_strength")
"""Variables whose numbers are shown."""


def summarise(result: Result, folder: Path, report: Path, lang: str) -> None:
    """Write folder, report, and key numbers before and after each change of regime."""
    say, years = messages(lang), result.scenario.tables.years
    found = changes(regimes(result.scenario), years, lang)
    if found:
        _numbers(result, found, say)
    else:
        line(say("report.no_change"))
    line(f"{say('cli.folder')}{say('words.colon')}{folder}")
    line(f"{say('cli.report')}{say('words.colon')}{report}")


def _numbers(result: Result, found: list[Change], say: Messages) -> None:
    """Write the medians of the replicates."""
    national = result.frame()
    numbers = key_numbers(national[national["variable"].isin(SHOWN)], found, say.code)
    heading(say("report.numbers"))
    header = [say("report.variable")]
    for change in found:
        header += [say("report.before", year=change.year), say("report.after", year=change.after)]
        header.append(say("report.change"))
    rows = []
    for each in numbers:
        cells = [cell.partition(" [")[0] for three in each.cells for cell in three]
        rows.append([f"{each.label} ({each.unit})" if each.unit else each.label, *cells])
    table(header, rows)
