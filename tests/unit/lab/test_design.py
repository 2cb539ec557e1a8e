"""Points of a study, worked by hand."""

import numpy as np
import pytest
from tests.stub import study

from eastwest.errors import ScenarioError
from eastwest_lab.design import Point, frame, plan
from eastwest_lab.study import Study
from eastwest_lab.sweeps.manifest import Plan

SHARE = {"low": 0.0, "high": 1.0}


def settings(**tables):
    return [dict(each.values) for each in plan(study(**tables))]


def test_a_grid_holds_every_combination_the_last_key_fastest():
    table = Plan.of(study()).table()
    assert table["east.altruism"].tolist() == [0.1, 0.1, 0.2, 0.2, 0.3, 0.3]
    assert table["world.firms"].tolist() == [20, 30, 20, 30, 20, 30]
    assert table["point"].tolist() == [0, 1, 2, 3, 4, 5]
    assert set(table["scenario"]) == {"history"}


def test_a_range_of_a_grid_is_cut_into_equal_steps():
    share, log = {"low": 0.0, "high": 0.4}, {"low": 0.01, "high": 1.0, "log": True}
    found = settings(
        levers={"east.altruism": share},
        uncertainties={"west.altruism": log},
        design={"samples": 3},
    )
    assert [each["east.altruism"] for each in found[::3]] == pytest.approx([0.0, 0.2, 0.4])
    assert [each["west.altruism"] for each in found[:3]] == pytest.approx([0.01, 0.1, 1.0])


def test_without_levers_points_are_the_scenarios():
    found = plan(study(scenarios=["history", "reputation_forever"], levers={}, uncertainties={}))
    assert [each.scenario for each in found] == ["history", "reputation_forever"]
    assert [dict(each.values) for each in found] == [{}, {}]


@pytest.mark.parametrize("kind", ["lhs", "sobol"])
def test_every_part_of_a_range_is_sampled_once(kind):
    design = {"kind": kind, "samples": 8}
    found = settings(levers={"east.altruism": SHARE}, uncertainties={}, design=design)
    eighths = sorted(int(each["east.altruism"] * 8) for each in found)
    assert eighths == list(range(8))


def test_each_sample_meets_every_value_of_the_lists_and_every_scenario():
    found = plan(
        study(
            scenarios=["history", "reputation_forever"],
            levers={"east.altruism": [0.1, 0.2]},
            uncertainties={"west.altruism": SHARE},
            design={"kind": "lhs", "samples": 3},
        )
    )
    drawn = [each.values["west.altruism"] for each in found]
    assert drawn == drawn[:3] * 4
    assert [each.values["east.altruism"] for each in found] == [0.1, 0.1, 0.1, 0.2, 0.2, 0.2] * 2


def test_whole_numbers_are_drawn_equally_often():
    design = {"kind": "lhs", "samples": 12}
    firms = {"world.firms": {"low": 1, "high": 3}}
    found = [
        each["world.firms"] for each in settings(levers={}, uncertainties=firms, design=design)
    ]
    assert np.unique(found, return_counts=True)[1].tolist() == [4, 4, 4]
    assert all(type(each) is int for each in found)


def test_the_seed_of_a_design_changes_the_sample_and_nothing_else_does():
    def drawn(seed):
        design = {"kind": "lhs", "samples": 4, "seed": seed}
        return settings(levers={"east.altruism": SHARE}, design=design)

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_one_at_a_time_begins_with_the_scenario_and_moves_one_key():
    found = settings(uncertainties={"west.altruism": SHARE}, design={"kind": "one_at_a_time"})
    assert found[0] == {}
    assert found[1:] == [
        {"east.altruism": 0.1},
        {"east.altruism": 0.2},
        {"east.altruism": 0.3},
        {"west.altruism": 0.0},
        {"west.altruism": 1.0},
    ]


def test_the_table_shows_what_a_point_leaves_as_it_is():
    asked = study(design={"kind": "one_at_a_time"})
    own = asked.bases["history"].tables.east.altruism
    assert Plan.of(asked).table()["east.altruism"].tolist() == [own, 0.1, 0.2, 0.3, own, own]


def test_a_column_that_mixes_words_and_numbers_holds_words():
    mixed = frame(
        study(), [Point(n, "history", {"east.altruism": v}) for n, v in enumerate((1, "x"))]
    )
    assert mixed["east.altruism"].tolist() == ["1", "x"]


class TestFile:
    TABLES = {  # noqa: RUF012
        "scenarios": ["history"],
        "world": "tiny",
        "levers": {"east.altruism": SHARE},
        "uncertainties": {"world.firms": [20, 30]},
        "outcomes": {"aid": {"variable": "aid"}},
        "design": {"kind": "file", "file": "points.csv"},
    }

    @pytest.fixture
    def found(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)

        def read(text, **more):
            (tmp_path / "points.csv").write_text(text, encoding="utf-8")
            return plan(Study.make({**self.TABLES, **more}))

        return read

    def test_each_row_is_a_point(self, found):
        rows = found("east.altruism,world.firms\n0.25,20\n0.75,30\n")
        assert [dict(each.values) for each in rows] == [
            {"east.altruism": 0.25, "world.firms": 20},
            {"east.altruism": 0.75, "world.firms": 30},
        ]

    def test_a_row_may_name_its_scenario_and_leave_a_cell_empty(self, found):
        text = "scenario,east.altruism,world.firms\nreputation_forever,0.25,\nhistory,,20\n"
        rows = found(text, scenarios=["history", "reputation_forever"])
        assert [each.scenario for each in rows] == ["reputation_forever", "history"]
        assert [dict(each.values) for each in rows] == [
            {"east.altruism": 0.25},
            {"world.firms": 20},
        ]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("east.altrusm,world.firms\n1,20\n", "points.csv:1: .*'east.altruism'"),
            ("east.altruism\n1\n", "points.csv:1: must have a column world.firms"),
            ("east.altruism,world.firms\n1,20\n2,20\n", "points.csv:3: east.altruism: must be"),
            ("east.altruism,world.firms\n1,25\n", "points.csv:2: world.firms: must be .*25"),
            ("east.altruism,world.firms\n1\n", "points.csv:2: must have 2 cells"),
            ("east.altruism,world.firms\n", "must hold at least one row"),
            ("scenario,east.altruism,world.firms\nx,1,20\n", "points.csv:2: scenario: must be"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_line(self, found, text, said):
        with pytest.raises(ScenarioError, match=said):
            found(text)
