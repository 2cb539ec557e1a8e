"""An explanation adds up, and explains what really happened."""

import numpy as np
import pytest

from eastwest.errors import ResultsError
from eastwest.explaining import FirmStory, GovernmentStory, explain
from eastwest.explaining.firm import explain_firm
from eastwest.explaining.government import explain_government
from eastwest.phases.invest import invest
from eastwest.phases.plan import plan
from eastwest.scenario import Scenario
from eastwest.simulation import CollaborationModel
from eastwest.vocabulary import CHANNEL, GROWTH

UNDER = {"reputation": 2006, "assessment": 2018, "common prosperity": 2023}
"""A year under each regime of history; all three decide by other rules."""


def before(year):
    """A model at the end of the year before."""
    model = CollaborationModel("history", world="tiny", years=(2000, 2024))
    while model.state.year < year - 1:
        model.step()
    return model


@pytest.fixture(scope="module", params=UNDER.values(), ids=UNDER)
def told(request):
    """Every government's story and the agent itself, then the model a year later."""
    model = before(request.param)
    state, year = model.ahead(plan)
    stories = {}
    for agent in model.agents:
        side = getattr(agent, "fixed", "")
        if side in ("east", "west"):
            own = getattr(state, side)
            story = explain_government(model.context, side, own, year, agent.row)
            stories[side, agent.row] = story, agent.decide()
    model.step()
    return stories, model


class TestGovernment:
    def test_terms_add_up_to_the_payoff(self, told):
        for story, _ in told[0].values():
            total = story.at_stake + sum(task.net for task in story.tasks) - story.shared_cost
            assert total == pytest.approx(story.payoff, rel=1e-9, abs=1e-9)

    def test_the_plan_is_what_the_agent_decides(self, told):
        for story, choice in told[0].values():
            assert [task.effort_best for task in story.tasks] == choice.effort[0].tolist()
            assert [task.padding_best for task in story.tasks] == choice.padding[0].tolist()
            assert (story.payoff, story.score) == (choice.payoff[0], choice.score[0])

    def test_what_is_done_is_what_then_happened(self, told):
        stories, model = told
        for (side, row), (story, _) in stories.items():
            governments = getattr(model.state, side)
            done = np.array([task.effort for task in story.tasks])
            padded = np.array([task.padding for task in story.tasks])
            assert done == pytest.approx(governments.effort[row], rel=1e-12, abs=1e-12)
            assert padded[:GROWTH] == pytest.approx(governments.padding[row], abs=1e-12)

    def test_gain_and_cost_of_a_unit_meet_where_no_bound_is(self, told):
        inside = [task for story, _ in told[0].values() for task in story.tasks if not task.bound]
        assert inside
        for task in inside:
            assert task.marginal_gain == pytest.approx(task.marginal_cost, rel=0.02, abs=1e-3)

    def test_what_is_left_alone_would_cost_more_than_it_brings(self, told):
        tasks = [task for story, _ in told[0].values() for task in story.tasks]
        left = [task for task in tasks if task.bound == "nil"]
        assert left
        for task in left:
            assert task.marginal_gain <= task.marginal_cost + 1e-3

    def test_chances_of_the_grades_add_up_to_one(self, told):
        for story, _ in told[0].values():
            assert sum(grade.chance for grade in story.grades) == pytest.approx(1.0)


@pytest.fixture(scope="module")
def scenario():
    return Scenario.load("history").change({"world.size": "tiny", "years": [2000, 2024]})


class TestById:
    def test_a_run_made_again_gives_the_same_story(self, scenario, told):
        story, _ = next(each for each in told[0].values() if each[0].id == "35")
        assert explain(scenario, "35", story.year) == story

    def test_another_replicate_is_another_story(self, scenario):
        one, two = (explain(scenario, "35", 2018, replicate) for replicate in (0, 1))
        assert isinstance(one, GovernmentStory)
        assert one != two

    def test_the_first_year_can_be_explained(self, scenario):
        story = explain(scenario, "64-001", 2000)
        assert all(task.effort_before == 0.0 for task in story.tasks)

    def test_an_unknown_id_is_refused_with_the_nearest(self, scenario):
        with pytest.raises(ResultsError, match="did you mean '64-00"):
            explain(scenario, "64-009", 2018)

    def test_a_firm_beyond_the_last_is_refused(self, scenario):
        with pytest.raises(ResultsError, match="F000019"):
            explain(scenario, "F000020", 2018)

    @pytest.mark.parametrize("year", [1999, 2025])
    def test_a_year_outside_the_run_is_refused(self, scenario, year):
        with pytest.raises(ResultsError, match="between 2000 and 2024"):
            explain(scenario, "35", year)


@pytest.fixture(scope="module", params=[2010, 2019])
def stories(request):
    """Every firm's story, then the model a year later."""
    model, found = before(request.param), []
    for row in range(len(model.context.world.firms.home)):
        state, year = model.ahead(invest)
        model._ahead.clear()  # a story uses its state up
        found.append(explain_firm(model.context, state, year, row))
    model.step()
    return found, model


class TestFirm:
    def test_terms_add_up_to_the_utility(self, stories):
        for story in stories[0]:
            for each in story.alternatives:
                assert sum(each.terms.values()) == pytest.approx(each.utility)

    def test_shares_of_what_is_known_add_up_to_one(self, stories):
        choices = [story.alternatives for story in stories[0] if story.alternatives]
        assert choices
        for alternatives in choices:
            assert sum(each.chance for each in alternatives) == pytest.approx(1.0)
            assert all(each.known or each.chance == 0.0 for each in alternatives)

    def test_the_chosen_place_is_where_the_firm_then_is(self, stories):
        told, model = stories
        places = model.context.world.places.id
        assert any(story.profit for story in told)
        for row, story in enumerate(told):
            host = model.state.firms.host[row]
            there = str(places[host]) if host >= 0 else ""
            if story.alternatives:
                assert [each.place for each in story.alternatives if each.chosen] == [there]
            else:
                assert story.host == there

    def test_a_firm_that_stays_has_no_choice_and_one_at_home_no_profit(self, stories):
        for story in stories[0]:
            assert bool(story.profit) == bool(story.host)
            assert bool(story.alternatives) == (not story.host or story.leaves)

    def test_is_explained_by_id(self, scenario):
        story = explain(scenario, "F000003", 2010)
        assert isinstance(story, FirmStory)
        assert story.id == "F000003"


def test_padding_has_a_gain_and_a_price():
    """Where little can be done and nobody checks, reports are padded for what that brings."""
    little = {"east.most": 0.1, "change.2016.observe.audit.share": 0.0}
    scenario = Scenario.load("history").change(
        {"world.size": "tiny", "years": [2014, 2018], **little}
    )
    story = explain(scenario, "35", 2018)
    padded = [task for task in story.tasks if task.padding_best > 0.01]
    assert padded
    assert all(task.padding_gain > 0.0 and task.penalty == 0.0 for task in padded)
    assert story.tasks[CHANNEL["consumption"]].padding_best == 0.0


def test_full_marks_are_told_where_a_veto_stands_on_the_sheet():
    """The last unit up to the caps is worth its cost, and the explanation says so."""
    line = {"change.2016.indicator.leadership.bottom_line": 1e-6}
    scenario = Scenario.load("history").change({"world.size": "tiny", "years": [2014, 2019]})
    plain, vetoed = (explain(each, "35", 2019) for each in (scenario, scenario.change(line)))
    belief = {task.name: task.belief for task in vetoed.tasks}
    assert all(line.belief == belief[line.name] for line in vetoed.lines)
    assert all(line.marginal == 0.0 for line in vetoed.lines if line.fulfilment > 1.119)
    bounds = [[task.bound for task in story.tasks] for story in (plain, vetoed)]
    assert "ceiling" in bounds[1]
    assert bounds[0] == bounds[1]
    for task in vetoed.tasks:
        if task.bound == "ceiling":
            assert task.marginal_gain > task.marginal_cost
