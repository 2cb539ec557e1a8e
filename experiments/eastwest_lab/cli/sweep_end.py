"""The end of a sweep: a table of points, figures, report."""

import shlex
from collections import Counter
from pathlib import Path

from eastwest.errors import ResultsError
from eastwest.results.files import write_table
from eastwest.storing import reason
from eastwest_lab.cli.oddities import oddities
from eastwest_lab.cli.timeline import words
from eastwest_lab.comparing.swept import Swept
from eastwest_lab.language import messages
from eastwest_lab.plots.gallery import save_all
from eastwest_lab.plots.sweep import sketches
from eastwest_lab.reports.sweep import Facts, write_sweep
from eastwest_lab.sweeps.results import Results
from eastwest_lab.sweeps.swept import swept

FAULTS, LONGEST = 10, 200
"""Kinds of failures that the page tells, and letters of each."""


def finish(results: Results, command: str, lang: str) -> Path:
    """Write table, figures and report of a sweep into its folder; return the report's path."""
    folder, found = results.folder, swept(results)
    report = folder / "report.html"
    try:
        write_table(found.table, folder, "means")
        pictures = save_all(sketches(found, lang), folder / "figures", lang)
        write_sweep(found, _facts(results, found, command, lang), pictures, report, lang)
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be written: {reason(error)}") from None
    return report


def _facts(results: Results, found: Swept, command: str, lang: str) -> Facts:
    study, runs = results.study, results.runs
    tables = [base.tables for base in study.bases.values()]
    odd = runs["not_finite"].str.split()
    counts = {
        name: int(odd.map(lambda each, name=name: name in each).sum()) for name in study.outcomes
    }
    sizes = found.means["runs"]
    begun = max(study.replicates.first, int(runs["replicate"].max()) + 1)
    return Facts(
        folder=str(results.folder),
        command=command,
        name=study.name,
        title=words(study.title),
        question=words(study.question),
        done=len(found.runs),
        failed=len(runs) - len(found.runs),
        missing=len(results.plan.points) * begun - len(runs),
        faults=_faults(results),
        not_finite={name: n for name, n in counts.items() if n},
        replicates=(int(sizes.min()), int(sizes.max())),
        worlds=list(dict.fromkeys(each.world.size for each in tables)),
        years=(min(each.years[0] for each in tables), max(each.years[1] for each in tables)),
        digest=results.digest,
        codes=results.codes,
        tables=["means.csv"],
        notes=list(oddities(study, messages(lang))),
    )


def _faults(results: Results) -> list[tuple[str, str, int]]:
    failures = results.failures
    kinds = Counter(zip(failures["stage"], failures["error"], strict=True)).most_common(FAULTS)
    return [(str(stage), str(error)[:LONGEST], n) for (stage, error), n in kinds]


def again(study: Path, folder: Path, lang: str) -> str:
    """Return what makes the same sweep again."""
    return shlex.join(["eastwest", "sweep", str(study), "--out", str(folder), "--lang", lang])
