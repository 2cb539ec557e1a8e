"""Four rules of decision, worked out on cases small enough to follow."""

from dataclasses import replace

import numpy as np
import pytest

from eastwest.behaviour.decision import (
    BestResponse,
    Imitation,
    Inertia,
    Past,
    Satisficing,
    Situation,
)
from eastwest.choosing.effort import Outlook
from eastwest.choosing.task import Choice, Task


def situation(gain, effort, score=None, size=1.0, slope=0.0):
    """Governments with one task, cost x^2 / 2 and gain g x: the best effort is g, worth g^2 / 2."""
    gain, effort = (np.array(each, dtype=float)[:, None] for each in (gain, effort))
    one, rows = np.ones_like(gain), np.arange(len(gain))
    work = Task(
        gain=gain,
        slope=slope * one,
        lift=0 * one,
        kept=one,
        ceiling=np.inf * one,
        limit=10.0 * one,
        pad_cost=one,
        pad_price=one,
        curvature=one[:, 0],
        base=0 * one[:, 0],
        substitution=0.0,
    )
    past = Past(
        id=rows.astype(str),
        group=0 * rows,
        effort=effort,
        padding=0.1 * one,
        score=0.0 * rows if score is None else np.array(score, dtype=float),
        size=size * one,
    )

    def made(part):
        outlook = Outlook.of(work.rows(part), np.zeros(len(part)))
        return Situation(
            work.rows(part),
            outlook,
            np.zeros_like,
            lambda: outlook.best_response(np.zeros_like),
            lambda rows: made(part[rows]),
            past,
            part,
        )

    return made(rows)


def test_best_response_is_the_best():
    assert BestResponse()(situation([2.0, 3.0], [0.0, 0.0])).effort[:, 0] == pytest.approx([2, 3])


def test_weighing_a_plan_gives_its_score_and_its_payoff():
    choice = situation([2.0], [0.0], slope=4.0).weigh(np.array([[1.5]]), np.array([[0.5]]))
    assert choice.score == pytest.approx([4.0 * 1.5])
    assert choice.payoff == pytest.approx([3.0 - 1.125 - (0.125 + 0.5)])


class TestSatisficing:
    def test_who_is_content_goes_on_as_last_year(self):
        """At x = 1.2 of 2 the gain is 2.4 - 0.72 = 1.68 of 2, less 0.105 for padding: 79 %."""
        content = Satisficing(enough=0.78)(situation([2.0], [1.2]))
        assert content.effort[:, 0] == pytest.approx([1.2])

    def test_who_is_not_goes_only_as_far_as_is_good_enough(self):
        """From 0 in tenths of the way to 2: x = 1 brings 1.5 of 2, x = 1.2 brings 1.68."""
        asked = situation([2.0], [0.0])
        quiet = replace(asked, past=replace(asked.past, padding=0.0 * asked.past.padding))
        assert Satisficing(enough=0.75)(quiet).effort[:, 0] == pytest.approx([1.0])
        assert Satisficing(enough=0.8)(quiet).effort[:, 0] == pytest.approx([1.2])

    def test_who_wants_all_chooses_the_best(self):
        best = Satisficing(enough=1.0)(situation([2.0, 1.0], [0.0, 3.0]))
        assert best.effort[:, 0] == pytest.approx([2.0, 1.0])

    def test_who_wants_nothing_moves_only_out_of_what_is_worse_than_nothing(self):
        """At x = 4 of a best 1 the loss is 4: half way, x = 2.2, still loses; x = 1.9 gains."""
        moved = Satisficing(enough=0.0)(situation([1.0, 1.0], [0.5, 4.0]))
        assert moved.effort[:, 0] == pytest.approx([0.5, 1.9])


class TestImitation:
    def test_goes_part_of_the_way_to_the_practice_of_the_best(self):
        """Practice is effort over the full programme: the best does 3 of 1, so 3 x own size."""
        copied = Imitation(copied=0.5)(situation([2.0, 1.0], [3.0, 0.0], score=[90, 50]))
        assert copied.effort[:, 0] == pytest.approx([2.0, 0.5 * (1.0 + 3.0)])

    def test_of_several_best_the_mean_is_copied(self):
        copied = Imitation(copied=1.0)(situation([2.0] * 3, [3.0, 1.0, 0.0], score=[9, 9, 5]))
        assert copied.effort[:, 0] == pytest.approx([2.0, 2.0, 2.0])

    def test_while_nobody_was_judged_everybody_chooses_alone(self):
        alone = Imitation(copied=1.0)(situation([2.0, 1.0], [3.0, 0.0]))
        assert alone.effort[:, 0] == pytest.approx([2.0, 1.0])

    def test_a_smaller_government_copies_in_its_own_size(self):
        asked = situation([0.0, 0.0], [3.0, 0.0], score=[9, 5])
        small = replace(asked, past=replace(asked.past, size=np.array([[1.0], [0.5]])))
        assert Imitation(copied=1.0)(small).effort[1, 0] == pytest.approx(1.5)

    def test_nobody_copies_more_than_it_can_do(self):
        asked = situation([0.0, 0.0], [9.0, 0.0], score=[9, 5])
        large = replace(asked, past=replace(asked.past, size=np.array([[1.0], [2.0]])))
        assert Imitation(copied=1.0)(large).effort[1, 0] == 10.0


class TestInertia:
    def test_moves_by_a_step_of_the_full_programme_at_most(self):
        moved = Inertia(step=0.1)(situation([3.0, 3.0, 0.0], [0.0, 2.9, 3.0], size=2.0))
        assert moved.effort[:, 0] == pytest.approx([0.2, 3.0, 2.8])

    def test_padding_moves_by_a_step_of_the_target(self):
        assert Inertia(step=0.04)(situation([3.0], [0.0])).padding[:, 0] == pytest.approx([0.06])


@pytest.mark.parametrize("rule", [Satisficing(), Imitation(), Inertia()])
def test_its_choice_says_what_it_is_worth(rule):
    asked = situation([2.0, 1.0, 0.5], [3.0, 0.2, 0.0], score=[9, 5, 7])
    choice: Choice = rule(asked)
    again = asked.weigh(choice.effort, choice.padding)
    for name in ("score", "cost", "payoff"):
        assert getattr(choice, name) == pytest.approx(getattr(again, name)), name
