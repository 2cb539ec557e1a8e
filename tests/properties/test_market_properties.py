"""What holds for firms and organizations in any world: invariance, monotony, identity."""

from dataclasses import dataclass, fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from eastwest.behaviour.firms import FirmLocation
from eastwest.behaviour.ground import Ground
from eastwest.behaviour.market import Offers
from eastwest.behaviour.organizations import Openings, OrganizationService
from eastwest.behaviour.paths import Paths
from eastwest.behaviour.survival import FirmSurvival, Tenants
from eastwest.streams import run_key
from eastwest.vocabulary import FIELDS, SECTORS

PROVINCES, DYADS = 6, 5
EAGER = FirmLocation(attention=0.8, home=2.5)
seeds = st.integers(0, 2**32 - 1)


@dataclass(frozen=True)
class Firms:
    home: np.ndarray
    sector: np.ndarray
    scale: np.ndarray
    productivity: np.ndarray
    is_state: np.ndarray
    orientation: np.ndarray
    identity: np.ndarray


@dataclass(frozen=True)
class Organizations:
    home: np.ndarray
    field: np.ndarray
    means: np.ndarray
    identity: np.ndarray


def born(rng, count):
    return rng.integers(0, 2**63, count, dtype=np.uint64)


def firms_of(rng, count):
    return Firms(
        home=np.sort(rng.integers(0, 4, count)),
        sector=rng.integers(0, len(SECTORS), count),
        scale=rng.lognormal(-1.0, 1.0, count),
        productivity=rng.normal(size=count),
        is_state=rng.random(count) < 0.3,
        orientation=rng.lognormal(0.0, 0.5, count),
        identity=born(rng, count),
    )


def links_of(rng, places):
    links = rng.permutation(places)[: rng.integers(0, places + 1)]
    return {
        "donor": rng.integers(0, 4, DYADS),
        "link_dyad": rng.integers(0, DYADS, links.size),
        "link_place": links,
        "link_counties": rng.integers(1, 5, links.size) / 2,
    }


def offers_of(rng, places):
    donor, *link = links_of(rng, places).values()
    province = rng.integers(4, PROVINCES, places)
    ground = Ground.of(
        donor=donor,
        link=tuple(link),
        counties=rng.integers(0, 4, places).astype(float),
        identity=born(rng, places),
        province=province,
        homes=PROVINCES,
    )
    return Offers(
        ground=ground,
        province=province,
        infrastructure=rng.random(places) / 2,
        environment=rng.random(places),
        need=rng.random(places),
        wage_gap=rng.random(places),
        endowment=rng.normal(size=(places, len(SECTORS))),
        matching=rng.random(DYADS),
        subsidy=rng.random(DYADS) / 5,
        tie=rng.random(DYADS) / 2,
        pressure=rng.random(DYADS),
        bluff=rng.random(DYADS) * 3,
        distance=rng.random((PROVINCES, PROVINCES)) * 3000,
        property_security=float(rng.random()),
    )


def openings_of(rng, places):
    identity, (donor, *link) = born(rng, places), links_of(rng, places).values()
    return Openings(
        paths=Paths.of(donor, tuple(link), identity, PROVINCES),
        identity=identity,
        need=rng.random((places, len(FIELDS))),
        visibility=rng.random(places),
        company=rng.random(places),
        mobilisation=rng.random(DYADS),
        tie=rng.random(DYADS) / 2,
        platform=float(rng.random()),
    )


def only(table, rows):
    return type(table)(**{each.name: getattr(table, each.name)[rows] for each in fields(table)})


def invest(rule, world, table, offers):
    return rule(run_key(1, world), 2001, table, np.full(table.home.size, -1), offers)


@given(seeds)
def test_a_firm_alone_decides_as_it_does_in_the_crowd(seed):
    rng = np.random.default_rng(seed)
    table, offers = firms_of(rng, 60), offers_of(rng, 15)
    crowd = invest(EAGER, 0, table, offers)
    for row in range(0, 60, 7):
        alone = invest(EAGER, 0, only(table, [row]), offers)
        at = np.flatnonzero(crowd.rows == row)
        for name in ("place", "dyad", "landed", "pledged", "jobs"):
            assert getattr(alone, name).tobytes() == getattr(crowd, name)[at].tobytes(), name


@given(seeds)
def test_a_firm_alone_has_the_utility_that_it_has_in_the_crowd(seed):
    rng = np.random.default_rng(seed)
    table, offers, rows = firms_of(rng, 33), offers_of(rng, 15), np.arange(33)
    key = run_key(1, 0)
    together = EAGER.terms(table, rows, EAGER.candidates(key, 2001, table, rows, offers), offers)
    for row in (0, 15, 32):
        among = EAGER.candidates(key, 2001, table, rows[row : row + 1], offers)
        alone = EAGER.terms(table, rows[row : row + 1], among, offers)
        for name, term in together.items():
            assert alone[name].tobytes() == term[row].tobytes(), name


@given(seeds)
def test_order_of_firms_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    table, offers = firms_of(rng, 80), offers_of(rng, 15)
    order = rng.permutation(80)
    straight, turned = invest(EAGER, 0, table, offers), invest(EAGER, 0, only(table, order), offers)
    by_firm = np.argsort(order[turned.rows])
    np.testing.assert_array_equal(order[turned.rows][by_firm], straight.rows)
    np.testing.assert_array_equal(turned.place[by_firm], straight.place)


def test_chunks_do_not_show():
    rng = np.random.default_rng(3)
    table, offers = firms_of(rng, 6000), offers_of(rng, 40)
    whole = invest(EAGER, 0, table, offers)
    half = invest(EAGER, 0, only(table, np.arange(3000)), offers)
    np.testing.assert_array_equal(whole.rows[whole.rows < 3000], half.rows)
    np.testing.assert_array_equal(whole.place[whole.rows < 3000], half.place)


@given(seeds)
def test_a_new_candidate_disturbs_only_those_who_choose_it(seed):
    rng = np.random.default_rng(seed)
    table, offers = firms_of(rng, 200), offers_of(rng, 15)
    wider = replace(EAGER, other=EAGER.other + 1)
    key, rows = run_key(1, 0), np.arange(200)
    new = wider.candidates(key, 2001, table, rows, offers).place[:, -1:]
    before, after = np.full(200, -1), np.full(200, -1)
    few, many = invest(EAGER, 0, table, offers), invest(wider, 0, table, offers)
    before[few.rows], after[many.rows] = few.place, many.place
    changed = before != after
    if new.size:
        assert (after[changed] == new[changed, 0]).all()


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("infrastructure", 0.3),
        ("environment", 0.3),
        ("wage_gap", 0.5),
        ("subsidy", 0.1),
        ("tie", 0.3),
        ("matching", 0.5),
        ("property_security", 1.0),
    ],
)
@given(seed=seeds)
def test_whoever_invests_still_does_when_the_offer_is_better(name, step, seed):
    rng = np.random.default_rng(seed)
    table, offers = firms_of(rng, 150), offers_of(rng, 15)
    better = np.minimum(getattr(offers, name) + step, 1.0)
    if name == "property_security":
        better = float(better)
    before = invest(EAGER, 0, table, offers)
    after = invest(EAGER, 0, table, replace(offers, **{name: better}))
    assert set(before.rows) <= set(after.rows)


def test_pressure_moves_state_firms_and_keeps_private_ones_away():
    rng = np.random.default_rng(5)
    table, offers = firms_of(rng, 8000), replace(offers_of(rng, 60), pressure=np.zeros(DYADS))
    calm = invest(EAGER, 0, table, offers)
    pressed = invest(EAGER, 0, table, replace(offers, pressure=np.ones(DYADS)))
    assert table.is_state[pressed.rows].sum() > 1.1 * table.is_state[calm.rows].sum()
    assert (~table.is_state[pressed.rows]).sum() < 0.95 * (~table.is_state[calm.rows]).sum()


@given(seeds)
def test_survival_never_rises_when_subsidy_ends(seed):
    rng = np.random.default_rng(seed)
    table, offers = firms_of(rng, 200), offers_of(rng, 15)
    host = rng.integers(0, 15, 200)
    key, rule = run_key(1, 0), FirmSurvival()
    kept, ended = (
        rule(
            key,
            2001,
            table,
            Tenants(np.arange(200), host, np.ones(200), np.full(200, support)),
            offers,
            np.zeros(15),
        )
        for support in (0.1, 0.0)
    )
    assert not (kept.leaves & ~ended.leaves).any()
    assert not (kept.bankrupt & ~ended.bankrupt).any()


@given(seeds)
def test_a_hosted_firm_alone_fares_as_it_does_in_the_crowd(seed):
    rng = np.random.default_rng(seed)
    table, offers = firms_of(rng, 50), offers_of(rng, 15)
    rows = np.arange(50)
    tenants = Tenants(rows, rng.integers(0, 15, 50), rng.random(50), rng.random(50) / 10)
    company = rng.random(15)
    key, rule = run_key(1, 0), FirmSurvival()
    crowd = rule(key, 2001, table, tenants, offers, company)
    for row in range(0, 50, 7):
        lone = replace(only(tenants, [row]), rows=rows[:1])
        alone = rule(key, 2001, only(table, [row]), lone, offers, company)
        for name in ("profit", "leaves", "bankrupt", "returned", "lost", "identity"):
            assert getattr(alone, name)[0].tobytes() == getattr(crowd, name)[row].tobytes(), name


def test_identities_stay_unique_when_firms_come_and_go():
    rng = np.random.default_rng(11)
    table, offers = firms_of(rng, 3000), offers_of(rng, 40)
    rule, key = FirmSurvival(base=0.0), run_key(1, 0)
    host, rows = rng.integers(0, 40, 3000), np.arange(3000)
    tenants, ever = Tenants(rows, host, np.ones(3000), np.zeros(3000)), []
    ever.append(table.identity)
    for year in range(1996, 2016):
        fates = rule(key, year, table, tenants, offers, np.zeros(40))
        table = replace(table, identity=fates.identity)
        ever.append(fates.identity[fates.bankrupt])
    everybody = np.concatenate(ever)
    assert everybody.size > 5000
    assert np.unique(everybody).size == everybody.size


def serve(rule, table, openings, host, dyad):
    return rule(run_key(1, 0), 2001, table, host, dyad, openings)


def organizations_of(rng, count):
    return Organizations(
        home=rng.integers(0, PROVINCES, count),
        field=rng.integers(0, len(FIELDS), count),
        means=rng.lognormal(6.0, 1.0, count),
        identity=born(rng, count),
    )


@given(seeds)
def test_an_organization_alone_decides_as_it_does_in_the_crowd(seed):
    rng = np.random.default_rng(seed)
    table, openings = organizations_of(rng, 40), openings_of(rng, 15)
    host = rng.integers(-1, 15, 40)
    dyad = np.where(host == -1, -1, rng.integers(0, DYADS, 40))
    rule = OrganizationService(attention=0.8, home=0.5)
    crowd = serve(rule, table, openings, host, dyad)
    for row in range(0, 40, 3):
        alone = serve(rule, only(table, [row]), openings, host[[row]], dyad[[row]])
        for name in ("host", "dyad", "intensity", "reached"):
            assert getattr(alone, name)[0].tobytes() == getattr(crowd, name)[row].tobytes(), name


@given(seeds)
def test_whoever_serves_still_does_when_more_mobilised(seed):
    rng = np.random.default_rng(seed)
    table, openings = organizations_of(rng, 150), openings_of(rng, 15)
    more = replace(openings, mobilisation=openings.mobilisation + 0.5, tie=openings.tie + 0.3)
    rule, home = OrganizationService(attention=0.8, home=1.5), np.full(150, -1)
    before, after = (serve(rule, table, each, home, home) for each in (openings, more))
    assert set(np.flatnonzero(before.host >= 0)) <= set(np.flatnonzero(after.host >= 0))
    assert (after.reached >= before.reached).all()


@given(seeds)
def test_people_reached_are_the_same_by_organization_and_by_place(seed):
    rng = np.random.default_rng(seed)
    table, openings = organizations_of(rng, 60), openings_of(rng, 15)
    rule = OrganizationService(attention=0.8, home=0.0)
    service = serve(rule, table, openings, np.full(60, -1), np.full(60, -1))
    people = service.by_place(table.field, 15)
    np.testing.assert_allclose(people.sum(), service.reached.sum())
    assert (people >= 0).all()


@pytest.mark.parametrize("kind", [FirmLocation, FirmSurvival, OrganizationService])
def test_defaults_lie_in_their_ranges_and_say_where_they_come_from(kind):
    adapter = TypeAdapter(kind)
    assert adapter.validate_json(adapter.dump_json(kind())) == kind()
    for name, annotation in kind.__annotations__.items():
        about = annotation.__metadata__[-1]
        assert about.unit, name
        assert about.source.startswith("assumed"), name
