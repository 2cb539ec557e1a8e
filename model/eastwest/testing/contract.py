"""What all contracts share: made-up cases, and promises about any rule on columns."""

import json
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass
from typing import Any, ClassVar

import numpy as np
from pydantic import TypeAdapter

from eastwest.reading.kinds import wrong_with
from eastwest.reading.timeline import plain
from eastwest.vocabulary import Ints

CASES = 12
"""Made-up cases that each promise is tried on."""

Columns = Mapping[str, np.ndarray]


class Contract:
    """Promises of a rule that answers with columns, a row an agent.

    Args:
        rules: What is tested.
        group: The group of the rules.
        least: Lowest number that each column of an answer may hold.
    """

    rules: ClassVar[tuple[Any, ...]] = ()
    group: ClassVar[str]
    least: ClassVar[Mapping[str, float]] = {}

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Run every test for each rule."""
        if "rule" in metafunc.fixturenames:
            metafunc.parametrize("rule", self.rules, ids=_name)

    @abstractmethod
    def case(self, rng: np.random.Generator) -> Any:
        """Return made-up input of a rule: a tuple of arguments."""

    @abstractmethod
    def ask(self, rule: Any, case: Any) -> Columns:
        """Return a rule's answer to a case, by name of its columns."""

    @abstractmethod
    def number(self, case: Any) -> int:
        """Return the number of rows of a case."""

    def cases(self) -> Iterator[Any]:
        """Yield made-up cases, the same every time."""
        for seed in range(CASES):
            yield self.case(np.random.default_rng(seed))

    def test_is_a_frozen_table_of_parameters_that_say_what_they_are(self, rule: Any) -> None:
        """A scenario can name it, `show` can tell of it."""
        assert wrong_with(self.group, type(rule)) is None

    def test_written_out_and_read_again_it_is_the_same(self, rule: Any) -> None:
        """`scenario.toml` of a results folder brings it back."""
        read = TypeAdapter(type(rule)).validate_json(json.dumps(plain(rule)))
        assert read == rule

    def test_leaves_its_input_as_it_was(self, rule: Any) -> None:
        """Others read the same columns."""
        for case in self.cases():
            before = held(case)
            self.ask(rule, case)
            assert same(held(case), before), "the rule changed its input"

    def test_same_input_gives_the_same_output(self, rule: Any) -> None:
        """Nothing is remembered, no chance is drawn."""
        for case in self.cases():
            assert same(self.ask(rule, case), self.ask(rule, case))

    def test_gives_finite_numbers_a_row_each(self, rule: Any) -> None:
        """Shape, nan and infinity, and what must not be negative."""
        for case in self.cases():
            for name, column in self.ask(rule, case).items():
                assert len(column) == self.number(case), f"{name} has the shape {column.shape}"
                assert np.isfinite(column).all(), f"{name} is not finite"
                assert (column >= self.least.get(name, -np.inf)).all(), f"{name} is too low"


def _name(rule: Any) -> str:
    return str(getattr(rule, "kind", type(rule).__name__))


class RowContract(Contract):
    """Promises of a rule by which each agent stands for itself."""

    @abstractmethod
    def alone(self, case: Any, rows: Ints) -> Any:
        """Return the case of some rows alone."""

    def test_a_row_alone_is_the_row_in_the_column(self, rule: Any) -> None:
        """Who else is there does not matter."""
        for case in self.cases():
            whole = self.ask(rule, case)
            for row in range(self.number(case)):
                one = self.ask(rule, self.alone(case, np.array([row])))
                for name, column in whole.items():
                    assert np.array_equal(one[name], column[[row]]), f"{name}, row {row}"


def held(thing: Any) -> Any:
    """Return a copy of all arrays that a thing holds, however deep; functions are left out."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {each.name: held(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, Mapping):
        return {name: held(each) for name, each in thing.items()}
    if isinstance(thing, list | tuple):
        return [held(each) for each in thing]
    return None if callable(thing) else deepcopy(thing)


def same(one: Any, other: Any) -> bool:
    """Return whether two answers or copies are equal, bit for bit."""
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(np.array_equal(one, other))
