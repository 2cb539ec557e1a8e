"""Where social organizations work and whom they reach, on worlds worked out by hand."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from eastwest.behaviour.organizations import Openings, OrganizationService, Service
from eastwest.behaviour.paths import Paths
from eastwest.streams import identity, run_key
from eastwest.vocabulary import FIELDS

KEY = run_key(7, 0)


@dataclass(frozen=True)
class Organizations:
    home: np.ndarray
    field: np.ndarray
    means: np.ndarray
    identity: np.ndarray


def numbers(prefix, count):
    return np.array([identity(f"{prefix}{i}") for i in range(count)], dtype=np.uint64)


def organizations(count, **columns):
    none = np.zeros(count, dtype=np.int64)
    table = Organizations(none, none, np.full(count, 1000.0), numbers("O", count))
    return replace(table, **columns)


def paths(places, donor=0, order=None, counties=None):
    """One dyad of a province cares for these places, given in some order."""
    order = np.arange(places) if order is None else order
    counties = np.ones(len(order)) if counties is None else counties
    link = (np.zeros(len(order), dtype=np.int64), order, counties)
    return Paths.of(np.full(1, donor), link, numbers("P", places), 10)


def openings(places=3, **columns):
    """One dyad from province 0 cares for all places."""
    table = Openings(
        paths=paths(places),
        identity=numbers("P", places),
        need=np.full((places, len(FIELDS)), 0.5),
        visibility=np.zeros(places),
        company=np.zeros(places),
        mobilisation=np.zeros(1),
        tie=np.zeros(1),
        platform=0.0,
    )
    return replace(table, **columns)


def away(count):
    return np.full(count, -1)


def serve(rule, count, table, host=None, dyad=None, **columns):
    host = away(count) if host is None else host
    dyad = away(count) if dyad is None else dyad
    return rule(KEY, 2000, organizations(count, **columns), host, dyad, table)


def shares(service, places):
    return np.bincount(service.host + 1, minlength=places + 1) / service.host.size


class TestChoice:
    def test_shares_are_those_worked_out_by_hand(self):
        rule = OrganizationService(attention=1.0, home=0.0, visibility=1.0)
        table = openings(visibility=np.log([1.0, 2.0, 3.0]))
        expected = np.array([1.0, 1 / 3, 2 / 3, 3 / 3]) / 3.0
        np.testing.assert_allclose(shares(serve(rule, 8000, table), 3), expected, atol=0.02)

    def test_a_row_for_many_counties_counts_as_many(self):
        rule = OrganizationService(attention=1.0, home=0.0)
        table = openings(places=2, paths=paths(2, counties=np.array([1.0, 3.0])))
        np.testing.assert_allclose(
            shares(serve(rule, 8000, table), 2), [1 / 2, 1 / 8, 3 / 8], atol=0.02
        )

    def test_order_of_links_does_not_matter(self):
        rule = OrganizationService(attention=1.0, home=0.0)
        table = openings(places=5, visibility=np.linspace(0.0, 1.0, 5))
        order = np.array([4, 2, 0, 1, 3])
        turned = replace(table, paths=paths(5, order=order))
        np.testing.assert_array_equal(serve(rule, 500, table).host, serve(rule, 500, turned).host)

    def test_need_counts_as_far_as_a_platform_shows_it(self):
        rule = OrganizationService(attention=1.0, home=-5.0)
        need = np.repeat([[0.1], [0.5], [0.9]], len(FIELDS), axis=1)
        met = []
        for platform in (0.0, 0.5, 1.0):
            host = serve(rule, 2000, openings(need=need, platform=platform)).host
            met.append(need[host, 0].mean())
        assert met[0] == pytest.approx(0.5, abs=0.03)
        assert met[0] < met[1] - 0.05 < met[2] - 0.1

    def test_each_field_has_its_own_need(self):
        rule = OrganizationService(attention=1.0, home=-9.0, need=10.0)
        need = np.zeros((2, len(FIELDS)))
        need[0, 1] = need[1, 2] = 1.0
        field = np.repeat([1, 2], 200)
        host = serve(rule, 400, openings(places=2, need=need, platform=1.0), field=field).host
        assert (host[field == 1] == 0).mean() > 0.95
        assert (host[field == 2] == 1).mean() > 0.95

    def test_without_a_platform_praised_places_draw_the_crowd(self):
        table = openings(visibility=np.array([1.0, 0.0, 0.0]))
        crowd = [
            (serve(OrganizationService(attention=1.0, home=0.0), 3000, each).host == 0).mean()
            for each in (table, replace(table, platform=1.0))
        ]
        assert crowd[0] > 1.4 * crowd[1]

    def test_inattentive_organizations_stay_where_they_are(self):
        rule = OrganizationService(attention=0.0)
        host, dyad = np.array([-1, 0, 2]), np.array([-1, 0, 0])
        service = serve(rule, 3, openings(), host, dyad)
        np.testing.assert_array_equal(service.host, host)
        np.testing.assert_array_equal(service.dyad, dyad)

    def test_inertia_keeps_organizations_in_place(self):
        kept = [
            (
                serve(
                    OrganizationService(attention=1.0, inertia=inertia),
                    2000,
                    openings(),
                    np.zeros(2000, dtype=np.int64),
                    np.zeros(2000, dtype=np.int64),
                ).host
                == 0
            ).mean()
            for inertia in (0.0, 2.0, 8.0)
        ]
        assert kept[0] < kept[1] < kept[2]
        assert kept[2] > 0.95

    def test_without_places_nobody_leaves_home(self):
        empty = openings(places=0, need=np.zeros((0, len(FIELDS))))
        assert set(serve(OrganizationService(attention=1.0), 50, empty).host) == {-1}

    def test_without_organizations_everything_is_empty(self):
        service = serve(OrganizationService(), 0, openings())
        assert service.host.size == service.reached.size == 0

    def test_an_unpaired_home_keeps_its_organizations(self):
        table = openings(paths=paths(3, donor=1))
        rule = OrganizationService(attention=1.0, home=-5.0)
        assert set(serve(rule, 50, table).host) == {-1}
        far = np.full(50, 9)
        assert set(serve(rule, 50, table, home=far).host) == {-1}

    def test_a_place_of_a_past_pairing_can_be_kept(self):
        rule = OrganizationService(attention=1.0, inertia=9.0)
        table = openings(paths=paths(3, order=np.ones(1, dtype=np.int64)))
        host = np.full(100, 2)
        assert (serve(rule, 100, table, host, np.zeros(100, dtype=np.int64)).host == 2).all()


class TestService:
    def at_work(self, table, **changed):
        rule = OrganizationService(attention=0.0, **changed)
        one = np.zeros(1, dtype=np.int64)
        return serve(rule, 1, table, one, one)

    def test_intensity_grows_with_mobilisation_up_to_full_work(self):
        levels = [
            self.at_work(openings(mobilisation=np.full(1, norm))).intensity[0]
            for norm in (0.0, 0.5, 1.0, 3.0)
        ]
        assert levels == pytest.approx([0.3, 0.65, 1.0, 1.0])

    @pytest.mark.parametrize(("bonus", "reached"), [(0.2, 330.0), (0.0, 300.0), (-0.2, 270.0)])
    def test_firms_near_change_whom_it_reaches_by_the_coefficient(self, bonus, reached):
        table = openings(company=np.full(3, 0.5))
        assert self.at_work(table, company=bonus).reached == pytest.approx([reached])

    def test_organizations_at_home_reach_nobody_in_the_west(self):
        service = serve(OrganizationService(attention=0.0), 4, openings(company=np.ones(3)))
        assert service.reached.tolist() == service.intensity.tolist() == [0.0] * 4

    def test_people_reached_add_up_by_place_and_field(self):
        host = np.array([1, -1, 1, 0, 1])
        field = np.array([2, 0, 2, 4, 0])
        service = Service(host, host, np.ones(5), np.array([10.0, 0.0, 5.0, 2.0, 1.0]))
        table = service.by_place(field, 3)
        assert table.shape == (3, len(FIELDS))
        assert (table[1, 2], table[0, 4], table[1, 0], table.sum()) == (15.0, 2.0, 1.0, 18.0)
