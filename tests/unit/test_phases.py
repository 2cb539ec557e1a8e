"""What each phase does in a tiny world."""

import numpy as np
import pytest
from tests.years import after, past, run

from eastwest.accounting import ACCOUNT
from eastwest.behaviour.conduct import Conduct
from eastwest.behaviour.government import learn
from eastwest.choosing.task import Choice
from eastwest.context import Context, Year
from eastwest.phases import plan as planning
from eastwest.phases.deliver import deliver, handed_down
from eastwest.phases.live import live
from eastwest.phases.pair import pair
from eastwest.phases.plan import plan
from eastwest.phases.report import passed_up, report
from eastwest.phases.target import target
from eastwest.state import State
from eastwest.step import until
from eastwest.vocabulary import CHANNEL, GROWTH, RECIPIENT

AID = CHANNEL["aid"]


class TestPair:
    def test_a_dyad_that_ends_keeps_its_part_of_every_tie_once(self) -> None:
        context, state = run(pairing__2016__plan="none", pairing__2017__drop=True, tie__kept=0.25)
        after(1, context, state)
        ended = state.plan.active
        before = state.copy().dyads
        ahead, _ = past(pair, context, state)
        for name in ("tie", "firm_tie", "organization_tie"):
            kept = np.where(ended, 0.25, 1.0) * getattr(before, name)
            assert getattr(ahead.dyads, name) == pytest.approx(kept)
        after(1, context, state)
        again, _ = past(pair, context, state)
        assert again.dyads.tie == pytest.approx(state.dyads.tie)

    def test_a_dyad_that_begins_has_the_tie_of_a_new_relation(self) -> None:
        context, state = run(tie__start=0.15)
        after(1, context, state)
        ahead, year = past(pair, context, state)
        new = year.active & ~state.plan.active
        assert (ahead.dyads.tie[new] >= 0.15).all()

    def test_a_dyad_that_goes_on_keeps_its_ties_whole(self) -> None:
        context, state = run()
        after(1, context, state)
        ahead, year = past(pair, context, state)
        stays = state.plan.active & year.active
        assert stays.any()
        assert (ahead.dyads.tie[stays] == state.dyads.tie[stays]).all()


class TestTarget:
    @pytest.mark.parametrize("amplification", [1.0, 1.3])
    def test_counties_targets_add_up_to_their_province_s_times_amplification(
        self, amplification
    ) -> None:
        context, state = run(east__amplification=amplification, west__amplification=amplification)
        after(2, context, state)
        ahead, _ = past(target, context, state)
        for side in (context.east, context.west):
            asked = getattr(ahead, side.name).target
            handed = np.zeros_like(asked)
            np.add.at(handed, side.head[side.tops :], asked[side.tops :])
            parents = np.unique(side.head[side.tops :])
            assert asked[parents].any()
            assert handed[parents] == pytest.approx(amplification * asked[parents])

    def test_who_has_no_partner_has_no_target(self) -> None:
        context, state = run(pairing__2015__plan="none")
        ahead, _ = past(target, context, state)
        assert not ahead.east.target.any()
        assert not ahead.west.target.any()


class Wish:
    """A decision that always wants effort 1 and padding 2."""

    def __init__(self, shape) -> None:
        self.shape = shape

    def choose(self, year):
        ones = np.ones(self.shape)
        return Choice(ones, 2.0 * ones, *(np.zeros(len(ones)) for _ in range(3)))


class TestPlan:
    def test_effort_goes_the_same_part_of_the_way_every_year(self, monkeypatch) -> None:
        # part of the way each year: x* (1 - (1 - a)^t); a = 0.656 gives 0.656, 0.882, 0.959
        context, state = run((2015, 2018), east__adjust=0.656, levers__response=1.0)
        year = until(context, state, plan)[1]
        wish = Wish(state.east.effort.shape)
        monkeypatch.setattr(planning, "decision", lambda *_: wish)
        state.west = state.east.__class__.new(*wish.shape[:1], state.east.belief[:1], 0.0)
        for expected in (0.656, 0.882, 0.959):
            plan(context, state, year)
            assert state.east.effort == pytest.approx(expected, abs=5e-4)
            assert state.east.padding == pytest.approx(2.0 * expected, abs=1e-3)

    def test_without_time_to_respond_nothing_moves(self) -> None:
        context, state = run((2015, 2018), lever__2017__response=0.0)
        after(2, context, state)
        ahead, _ = past(plan, context, state)
        assert (ahead.east.effort == state.east.effort).all()
        assert (ahead.west.padding == state.west.padding).all()

    def test_without_partner_and_old_habits_there_is_no_effort_but_for_growth(self) -> None:
        context, state = run(pairing__2015__plan="none")
        ahead, _ = past(plan, context, state)
        assert not ahead.east.effort[:, :GROWTH].any()
        assert ahead.east.effort[: context.east.tops, GROWTH].all()


class TestDeliver:
    def test_aid_sent_is_aid_received_for_every_dyad(self) -> None:
        context, state = run(channel__aid__tilt=2.5)
        after(2, context, state)
        ahead, year = past(live, context, state)
        at_links = np.bincount(
            year.plan.link_dyad, year.links.activity[:, AID], len(year.plan.active)
        )
        assert at_links.sum() > 0.0
        assert at_links == pytest.approx(ahead.dyads.effort[:, AID])
        assert ahead.places.aid.sum() == pytest.approx(ahead.dyads.effort[:, AID].sum())

    def test_needier_places_get_more_aid_and_showcases_the_reverse(self) -> None:
        aid = {}
        for tilt in (-3.0, 0.0, 3.0):
            context, state = run(channel__aid__tilt=tilt)
            after(1, context, state)
            ahead, _ = past(deliver, context, state)
            year = past(deliver, context, state)[1]
            place = year.plan.link_place
            counties = year.plan.link_weight * context.world.places.counties[place]
            a_county = year.links.activity[:, AID] / counties
            mine = year.plan.link_dyad == year.plan.link_dyad[0]
            poorest = place[mine][ahead.places.income[place[mine]].argmin()]
            at = np.flatnonzero(mine & (place == poorest))[0]
            aid[tilt] = a_county[at] / a_county[mine].mean()
        assert aid[-3.0] < aid[0.0] < aid[3.0]
        assert aid[0.0] == pytest.approx(1.0)

    def test_places_without_a_partner_get_nothing(self) -> None:
        context, state = run((2015, 2017))
        year = after(3, context, state)
        alone = np.ones(len(context.world.places.id), dtype=bool)
        alone[year.plan.link_place] = False
        assert (context.world.places.kind[~alone] == RECIPIENT).all()
        for name in ("aid", "placed", "kept_next", "migrants", "assets", "reached"):
            assert not getattr(state.places, name)[alone].any(), name
        assert (state.places.aid[~alone] > 0.0).all()

    def test_without_any_pairing_nothing_flows_from_east_to_west(self) -> None:
        context, state = run((2015, 2016), pairing__2015__plan="none")
        year = after(2, context, state)
        assert not state.dyads.activity.any()
        assert not year.links.activity.any()
        assert not state.places.aid.any()
        east = [ACCOUNT["east_budgets"], ACCOUNT["east_households"]]
        west = [ACCOUNT["west_budgets"], ACCOUNT["west_rural"], ACCOUNT["west_urban"]]
        assert not state.flow[np.ix_(east, west)].any()

    def test_a_province_that_does_all_itself_hands_nothing_down(self) -> None:
        for part in (0.0, 1.0):
            context, state = run(east__subcontract=part)
            after(1, context, state)
            side, effort = context.east, state.east.effort[:, :GROWTH]
            below = np.zeros_like(effort)
            parent = side.head[side.tops :]
            np.add.at(below, parent, effort[side.tops :])
            own = below if part else effort
            parents = np.unique(parent)
            assert handed_down(side, state.east)[parents] == pytest.approx(own[parents])

    def test_migrants_and_newly_placed_never_exceed_the_free_hands(self) -> None:
        hungry = {
            "channel__labour__surplus": 0.5,
            "channel__labour__norm": 1e5,
            "channel__labour__price": 1e-6,
            "channel__labour__returning": 0.05,  # more than the villages shrink by
            "channel__labour__kept": 1.0,
            "channel__labour__kept_coverage": 0.0,
            "channel__labour__gain_east": 5.0,
        }
        context, state = run((2015, 2020), **hungry)
        for _ in range(6):
            year = after(1, context, state)
            free = 0.5 * context.rural_people(year.index)
            away = state.places.migrants + state.places.kept_next
            assert (away <= free * (1.0 + 1e-9)).all()
        assert (away > 0.9 * free)[year.plan.link_place].any()


class TestReport:
    def padded(self, **changes) -> tuple[Context, State, Year]:
        """Return a year just before its reports, with padding that is known."""
        context, state = run((2016, 2018), **changes)
        after(1, context, state)
        ahead, year = until(context, state, report)
        for side in (context.east, context.west):
            padding = getattr(ahead, side.name).padding
            padding[: side.tops], padding[side.tops :] = 0.2, 0.6
        return context, ahead, year

    def test_padding_of_counties_is_passed_up_with_their_part_of_the_work(self) -> None:
        context, state, year = self.padded(east__subcontract=0.25)
        passed = passed_up(context.east, state.east)
        parents = np.unique(context.east.head[context.east.tops :])
        assert passed[parents] == pytest.approx(0.75 * 0.2 + 0.25 * 0.6)
        assert (passed[context.east.tops :] == 0.6).all()
        report(context, state, year)
        added = state.east.reported - state.east.counted
        assert added == pytest.approx(state.east.target * passed, abs=1e-9)
        assert added[parents].any()

    def test_a_certain_audit_puts_the_counted_value_in_the_place_of_the_reported(self) -> None:
        sure = {"share": 1.0, "detection": 1.0, "penalty": 1.0, "replaces": True}
        context, state, year = self.padded(change__2017={"observe": {"audit": sure}})
        report(context, state, year)
        for governments in (state.east, state.west):
            assert (governments.reported > governments.counted).any()
            assert governments.audited.all()
            assert (governments.verified == governments.counted).all()

    @pytest.mark.parametrize("audit", [{"share": 0.0}, {"detection": 0.0}, {"replaces": False}])
    def test_what_is_not_found_or_not_replaced_stands_as_reported(self, audit) -> None:
        audit = {"share": 1.0, "detection": 1.0, "penalty": 1.0, "replaces": True} | audit
        context, state, year = self.padded(change__2017={"observe": {"audit": audit}})
        report(context, state, year)
        assert (state.east.verified == state.east.reported).all()
        assert state.east.audited.all() == (audit["share"] == 1.0)

    def test_counties_that_act_as_their_province_report_its_fulfilment(self) -> None:
        context, state = run((2017, 2019))
        after(2, context, state)
        ahead, year = until(context, state, report)
        side, effort = context.east, ahead.east.effort
        effort[:] = side.size[:, None] * effort[side.head]
        report(context, ahead, year)
        expected = side.size[:, None] * ahead.east.counted[side.head]
        assert ahead.east.counted == pytest.approx(expected)


class TestJudge:
    def test_beliefs_move_to_what_effort_yielded(self) -> None:
        conduct = Conduct(learn=0.5, imitate=0.0)
        belief, effort = np.array([[1.0], [1.0]]), np.array([[2.0], [0.0]])
        counted = np.array([[6.0], [5.0]])
        moved = learn(belief, effort, counted, conduct, np.full((2, 1), 1e-3))
        assert moved.tolist() == [[2.0], [1.0]]

    def test_beliefs_move_to_what_peers_saw(self) -> None:
        conduct = Conduct(learn=0.0, imitate=0.5)
        belief, effort = np.ones((3, 1)), np.array([[1.0], [1.0], [0.0]])
        counted = np.array([[2.0], [4.0], [0.0]])
        moved = learn(belief, effort, counted, conduct, np.full((3, 1), 1e-3))
        assert moved.tolist() == [[2.0], [2.0], [2.0]]

    @pytest.mark.parametrize("weights", [(1.0, 1.0), (0.9, 0.8), (1.0, 0.0), (0.0, 1.0)])
    def test_beliefs_stay_between_what_was_believed_and_what_was_seen(self, weights) -> None:
        conduct = Conduct(learn=weights[0], imitate=weights[1])
        belief, effort = np.array([[9.0], [1.0]]), np.ones((2, 1))
        moved = learn(belief, effort, np.array([[0.0], [3.0]]), conduct, np.full((2, 1), 1e-3))
        assert (moved >= 0.0).all()
        assert (moved <= 9.0).all()

    def test_a_pairing_that_ended_takes_no_effort_and_teaches_nothing(self) -> None:
        context, state = run((2015, 2018), pairing__2017__plan="none", east__adjust=0.5)
        after(2, context, state)
        before = state.east.belief.copy()
        after(1, context, state)
        assert not state.east.effort[:, AID].any()
        assert (state.east.belief == before).all()

    def test_a_side_that_is_no_longer_judged_lives_on_its_past_and_gets_no_more(self) -> None:
        context, state = run(
            (2016, 2018),
            regime__2017__use="reputation",
            regime__2016__reward__money=[0.5],
            regime__2016__reward__reputation=[1.0],
            regime__2017__reward__decay=0.5,
        )
        after(1, context, state)
        judged = state.west.grade >= 0
        assert judged.any()
        assert (state.west.bonus[judged] > 0.0).all()
        before = state.copy().west
        after(1, context, state)
        assert (state.west.grade == -1).all()
        assert not state.west.score.any()
        assert not state.west.bonus.any()
        assert not state.west.career.any()
        assert state.west.standing == pytest.approx(0.5 * before.standing)

    def test_career_follows_the_grade(self) -> None:
        context, state = run(
            (2016, 2018),
            regime__2016__grade__bars=[-1e6, 1e6, 2e6],
            regime__2016__reward__career=[1.0, 7.0, 8.0, 9.0],
            regime__2016__reward__summons=[0.0, 3.0, 0.0, 0.0],
            regime__2016__reward__ramp=[0.5],
        )
        after(1, context, state)
        judged = (state.east.target > 0.0).any(axis=1)
        assert (state.east.grade[judged] == 1).all()
        assert state.east.career[judged] == pytest.approx(0.5 * (7.0 - 3.0))
        assert (state.east.grade[~judged] == -1).all()
        assert not state.east.career[~judged].any()

    def test_dyads_that_work_gain_ties_and_idle_ones_fade(self) -> None:
        context, state = run((2017, 2020), pairing__2019__plan="none")
        after(2, context, state)
        worked = state.dyads.tie.copy()
        assert (worked > context.scenario.tables.tie.start).all()
        after(1, context, state)
        ties = context.scenario.tables.tie
        assert state.dyads.tie == pytest.approx(worked * ties.kept * (1.0 - ties.fade))
