"""The numbers that docs/rules.md gives are those that its settings lead to."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.docs.test_rules import BLOCKS, PAGE

from eastwest.errors import ScenarioError
from eastwest.explaining import GovernmentStory, explain
from eastwest.runs import Record, simulate
from eastwest.scenario import Scenario

TEXT = " ".join(PAGE.split())
"""The page on one line."""
NO_STAKES = {f"reward.{name}": [0.0] for name in ("career", "summons", "reputation")}


def changed(values: Mapping[str, Any], base: str = "history", **world: Any) -> Scenario:
    """Return a scenario with keys set from 2016 on, in the classroom world."""
    since = {f"change.2016.{key}": value for key, value in values.items()}
    whole = {"world.size": "classroom", "years": [1996, 2020], "seed": 1, **world}
    return Scenario.load(base).change(whole | since)


@cache
def untouched(base: str = "history", last: int = 2020) -> Record:
    """Return a run of a scenario as it ships."""
    return simulate(changed({}, base, years=[1996, last]), levels=())


def series(record: Record, variable: str) -> dict[int, float]:
    """Return a variable by year."""
    return dict(zip(record.years, record.national[variable], strict=True))


def late(values: Mapping[str, Any], variable: str = "aid", **world: Any) -> float:
    """Return the mean of 2019 and 2020 with keys set from 2016 on."""
    found = series(simulate(changed(values, **world), levels=()), variable)
    return (found[2019] + found[2020]) / 2


def said(pattern: str) -> list[str]:
    """Return the numbers of a sentence of the page; they stand where the pattern has N."""
    place = re.escape(pattern).replace("N", r"([\d.,]*\d)").replace("\\ ", " ")
    found = re.search(place, TEXT)
    assert found, pattern
    return [text.replace(",", "") for text in found.groups()]


def shown(value: float, text: str) -> bool:
    """Return whether a value is the text once it is rounded like it."""
    return f"{value:.{len(text.partition('.')[2])}f}" == text


def table(head: str) -> list[list[str]]:
    """Return the rows of the table whose head begins so, its head first."""
    lines = PAGE[PAGE.index(head) :].split("\n\n")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [rows[0], *rows[2:]]


def value(cell: str) -> Any:
    """Return the value that a cell of a table holds as code."""
    return tomllib.loads(f"value = {re.findall('`(.*?)`', cell)[0]}")["value"]


def block(part: str) -> dict[str, Any]:
    """Return the change that is written in an example, keys of tables in one."""
    text = next(each for each in BLOCKS if part in each)
    found = tomllib.loads(text)["change"][0]
    return {key: each for key, each in found.items() if key != "from"}


def test_lower_stakes_tell_scores_apart() -> None:
    head, *rows = table("| `reward.ramp`")
    for ramp, *aid in rows:
        for kind, text in zip(head[1:], aid, strict=True):
            found = late({"reward.ramp": value(ramp), "score.kind": value(kind)})
            assert shown(found, text), (ramp, kind, found)


def test_more_weight_first_draws_effort_then_saves_it(tmp_path: Path) -> None:
    rule = next(each for each in BLOCKS if "One bar" in each)
    text = 'extends = "history"\ntitle = { en = "Bar", zh = "线" }\n'
    text += '[[regime]]\nfrom = 2016\nuse = "mine.toml"\n[[change]]\nfrom = 2019\ndrop = true\n'
    (tmp_path / "bar.toml").write_text(text, encoding="utf-8")
    for weight, *cells in table("| weight of labour")[1:]:
        one = rule.replace("weight = 4.0", f"weight = {float(weight)}")
        (tmp_path / "mine.toml").write_text(one, encoding="utf-8")
        record = simulate(changed({}, str(tmp_path / "bar.toml")), levels=())
        for name, cell in zip(("effort_labour", "effort_aid", "score_mean"), cells, strict=True):
            found = series(record, name)
            assert shown((found[2019] + found[2020]) / 2, cell), (weight, name)


def test_middling_stakes_need_most_noise() -> None:
    best, least = table("| career for the best grade")
    tried = [4.0, 8.0, 12.0, 16.0, 20.0, 30.0]
    shares = block('"quantiles"')["grade"]["shares"]
    for top, noise in zip(map(float, best[1:]), map(float, least[1:]), strict=True):
        ranked = {"grade": {"kind": "quantiles", "shares": shares}, "observe.noise": noise}
        ranked |= NO_STAKES | {"reward.career": [top * step / 3 for step in range(4)]}
        late(ranked)
        if noise > tried[0]:
            ranked["observe.noise"] = tried[tried.index(noise) - 1]
            with pytest.raises(ScenarioError, match=r"observe\.noise"):
                late(ranked)


def test_a_veto_alone_is_missed_by_a_hair() -> None:
    line, score = "indicator.aid", "score_mean"
    nil, more = said("gives a mean score of N with `indicator.aid.weight = 0.0`, of N with `0.1`")
    veto = {f"{line}.bottom_line": 0.6}
    assert shown(late(veto | {f"{line}.weight": 0.0}, score), nil)
    assert shown(late(veto | {f"{line}.weight": 0.1}, score), more)


def test_a_search_ends_near_the_best() -> None:
    aid, industry, payoff = said(
        "aid is N % and effort in industry N % higher than without; the payoff that governments"
        " miss is N %"
    )
    veto = {"indicator.leadership.bottom_line": 0.000001}
    for name, text in (("aid", aid), ("effort_industry", industry)):
        assert shown(100 * (late(veto, name) / late({}, name) - 1), text)
    stories = [explain(changed(each), "11-E01", 2019) for each in ({}, veto)]
    best, found = (each.payoff for each in stories if isinstance(each, GovernmentStory))
    assert shown(100 * (best - found) / best, payoff)


def test_options_without_a_cap_are_overdone() -> None:
    capped, free = said("with this change aid is N, without the two caps N")
    lines = block("pick = 1")
    values = {"discretion": lines["discretion"]}
    values |= {f"indicator.{name}": each for name, each in lines["indicator"].items()}
    assert shown(late(values), capped)
    for name in lines["indicator"]:
        del values[f"indicator.{name}"]["cap"]
    assert shown(late(values), free)


def test_a_geometric_mean_is_spoilt_by_what_comes_in_lumps() -> None:
    lumpy, without = said(
        'mean (`score.kind = "geometric_mean"`) gives a mean score of N there, without industry'
        " (`indicator.industry.weight = 0.0`) N"
    )
    (fine,) = said("in the national world (20 a firm) N")
    mean, score = {"score.kind": "geometric_mean"}, "score_mean"
    assert shown(late(mean, score), lumpy)
    assert shown(late(mean | {"indicator.industry.weight": 0.0}, score), without)
    assert shown(late(mean, score, **{"world.size": "national"}), fine)


def test_a_piece_rate_brings_more_the_more_a_point_is_worth() -> None:
    points = said("A point worth N, N, N or N (")
    rule = block("bars = [10.0, 20.0")
    reward = {f"reward.{name}": each for name, each in rule["reward"].items()}
    for worth, text in zip(points, said("brings N, N, N or N of aid"), strict=True):
        career = [each * float(worth) / 2.0 for each in rule["reward"]["career"]]
        assert shown(late({"grade": rule["grade"], **reward, "reward.career": career}), text)


def test_a_burden_bites_late() -> None:
    high = said("`observe.burden = 0.05` costs N % of aid, 0.1 costs N %")
    low = said("`reward.ramp = [0.02]` 0.05 costs N % and 0.1 costs N %")
    for stakes, costs in ((1.0, high), (0.02, low)):
        ramp = {"reward.ramp": [stakes]}
        for burden, text in zip((0.05, 0.1), costs, strict=True):
            part = late(ramp | {"observe.burden": burden}) / late(ramp)
            assert shown(100 * (1 - part), text)
    assert late({"observe.burden": 0.14}) / late({}) == pytest.approx(0.5, abs=0.05)


def test_an_announcement_moves_what_is_done_under_the_old_rule() -> None:
    (more,) = said("aid of 2015, still under `reputation`, rises by N %")
    told = simulate(changed({}, **{"regime.2016.announced": 2013}), levels=())
    rise = series(told, "aid")[2015] / series(untouched(), "aid")[2015] - 1
    assert shown(100 * rise, more)
    after = {"change.2018.indicator.aid.weight": 0.8}
    early = after | {"change.2018.announced": 2016}
    two = [simulate(changed({}, **each), levels=()).national["aid"] for each in (after, early)]
    assert two[0] == two[1]


def test_much_of_an_outcome_comes_by_itself() -> None:
    last, next_year = said("N million in 2020, N million in 2021, then nobody")
    name = "indicator.out_of_poverty"
    line = block("out_of_poverty")["indicator"]["out_of_poverty"] | {"weight": 0.0}
    found = series(
        simulate(changed({name: line}, years=[1996, 2022]), levels=()), "true_out_of_poverty"
    )
    assert shown(found[2020] / 1e6, last)
    assert shown(found[2021] / 1e6, next_year)
    assert found[2022] == 0.0
    relapsed = series(untouched(), "relapsed")
    assert not any(relapsed[year] for year in range(2011, 2021))
    alone, most = growth(untouched("no_collaboration", 2025)), growth(untouched("history", 2025))
    spans = said("N % a year in N-N, N % in N-N, N % in N-N")
    for rate, first, end in zip(spans[::3], spans[1::3], spans[2::3], strict=True):
        years = range(int(first), int(end) + 1)
        assert all(shown(alone[year], rate) for year in years), alone
    (top,) = said("in `history` by N % at most from 2017 on")
    assert shown(max(each for year, each in most.items() if year >= 2017), top)


def growth(record: Record) -> dict[int, float]:
    """Return by how many percent rural income of recipients grew on the year before."""
    income = series(record, "rural_income_recipients")
    return {year: 100 * (income[year] / income[year - 1] - 1) for year in record.years[1:]}


def test_a_full_ratchet_asks_for_a_percentage_more() -> None:
    least, most = said("aid grows by N to N % a year in 2018-2020")
    line = block("bound = 1000.0")["indicator"]["aid"]
    others = ("leadership", "talent", "industry", "labour", "society")
    values = {f"indicator.{name}.weight": 0.0 for name in others}
    values |= {"indicator.aid": line, "grade.bars": [100.0, 110.0]} | NO_STAKES
    values["reward.career"] = [0.0, 5000.0, 10000.0]
    record = simulate(changed(values, **{"change.2019.drop": True}), levels=())
    aid = series(record, "aid")
    rises = [100 * (aid[year] / aid[year - 1] - 1) for year in (2018, 2019, 2020)]
    assert shown(min(rises), least)
    assert shown(max(rises), most)


def test_money_alone_brings_little_and_stakes_that_ship_are_high() -> None:
    (little,) = said("`reward.money = [0.0, 0.0, 2.5, 5.0]` brings N of aid")
    assert shown(late(NO_STAKES | {"reward.money": [0.0, 0.0, 2.5, 5.0]}), little)
    worth, cost = said("is worth N to Fujian, all its effort costs N (")
    story = explain(changed({}), "35", 2019)
    assert isinstance(story, GovernmentStory)
    assert round(story.grades[-1].worth, -2) == float(worth)
    assert shown(story.shared_cost + sum(task.effort_cost for task in story.tasks), cost)


def test_the_governments_that_are_ranked_are_as_many_as_the_page_says() -> None:
    counts = said("N to N in the East, N to N in the West, N and N in `tiny`")
    few, many = map(int, counts[:2])
    east = []
    whole = changed({}, years=[2013, 2021])
    simulate(whole, levels=(), after=lambda *now: east.append(graded(*now)))
    assert (min(east), max(east)) == (few, many)


def graded(context: Any, state: Any, year: Any) -> int:
    """Return how many eastern governments of the top tier have a grade."""
    return int(np.sum(state.east.grade[: context.east.tops] >= 0))
