"""Study files become studies; what is wrong is said with file, line and key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.evaluation.lines import lines
from eastwest.reading.check import check
from eastwest.reading.finding import DATED, UNKNOWN, Finding, got, refusal, refuse, split
from eastwest.reading.layers import Layers
from eastwest.reading.library import find, find_inside, find_reform, is_path, shown
from eastwest.reading.source import WORKBOOK, Source, arrange, read
from eastwest.scenario import Scenario
from eastwest_lab.catalogue import variables
from eastwest_lab.library import find as find_study
from eastwest_lab.study import Range, Study, Tables, Values
from eastwest_lab.study_advice import MEANT_RANGES, OF_SCENARIOS, below, meant, undated, whole_keys

VARIED = ("levers", "uncertainties")
ALL = "all"
"""In place of the names of variables: every one."""
RESERVED = {
    *("run", "point", "scenario", "replicate", "seed", "status", "seconds", "code"),
    *("not_finite", "digest", "stage", "error", "traceback"),
}
"""Columns of the table of runs, which no outcome and no lever may be called."""


def load(path: Path) -> Study:
    """Read a study file; raise `ScenarioError` with all findings."""
    if path.suffix == WORKBOOK:
        raise ScenarioError(f"{path}: must be TOML, a study is no spreadsheet")
    file = find_study(str(path)).resolve()
    return _Reading(read(file, shown(file))).study(file.stem)


def make(
    table: Mapping[str, Any],
    name: str = "study",
    bases: Mapping[str, Scenario] | None = None,
    *,
    known: bool = False,
) -> Study:
    """Return a study from plain tables; paths in them begin in the folder one is in.

    Args:
        table: What a file would say.
        name: Its name.
        bases: Scenarios in place of those that `scenarios` names, as they are to be run.
        known: Whether every value was tried before, as in a folder of results.
    """
    given = {} if bases is None else {"scenarios": list(bases)}
    source = arrange(Source("", Path.cwd(), {**table, **given}))
    return _Reading(source, bases or {}, known=known).study(name)


@dataclass
class _Reading:
    """One study while it is read.

    Args:
        source: Its tables, which know their lines.
        given: Scenarios by name that need not be found.
        known: Whether values need not be tried.
        findings: What is wrong so far.
    """

    source: Source
    given: Mapping[str, Scenario] = field(default_factory=dict)
    known: bool = False
    findings: list[Finding] = field(default_factory=list)

    def study(self, name: str) -> Study:
        """Return the study, or raise all that is wrong with it."""
        data = dict(self.source.data)
        varied = {key: self._varied(key, data.pop(key, {})) for key in VARIED}
        tables = check(Tables, self._known(data), Layers(((self.source, ()),)), self.findings)
        refuse(self.findings)
        if tables is None:
            raise refusal(self.findings)
        bases = dict(self.given) or self._bases(tables)
        refuse(self.findings)
        for key, values in () if self.known else varied.items():
            varied[key] = {each: self._tried(key, each, values[each], bases) for each in values}
        self.findings += self._unknown(
            tables, {**varied["levers"], **varied["uncertainties"]}, bases
        )
        self.findings += self._sides(tables, bases)
        refuse(self.findings)
        folder = self.source.folder
        return Study(name, bases, varied["levers"], varied["uncertainties"], tables, folder)

    def _say(self, path: tuple[str | int, ...], rule: str, *more: Any) -> None:
        self.findings.append(self.source.finding(path, rule, *more))

    def _known(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the tables that a study has; a plain number of replicates is the number."""
        known = {each.name for each in fields(Tables)}
        for key in sorted(data.keys() - known):
            if key in OF_SCENARIOS:
                place = below("levers" if key in DATED else "uncertainties")
                self._say((key,), f"belongs to a scenario; a study varies it {place}")
            else:
                self._say((key,), UNKNOWN, key, known | set(VARIED))
        if type(data.get("replicates")) is int:
            data["replicates"] = {"number": data["replicates"]}
        return {key: value for key, value in data.items() if key in known}

    def _bases(self, tables: Tables) -> dict[str, Scenario]:
        """Return the scenarios by name, as they are to be run."""
        bases: dict[str, Scenario] = {}
        years = None if tables.years is None else list(tables.years)
        wanted = {"world.size": tables.world, "seed": tables.seed, "years": years}
        values = {key: value for key, value in wanted.items() if value is not None}
        if not tables.scenarios:
            self._say(("scenarios",), "must name at least one scenario (got [])")
        for row, name in enumerate(tables.scenarios):
            try:
                base = self._base(name, tables.reforms)
                base = base.change(values) if values else base
            except ScenarioError as error:
                self._say(("scenarios", row), str(error).replace("\n", "; "))
                continue
            if base.name in bases:
                self._say(("scenarios", row), f"must not name the same scenario twice {got(name)}")
            bases[base.name] = base
        return bases

    def _base(self, name: str, over_all: tuple[str, ...]) -> Scenario:
        """Return a scenario: `history`, a path, or `history+reform`."""
        name, *own = [name] if is_path(name) and "+" not in Path(name).name else name.split("+")
        file = find(name) if not is_path(name) else self._inside(name)
        scenario = Scenario.load(str(file) if is_path(name) else name)
        return scenario.with_reform(*(self._reform(each) for each in (*own, *over_all)))

    def _reform(self, name: str) -> str:
        return str(self._inside(name)) if is_path(name) else find_reform(name).stem

    def _inside(self, name: str) -> Path:
        """Return a file that the study names, which lies in its folder or is named in Python."""
        if not self.source.shown:
            return Path(name)
        return find_inside(name, self.source.folder, "scenario")

    def _varied(self, kind: str, table: Any) -> dict[str, Values]:
        """Return what may vary by dotted key, however its tables were nested."""
        if not isinstance(table, dict):
            self._say(
                (kind,), f"must be a table {got(table)}; what varies stands {below(kind, table)}"
            )
            return {}
        found: dict[str, Values] = {}
        for path, value in _leaves(table, ()):
            values = self._values((kind, *path), value)
            if values is not None:
                found[".".join(path)] = values
        return found

    def _values(self, path: tuple[str, ...], value: Any) -> Values | None:
        if isinstance(value, list):
            if not value or len({repr(each) for each in value}) < len(value):
                self._say(path, f"must hold values, none of them twice {got(value)}")
                return None
            return tuple(value)
        if not isinstance(value, dict) or value.keys() in MEANT_RANGES:
            self._say(
                path, f"must be a list of values, or {{ low, high }} {got(value)}{meant(value)}"
            )
            return None
        return check(Range, value, Layers(((self.source, path),)), self.findings)

    def _tried(self, kind: str, key: str, values: Values, bases: Mapping[str, Scenario]) -> Values:
        """Return what may vary once every scenario takes its values, and whole where it must."""
        path = next(
            (each for each, _ in _leaves(self.source.data[kind], ()) if ".".join(each) == key), ()
        )
        if key in RESERVED or key == "years":
            self._say((kind, *path), "must not be varied")
            return values
        if undated(key):
            self._say((kind, *path), f"lacks its year; write {undated(key)}")
            return values
        ends = (values.low, values.high) if isinstance(values, Range) else values
        whole = isinstance(values, Range) and all(float(each).is_integer() for each in ends)
        for base in bases.values():
            if whole and isinstance(values, Range) and not values.whole:
                between = ends[0] + 0.4567 * (ends[1] - ends[0])
                values = replace(values, whole=_wrong(base, key, between) is not None)
            for end in ends:
                is_whole = isinstance(values, Range) and values.whole
                wrong = _wrong(base, key, int(end) if is_whole else end)
                if wrong:
                    hint = whole_keys(key, base) if wrong == UNKNOWN else ""
                    self._say((kind, *path), f"in {base.name}: {wrong}{hint}")
                    return values
        return values

    def _unknown(
        self, tables: Tables, varied: Mapping[str, Values], bases: Mapping[str, Scenario]
    ) -> Iterator[Finding]:
        """Yield names that nothing has, and designs that lack what they need."""
        finding = self.source.finding
        national = [each.name for each in variables().values() if "national" in each.levels]
        national += _of_lines(bases.values())
        for name, outcome in tables.outcomes.items():
            path = ("outcomes", name)
            if name in RESERVED or name in varied or not name.isidentifier():
                yield finding(path, "must be a name of its own, of letters, digits and _")
            if outcome.variable not in national:
                rule = f"must be a national variable {got(outcome.variable)}"
                yield finding((*path, "variable"), rule, outcome.variable, national)
        if not tables.outcomes:
            yield finding(("outcomes",), "must have at least one outcome")
        for row, name in enumerate(tables.keep.variables):
            if name not in (ALL, *variables(), *national):
                rule = f"must be a result variable, or {ALL!r} {got(name)}"
                yield finding(("keep", "variables", row), rule, name, variables())
        until = tables.replicates.until
        if until and until.outcome not in tables.outcomes:
            rule = f"must be the name of an outcome {got(until.outcome)}"
            where = ("replicates", "until", "outcome")
            yield finding(where, rule, until.outcome, tables.outcomes)
        yield from self._unfit(tables, varied)

    def _sides(self, tables: Tables, bases: Mapping[str, Scenario]) -> Iterator[Finding]:
        """Yield sides of a paired difference that are neither scenarios nor points."""
        until = tables.replicates.until
        for row, side in enumerate(until.between if until else ()):
            is_point = type(side) is int and side >= 0
            if not is_point and side not in bases:
                path = ("replicates", "until", "between", row)
                rule = f"must be a scenario of the study, or a number of a point {got(side)}"
                yield self.source.finding(path, rule, str(side), bases)

    def _unfit(self, tables: Tables, varied: Mapping[str, Values]) -> Iterator[Finding]:
        """Yield what a design needs and does not have."""
        design, finding = tables.design, self.source.finding
        ranges = [key for key, each in varied.items() if isinstance(each, Range)]
        sampled = design.kind in ("lhs", "sobol")
        if design.kind == "list" and varied:
            rule = "must not be 'list' where levers or uncertainties vary"
            yield finding(("design", "kind"), rule)
        if sampled and not ranges:
            yield finding(("design", "kind"), "needs at least one range { low, high } to sample")
        if (sampled or (design.kind == "grid" and ranges)) and (design.samples or 0) < 2:
            rule = "is missing: how many samples, or steps of each range; at least 2"
            yield finding(("design", "samples"), rule)
        samples = design.samples or 0
        if design.kind == "sobol" and samples > 1 and samples & (samples - 1):
            above = 1 << samples.bit_length()
            rule = f"must be a power of two, such as {above // 2} or {above} {got(samples)}"
            yield finding(("design", "samples"), rule)
        if (design.kind == "file") != (design.file is not None):
            yield finding(("design", "file"), "goes with kind = 'file', and only with that")


def _of_lines(bases: Iterable[Scenario]) -> list[str]:
    """Return the variables of score lines that every one of some scenarios measures."""
    found = [
        [name for line in lines(entry.rule for entry in base.regimes) for name in line.names]
        for base in bases
    ]
    return [name for name in found[0] if all(name in each for each in found)] if found else []


def _leaves(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
    """Yield key paths and what may stand there: all but tables of tables."""
    for name, value in table.items():
        is_range = isinstance(value, dict) and (
            value.keys() & {"low", "high"} or value.keys() in MEANT_RANGES
        )
        is_table = isinstance(value, dict) and not is_range
        if is_table and value:
            yield from _leaves(value, (*path, str(name)))
        else:
            yield (*path, str(name)), value


def _wrong(base: Scenario, key: str, value: Any) -> str | None:
    """Return why a scenario refuses a value, in one line."""
    try:
        split(key)
        base.change({key: value})
    except ScenarioError as error:
        return str(error).removeprefix(f"{key}: ").replace("\n", "; ")
    return None
