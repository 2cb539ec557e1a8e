"""Dated lists: how they merge, and the rules in force that they make."""

from eastwest.loader import load, plan_names
from eastwest.scenario import in_force


def noise(scenario):
    return {dated.start: dated.rule.observe.noise for dated in scenario.regimes}


class TestDatedLists:
    def test_same_date_merges_and_the_child_wins(self, child):
        assert noise(child("[[regime]]\nfrom = 2000\nobserve.noise = 9"))[2000] == 9.0

    def test_a_new_date_is_inserted_in_order(self, child):
        scenario = child(
            '[[pairing]]\nfrom = 2007\nplan = "2002"\n[[pairing]]\nfrom = 2001\nplan = "none"'
        )
        assert [(each.start, each.rule) for each in scenario.pairings] == [
            (2001, "none"), (2002, "1996"), (2007, "2002")
        ]  # fmt: skip

    def test_drop_removes(self, child):
        assert list(noise(child("[[regime]]\nfrom = 2008\ndrop = true"))) == [2000, 2003, 2005]

    def test_use_starts_an_entry_afresh(self, child):
        mine = child('[[regime]]\nfrom = 2000\nuse = "assessment"').regimes[0].rule
        assert mine == load("history").regimes[1].rule

    def test_keys_beside_use_are_laid_over_the_regime(self, child):
        scenario = child('[[regime]]\nfrom = 2000\nuse = "assessment"\nobserve.noise = 2')
        assert scenario.regimes[0].rule.observe.noise == 2.0
        assert scenario.regimes[0].rule.indicator == load("history").regimes[1].rule.indicator


class TestRulesByDate:
    def test_changes_add_up_until_the_next_regime(self, made, timeline):
        scenario = made(timeline)
        assert noise(scenario) == {2000: 5.0, 2003: 6.0, 2005: 6.0, 2008: 5.0}
        shares = [each.rule.observe.audit.share for each in scenario.regimes]
        assert shares == [0.0, 0.0, 0.5, 0.0]

    def test_a_change_keeps_the_age_of_its_regime(self, made, timeline):
        since = [each.since for each in made(timeline).regimes]
        assert since == [2000, 2000, 2000, 2008]

    def test_a_change_of_the_same_date_patches_the_new_regime(self, child):
        scenario = child("[[change]]\nfrom = 2008\nobserve.noise = 1")
        assert noise(scenario)[2008] == 1.0
        assert [each.start for each in scenario.regimes].count(2008) == 1

    def test_levers_add_up_on_the_plain_table(self, made, timeline):
        levers = made(timeline).levers
        assert [(each.start, each.rule.response, each.rule.top_up) for each in levers] == [
            (2000, 0.9, 0.2), (2004, 0.5, 0.2), (2006, 0.5, 0.1)
        ]  # fmt: skip

    def test_levers_before_the_first_year_are_in_force_from_it_on(self, child):
        levers = child("years = [2005, 2010]").levers
        assert [(each.start, each.rule.response, each.rule.top_up) for each in levers] == [
            (2005, 0.5, 0.2), (2006, 0.5, 0.1)
        ]  # fmt: skip

    def test_a_regime_may_begin_before_the_first_year(self, child):
        dated = in_force(child("years = [2004, 2010]").regimes, 2004)
        assert (dated.start, dated.since) == (2003, 2000)

    def test_nobody_is_paired_before_the_first_plan(self, made, timeline):
        assert in_force(made(timeline).pairings, 2001) is None

    def test_plans_are_those_of_the_table_of_pairs(self):
        assert plan_names() == ("none", "1996", "2002", "2010", "2013", "2016", "2021")
