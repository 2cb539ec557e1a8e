"""The model is a Mesa model: batches, data collectors and agents work as people know them."""

import gc
import weakref

import mesa
import numpy as np
import pytest

from eastwest.agents import EasternGovernment, Firm, WesternGovernment
from eastwest.phases.plan import decision, plan
from eastwest.results import run
from eastwest.simulation import CollaborationModel
from eastwest.vocabulary import CHANNEL

YEARS = (2015, 2019)


@pytest.fixture
def model():
    return CollaborationModel("history", world="tiny", years=YEARS)


def kinds(model, kind):
    return list(model.agents_by_type[kind])


class TestModel:
    def test_stops_after_its_last_year(self, model):
        steps = 0
        while model.running:
            model.step()
            steps += 1
        assert (steps, model.state.year) == (5, 2019)
        model.step()
        assert model.state.year == 2019

    def test_its_year_prints_in_a_line(self, model):
        assert repr(model.year) == "<Year 2015>"

    def test_collects_what_a_run_measures(self, model):
        while model.running:
            model.step()
        collected = model.datacollector.get_model_vars_dataframe()
        frame = run("history", world="tiny", years=YEARS).frame()
        measured = frame.pivot(index="year", columns="variable", values="value")
        assert set(collected.columns) == set(measured.columns)
        for name in measured.columns:
            assert collected[name].tolist() == measured[name].tolist()

    def test_works_in_a_batch(self):
        rows = mesa.batch_run(
            CollaborationModel,
            parameters={
                "scenario": ["history"],
                "world": ["tiny"],
                "years": [(2015, 2017)],
                "replicate": [0, 1],
            },
            max_steps=40,
            data_collection_period=-1,
            display_progress=False,
        )
        frame = run("history", world="tiny", years=(2015, 2017), replicates=2).frame()
        last = frame[(frame["year"] == 2017) & (frame["variable"] == "aid")]
        assert {row["replicate"]: row["aid"] for row in rows} == dict(
            zip(last["replicate"], last["value"], strict=True)
        )

    def test_is_freed_when_nobody_needs_it(self):
        def lived():
            model = CollaborationModel("history", world="tiny", years=YEARS)
            model.step()
            return weakref.ref(model), weakref.ref(kinds(model, Firm)[0])

        references = lived()
        gc.collect()
        assert [reference() for reference in references] == [None, None]

    def test_leaves_the_numbers_of_other_models_alone(self):
        other = mesa.Model()
        mesa.Agent(other)
        CollaborationModel("history", world="tiny", years=YEARS)
        assert [mesa.Agent(other).unique_id, mesa.Agent(other).unique_id] == [2, 3]

    def test_looking_ahead_lays_out_no_plan_twice(self):
        model = CollaborationModel("history", world="tiny", years=YEARS)
        for _ in range(2):
            model.step()
            kinds(model, Firm)[0].explain()
        assert set(model.context.covered) <= {id(plan) for plan in model.context.plans.values()}

    def test_a_seed_is_one_stream_and_a_replicate_another(self):
        def aid(**settings):
            model = CollaborationModel("history", world="tiny", years=(2015, 2016), **settings)
            model.step()
            return model.state.east.effort.sum()

        assert aid(rng=5) == aid(rng=5)
        assert len({aid(rng=5), aid(rng=6), aid(rng=5, replicate=1)}) == 3


class TestAgents:
    def test_there_is_one_for_each_row(self, model):
        world = model.context.world
        assert len(kinds(model, EasternGovernment)) == len(world.east.id)
        assert len(kinds(model, Firm)) == len(world.firms.home)
        assert [agent.name for agent in kinds(model, WesternGovernment)] == world.west.id.tolist()

    def test_each_has_a_number_of_its_own_from_one_on(self, model):
        CollaborationModel("history", world="tiny", years=YEARS)  # has numbers of its own
        mesa.Agent(model)  # somebody's own kind of agent is numbered with ours
        numbers = sorted(agent.unique_id for agent in model.agents)
        assert numbers == list(range(1, len(numbers) + 1))

    def test_reading_reads_the_column(self, model):
        model.step()
        for agent in kinds(model, EasternGovernment):
            assert agent.score == model.state.east.score[agent.row]
            assert agent.career_concern == model.context.world.east.career_concern[agent.row]
            assert (agent.effort == model.state.east.effort[agent.row]).all()

    def test_writing_writes_the_column(self, model):
        model.step()
        firm = kinds(model, Firm)[3]
        firm.capital = 12.5
        assert model.state.firms.capital[3] == 12.5
        assert firm.capital == 12.5

    def test_what_is_fixed_cannot_be_written(self, model):
        with pytest.raises(AttributeError, match="fixed for the run"):
            kinds(model, Firm)[0].scale = 1.0

    def test_what_is_no_column_is_no_attribute(self, model):
        with pytest.raises(AttributeError, match="no column 'wealth'"):
            kinds(model, Firm)[0].wealth  # noqa: B018

    def test_what_is_written_counts_in_the_next_year(self):
        def belief_in_aid(factor):
            model = CollaborationModel("history", world="tiny", years=YEARS)
            model.step()
            for agent in kinds(model, EasternGovernment):
                agent.belief[CHANNEL["aid"]] *= factor
            model.step()
            return model.state.east.effort[:, CHANNEL["aid"]].sum()

        assert belief_in_aid(1.0) != belief_in_aid(0.5)


class TestDecide:
    @pytest.mark.parametrize("years", [0, 1, 3], ids=["at first", "reputation", "assessment"])
    def test_each_government_alone_decides_as_in_the_column(self, model, years):
        for _ in range(years):
            model.step()
        ahead, year = model.ahead(plan)
        for kind, side in ((EasternGovernment, "east"), (WesternGovernment, "west")):
            here = getattr(model.context, side)
            column = decision(model.context, here, getattr(ahead, side), year).choose(year)
            for agent in kinds(model, kind):
                alone = agent.decide()
                for name in ("effort", "padding", "score", "cost", "payoff"):
                    own, same = getattr(alone, name)[0], getattr(column, name)[agent.row]
                    assert np.array_equal(own, same), (agent.name, name)

    def test_deciding_changes_nothing(self, model):
        model.step()
        before = model.state.copy()
        for agent in kinds(model, EasternGovernment):
            agent.decide()
        assert np.array_equal(before.east.effort, model.state.east.effort)
        assert np.array_equal(before.east.target, model.state.east.target)
        assert before.year == model.state.year
