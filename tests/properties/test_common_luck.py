"""Two scenarios share luck: hardly more firms choose otherwise than must."""

from dataclasses import replace

import numpy as np
import pytest
from tests.properties.test_market_properties import firms_of, invest, offers_of

from eastwest.backend import using
from eastwest.behaviour.firms import FirmLocation
from eastwest.streams import run_key

RULE = FirmLocation(attention=1.0, home=2.0)
MANY = 100_000


@pytest.fixture(scope="module")
def firms():
    return firms_of(np.random.default_rng(8), MANY)


@pytest.fixture(scope="module")
def before():
    return offers_of(np.random.default_rng(20), 60)


@pytest.fixture(scope="module")
def after(before):
    """A subsidy of a fifth of the capital more for those who come through three of the dyads."""
    return replace(before, subsidy=before.subsidy + 0.2 * (np.arange(before.subsidy.size) < 3))


def went(firms, offers):
    """Where each firm is at the end of the year: place and dyad as one number, -1 at home."""
    found, entries = np.full(MANY, -1), invest(RULE, 0, firms, offers)
    found[entries.rows] = 1000 * entries.place + entries.dyad
    return found


def shares(firms, offers):
    """Logit shares by firm and slot; home is what is left. A county counts once, at its best."""
    rows, key = np.arange(MANY), run_key(1, 0)
    among = RULE.candidates(key, 2001, firms, rows, offers)
    utility = sum(RULE.terms(firms, rows, among, offers).values())
    worth = np.where(among.known, np.exp(utility), 0.0)
    county, slots = among.county, np.arange(utility.shape[1])
    for slot in slots:
        same = (county == county[:, [slot]]) & (slots != slot)
        better = (worth > worth[:, [slot]]) | ((worth == worth[:, [slot]]) & (slots < slot))
        worth[(same & better).any(axis=1), slot] = 0.0
    return worth / (np.exp(RULE.home) + worth.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("name", ["numpy", "compiled"])
def test_firms_that_switch_are_hardly_more_than_the_total_variation_bound(
    firms, before, after, name
):
    if name != "numpy":
        pytest.importorskip("numba")
    with using(name):
        switched = np.count_nonzero(went(firms, before) != went(firms, after))
    old, new = shares(firms, before), shares(firms, after)
    at_home = np.abs(old.sum(axis=1) - new.sum(axis=1))
    bound = 0.5 * (np.abs(old - new).sum() + at_home.sum())
    assert switched > 3000
    assert 0.95 * bound <= switched <= 1.05 * bound
