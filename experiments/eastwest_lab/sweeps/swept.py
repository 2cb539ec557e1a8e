"""A folder of a sweep as numbers, for its figures and its report."""

import json
from typing import TYPE_CHECKING

from eastwest.errors import ResultsError
from eastwest_lab.comparing.swept import Measure, Swept, finite
from eastwest_lab.plots.measured import brief
from eastwest_lab.study import Outcome, Range, Study, Values
from eastwest_lab.sweeps.results import Results

if TYPE_CHECKING:
    import pandas as pd


def swept(results: Results) -> Swept:
    """Return what came of a sweep; raise `ResultsError` if no run was done."""
    study, runs = results.study, results.runs
    done = runs[runs["status"] == "done"].reset_index(drop=True)
    if done.empty:
        raise ResultsError(f"{results.folder}: no run was done, so there is nothing to report")
    numbers = _settings(results)
    return Swept(
        titles={
            name: {str(code): text for code, text in base.tables.title.items()}
            for name, base in study.bases.items()
        },
        measures={name: _measure(study, each) for name, each in study.outcomes.items()},
        levers={key: _in_words(values) for key, values in study.levers.items()},
        uncertainties={key: _in_words(values) for key, values in study.uncertainties.items()},
        design=study.design.kind,
        sampled=_sampled(study),
        runs=finite(done.assign(setting=done["point"].map(numbers)), tuple(study.outcomes)),
        national=_national(results),
    )


def _settings(results: Results) -> dict[int, int]:
    """Return the number of each point's setting, the same in every scenario."""
    known: dict[str, int] = {}
    found = {}
    for each in results.plan.points:
        text = json.dumps(dict(each.values), sort_keys=True)
        found[each.number] = known.setdefault(text, len(known))
    return found


def _measure(study: Study, outcome: Outcome) -> Measure:
    """Return what an outcome measures; years that it leaves open are those of all scenarios."""
    spans = [base.tables.years for base in study.bases.values()]
    whole = min(first for first, _ in spans), max(last for _, last in spans)
    first, last = outcome.years or whole
    if outcome.statistic == "last":
        first = last
    return Measure(outcome.variable, outcome.statistic, (first, last))


def _sampled(study: Study) -> tuple[str, ...]:
    """Return the ranges that are not cut into equal steps."""
    if study.design.kind not in ("lhs", "sobol", "file"):
        return ()
    return tuple(key for key, values in study.varied.items() if isinstance(values, Range))


def _in_words(values: Values) -> str:
    if not isinstance(values, Range):
        return "; ".join(brief(_text(each)) for each in values)
    ends = f"{brief(values.low)} \u2013 {brief(values.high)}"
    return f"{ends} (log)" if values.log else ends


def _text(value: object) -> object:
    return str(value) if isinstance(value, list | tuple | dict) else value


def _national(results: Results) -> "pd.DataFrame":
    yearly = results.yearly
    return yearly[(yearly["level"] == "national").to_numpy()]
