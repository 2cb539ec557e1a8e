"""Dated series, and the series that the model is given."""

import numpy as np
import pytest

from eastwest.series import dated, shares, side_by_side
from eastwest.world.facts import read_facts
from eastwest.world.provinces import provinces
from eastwest.world.trends import trend_gdp, trend_income


def years(*given: int) -> np.ndarray:
    return np.array(given)


def test_growth_is_constant_between_data_years() -> None:
    path = dated({2000: 100.0, 2010: 400.0}, np.arange(2000, 2011), 0.0)
    assert path[5] == pytest.approx(200)
    assert path[1:] / path[:-1] == pytest.approx(np.full(10, 4**0.1))


def test_a_data_year_gets_its_own_value() -> None:
    known = {1996: 3.7, 2010: 15.1, 2020: 40.2}
    assert dated(known, years(1996, 2010, 2020), 0.05) == pytest.approx(
        [3.7, 15.1, 40.2], rel=0, abs=0
    )


def test_nothing_is_known_before_the_first_year() -> None:
    assert dated({1998: 7.0, 2010: 9.0}, years(1990, 1996, 1998), 0.05) == pytest.approx([7, 7, 7])


def test_growth_after_the_last_year_is_what_is_asked_or_the_last_rate() -> None:
    known = {2010: 100.0, 2020: 200.0}
    assert dated(known, years(2022), 0.05) == pytest.approx([200 * 1.05**2])
    assert dated(known, years(2030), None) == pytest.approx([400])
    assert dated({2010: 5.0}, years(2030), None) == pytest.approx([5])


def test_series_side_by_side_are_those_that_stand_alone() -> None:
    known = [{2010: 1.0, 2020: 3.0}, {2012: 5.0}, {2010: 2.0, 2020: 7.0}, {1996: 1.0, 2012: 2.0}]
    asked = years(2015, 1990, 2020, 2031)
    for growth in (None, 0.05):
        alone = np.array([dated(one, asked, growth) for one in known])
        assert (alone == side_by_side(known, asked, growth).T).all()


def test_a_share_grows_by_steps_up_to_its_cap() -> None:
    known = [{2010: 0.5, 2020: 0.9}, {2020: 0.97}]
    path = shares(known, years(2000, 2010, 2020, 2025, 2060), 0.006, 0.95)
    assert path[:, 0] == pytest.approx([0.5, 0.5, 0.9, 0.93, 0.95])
    assert path[:, 1] == pytest.approx(np.full(5, 0.97))


def test_gdp_of_1996_is_chained_so_that_its_growth_is_that_of_one_vintage() -> None:
    values = read_facts().known.values
    for new, old in zip(values["gdp"], values["gdp_2018_vintage"], strict=True):
        assert new[2010] / new[1996] == pytest.approx(old[2010] / old[1996], rel=1e-4)


def test_chongqing_and_sichuan_share_their_revenue_of_1996_by_gdp() -> None:
    facts = read_facts()
    rows = [facts.known.id.tolist().index(one) for one in ("50", "51")]
    revenue = [facts.known.values["revenue"][row][1996] for row in rows]
    gdp = [facts.known.values["gdp_2018_vintage"][row][1996] for row in rows]
    assert sum(revenue) == pytest.approx(208.98)
    assert revenue[0] / revenue[1] == pytest.approx(gdp[0] / gdp[1], rel=1e-3)


def test_trend_is_that_of_central_provinces_that_never_took_part() -> None:
    facts = read_facts()
    assert facts.known.id[facts.known.trend].tolist() == ["14", "34", "36", "41"]
    assert not provinces(facts, 2010, 2020).has_role[facts.known.trend].any()
    income = trend_income(facts, 2010, 2022)
    assert income[0] == 1
    assert income[1:6] == pytest.approx(np.full(5, 1.1315), abs=5e-5)
    assert income[6:11] == pytest.approx(np.full(5, 1.0849), abs=5e-5)
    assert income[11:] == pytest.approx([1.07, 1.07])


def test_trend_from_1996_to_2010_is_that_of_net_income() -> None:
    facts = read_facts()
    rows = np.flatnonzero(facts.known.trend)
    rural = facts.path("population", years(1996, 2010)) * (
        1 - facts.path("urban_share", years(1996, 2010))
    )
    net = np.array(
        [[facts.known.values["net_income"][row][year] for row in rows] for year in (1996, 2010)]
    )
    means = (net * rural[:, rows]).sum(axis=1) / rural[:, rows].sum(axis=1)
    assert np.prod(trend_income(facts, 1996, 2010)) == pytest.approx(means[1] / means[0], rel=1e-4)


def test_trend_of_gdp_per_head_does_not_depend_on_the_first_year() -> None:
    facts = read_facts()
    assert trend_gdp(facts, 1996, 2030)[15:] == pytest.approx(trend_gdp(facts, 2010, 2030)[1:])


def test_registered_rural_people_are_a_fixed_multiple_of_residents_in_a_year() -> None:
    facts = read_facts()
    table = provinces(facts, 2010, 2040)
    resident = table.population * (1 - table.urban_share)
    multiple = table.rural_registered[0] / resident[0]
    assert multiple[table.id != "54"] == pytest.approx(1.454, abs=1e-3)
    assert table.rural_registered[0].sum() == pytest.approx(963.2e6, rel=1e-3)
    assert (table.rural_registered <= table.population).all()


def test_central_funds_of_2011_to_2015_add_up_to_the_white_paper() -> None:
    funds = read_facts().national("central_funds", np.arange(2011, 2016))
    assert funds.sum() == pytest.approx(1898.4, abs=0.1)
