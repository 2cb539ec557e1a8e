"""Whatever a scenario file says, it is loaded or refused in words; and how tables merge."""

import tomllib
from dataclasses import fields

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from eastwest.errors import ScenarioError
from eastwest.loader import change, load, to_toml
from eastwest.reading.locate import locate
from eastwest.reading.merge import merge, merge_dated, merge_files
from eastwest.reading.tokens import tokens
from eastwest.scenario import Levers, Scenario, Tables

WORDS = ["from", "use", "drop", "plan", "kind", "bars", "size", "x", "observe", "noise", "world"]
WORDS += ["indicator", "aid", "grade", "reward", "career", "target", "norm", "audit", "a.b", "教育"]
TOP = ["regime", "change", "lever", "pairing", "extends", "schema", "nonsense"]
TOP += [field.name for field in fields(Tables)]

names = st.sampled_from(WORDS) | st.text(max_size=5)
plain = (
    st.booleans()
    | st.integers()
    | st.integers(1990, 2030)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["history", "reputation", "1996", "none", "bars", "contest", "aid", "./my"])
    | st.dates()
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(names, inner, max_size=4)
        | st.lists(st.dictionaries(names, inner, max_size=4), max_size=3)
    ),
    max_leaves=12,
)
entries = st.dictionaries(names, values, max_size=4).flatmap(
    lambda table: st.integers(1994, 2030).map(lambda year: {**table, "from": year})
)
files = st.dictionaries(
    st.sampled_from(TOP), values | st.lists(entries, max_size=3), max_size=5
)  # fmt: skip

tables = st.recursive(
    st.integers(0, 3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
).filter(lambda table: isinstance(table, dict))
dated = st.dictionaries(
    st.integers(2000, 2005),
    tables.flatmap(
        lambda table: st.sampled_from([{}, {"drop": True}, {"use": "x"}]).map(
            lambda more: {**table, **more}
        )
    ),
    max_size=4,
)
below = st.dictionaries(st.integers(2000, 2005), tables, max_size=4)

shares = st.floats(0, 1)
amounts = st.floats(0, 1e12)
known = st.fixed_dictionaries(
    {},
    optional={
        "seed": st.integers(0, 2**63 - 1),
        "years": st.just([1996, 2010]),
        "world.firms": st.integers(0, 10**6),
        "tie.fade": shares,
        "east.altruism": amounts,
        "title.zh": st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20),
        "regime.2016.observe.noise": amounts.filter(bool),
        "change.2018.observe.audit.share": shares,
        "lever.2019.vertical": amounts,
        "lever.2019.response": shares,
        "pairing.2020.plan": st.sampled_from(["none", "1996", "2021"]),
        "regime.2021.drop": st.just(True),
    },
)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("scenarios") / "my.toml"


def read(file, content):
    """Load some bytes; whatever else than a scenario or a refusal comes out is a fault."""
    file.write_bytes(content)
    try:
        return load(file)
    except ScenarioError as error:
        return str(error)


def is_refused(said, file):
    return isinstance(said, str) and said.startswith(str(file))


class TestWhateverAFileSays:
    @given(content=st.binary(max_size=200))
    def test_bytes_are_refused(self, file, content):
        assert is_refused(read(file, content), file)

    @given(text=st.text(max_size=200))
    def test_text_is_refused(self, file, text):
        assert is_refused(read(file, text.encode("utf-8", "surrogatepass")), file)

    @given(text=st.text("abc=\"'[]{}.,#\n\\ 019", max_size=60))
    def test_text_that_looks_like_toml_is_refused(self, file, text):
        assert is_refused(read(file, text.encode()), file)

    @given(data=files)
    def test_tables_are_loaded_or_refused(self, file, data):
        said = read(file, tomli_w.dumps({"extends": "history", **data}).encode())
        assert isinstance(said, Scenario) or is_refused(said, file)

    @given(key=st.sampled_from(TOP), rest=st.lists(names, max_size=3), value=values)
    def test_keys_are_set_or_refused(self, key, rest, value):
        try:
            said = change(load("history"), {".".join([key, *rest]): value})
        except ScenarioError as error:
            said = str(error)
        assert said


class TestLines:
    @given(text=st.text("abc=\"'[]{}.,#\n\\ 019", max_size=80))
    def test_tokens_leave_nothing_out_but_spaces(self, text):
        whole = "".join(token.text for token in tokens(text))
        assert whole.replace(" ", "") == text.replace(" ", "")

    @given(data=files)
    def test_every_key_of_a_file_has_a_line(self, data):
        text = tomli_w.dumps(data, multiline_strings=True)
        lines = locate(text)
        assert set(_paths(tomllib.loads(text))) <= set(lines)
        assert all(1 <= line <= text.count("\n") for line in lines.values())


def _paths(value, path=()):
    """Yield the key path of every value inside."""
    if path:
        yield path
    inside = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else inside:
        yield from _paths(each, (*path, key))


class TestMerging:
    @given(table=tables)
    def test_nothing_laid_over_changes_nothing(self, table):
        assert merge(table, {}) == merge({}, table) == merge(table, table) == table

    @given(one=tables, two=tables)
    def test_the_upper_table_is_there_afterwards(self, one, two):
        merged = merge(one, two)
        assert merge(merged, two) == merged

    @given(one=below, two=dated)
    def test_dated_lists_merge_once_and_for_all(self, one, two):
        merged = merge_dated(one, two)
        assert merge_dated(merged, two) == merged
        assert merge_dated(merged, {}) == merged
        assert list(merged) == sorted(merged)

    @given(one=below, two=dated)
    def test_what_is_merged_stays_as_it_was(self, one, two):
        before = repr((one, two))
        merge_files({"regime": one}, {"regime": two})
        assert repr((one, two)) == before


class TestRoundTrip:
    @settings(max_examples=40)
    @given(values=known)
    def test_a_scenario_written_out_keeps_its_digest(self, file, values):
        changed = change(load("history"), values)
        again = read(file, to_toml(changed).encode())
        assert again.digest == changed.digest
        assert (again.tables, again.regimes, again.levers, again.pairings) == (
            changed.tables, changed.regimes, changed.levers, changed.pairings
        )  # fmt: skip

    @settings(max_examples=40)
    @given(values=known)
    def test_levers_are_in_order_from_the_first_year_on(self, values):
        changed = change(load("history"), values)
        starts = [each.start for each in changed.levers]
        assert starts == sorted(set(starts))
        assert starts[0] == changed.tables.years[0]
        assert all(isinstance(each.rule, Levers) for each in changed.levers)
