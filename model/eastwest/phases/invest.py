"""Firms choose where to invest and whether to stay; their capital is industry's activity."""

from dataclasses import dataclass, replace

import numpy as np

from eastwest.behaviour.firms import Entries
from eastwest.behaviour.market import FirmColumns, Offers
from eastwest.behaviour.survival import Fates, Tenants
from eastwest.columns import share, sums, total
from eastwest.context import Context, Year
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, RECIPIENT, STOCKS, Floats, Ints

INDUSTRY, SOCIETY = CHANNEL["industry"], CHANNEL["society"]


@dataclass(frozen=True, slots=True)
class Support:
    """What firms in the West get and give this year, over their capital, a row each.

    Args:
        rows: Of the firms.
        host, capital: The place and the capital of each, before any leaves. [1e8 yuan]
        link: Through which each came, -1 where none is left or nothing is asked of it.
        subsidy: Paid by the East.
        interest: Saved, as the centre pays it to banks.
        donation: Forced.
    """

    rows: Ints
    host: Ints
    capital: Floats
    link: Ints
    subsidy: Floats
    interest: Floats
    donation: Floats

    @property
    def net(self) -> Floats:
        """Return what it adds to profit."""
        return self.subsidy + self.interest - self.donation


def invest(context: Context, state: State, year: Year) -> None:
    """Let failing firms leave and others come; write firms, their part in links, dyads' work."""
    offered = offers(context, state, year)
    columns = firms_now(context, state)
    support = support_of(context, state, year, offered)
    year.capital_before = context.world.firms.weight * total(support.capital)
    donate(context, state, year, support)
    fates = fates_of(context, state, year, columns, offered, support)
    leave(context, state, year, fates, support)
    state.firms.age[fates.rows[~fates.leaves]] += 1
    location = context.scenario.tables.firm.location
    entries = location(context.key, year.year, columns, state.firms.host, offered)
    come(state, entries)
    year.hosted = np.flatnonzero(state.firms.host >= 0)
    _industry(context, state, year, entries)
    _dyads(context, state, year, entries)
    state.dyads.unguided = location.unguided(offered)


def firms_now(context: Context, state: State) -> FirmColumns:
    """Return the columns of firms with the birth numbers of those who live now."""
    return replace(context.world.firms, identity=state.firms.identity)


def offers(context: Context, state: State, year: Year) -> Offers:
    """Return what the year offers to firms."""
    world, links, plan = context.world, year.links, year.plan
    matching = dyad_mean(links.joint[:, INDUSTRY], year)
    table = context.scenario.tables.channel.industry
    east = share(
        sums(context.dyads.east, state.dyads.effort, len(world.east.id)),
        context.east.full * year.counties["east"][:, None],
    )
    stock = state.places.stock
    people = context.rural_people(year.index) * context.is_donor
    rich = (people * state.places.income).sum() / people.sum()
    return Offers(
        identity=context.place_identity,
        province=world.places.province,
        counties=np.where(world.places.kind == RECIPIENT, world.places.counties, 0.0),
        infrastructure=stock[:, STOCKS.index("infrastructure")],
        environment=stock[:, STOCKS.index("environment")],
        need=year.levers.orientation * year.need,
        wage_gap=np.log(rich / state.places.income),
        endowment=world.places.endowment,
        donor=world.east.province[context.dyads.east],
        matching=matching,
        subsidy=year.levers.subsidy * table.subsidy * matching.clip(max=1.0),
        tie=state.dyads.firm_tie,
        pressure=year.levers.pressure * east[context.dyads.east, INDUSTRY].clip(max=1.0),
        bluff=np.full(len(matching), table.bluff * pledge_share(year)),
        link_dyad=plan.link_dyad,
        link_place=plan.link_place,
        link_counties=plan.link_counties,
        distance=world.distance,
        property_security=year.levers.property_security,
        capital_level=float(world.capital_level[year.index]),
        credit=year.levers.credit * table.interest,
        donation=year.levers.forced_donation,
        platform=year.levers.firm_platform,
    )


def pledge_share(year: Year) -> float:
    """Return how much of the East's industry score is pledges; that is what bluff pays for."""
    return year.regime.pledge_share("industry")


def dyad_mean(values: Floats, year: Year) -> Floats:
    """Return the mean over a dyad's counties, zero for dyads without any, shape (dyads,)."""
    plan = year.plan
    total = sums(plan.link_dyad, values * plan.link_counties, len(plan.active))
    return share(total, plan.counties)


def support_of(context: Context, state: State, year: Year, offered: Offers) -> Support:
    """Return what supports firms, for some years after they came, and what they must give."""
    firms, table = state.firms, context.scenario.tables.channel.industry
    rows = np.flatnonzero(firms.host >= 0)
    dyad, is_new = firms.dyad[rows], firms.age[rows] < table.subsidy_years
    host, link = firms.host[rows], np.full(len(rows), -1)
    if offered.donation > 0.0:  # nothing else asks for it
        link = _link_of(context, year, dyad, host)
    return Support(
        rows=rows,
        host=host,
        capital=firms.capital[rows],
        link=link,
        subsidy=np.append(offered.subsidy, 0.0)[dyad] * is_new,
        interest=np.where(is_new, offered.credit, 0.0),
        donation=np.where(link >= 0, offered.donation, 0.0),
    )


def donate(context: Context, state: State, year: Year, support: Support) -> None:
    """Add to the links' donations what firms are made to give that came through their dyad."""
    given = support.donation * context.world.firms.weight * support.capital
    forced = _on_links(year, support.link, given)
    year.links.activity[:, SOCIETY] += forced
    year.links.pledge[:, SOCIETY] += forced
    state.dyads.forced = sums(year.plan.link_dyad, forced, len(year.plan.active))
    year.forced = float(forced.sum())


def fates_of(
    context: Context,
    state: State,
    year: Year,
    columns: FirmColumns,
    offered: Offers,
    support: Support,
) -> Fates:
    """Return what becomes of hosted firms."""
    survival = context.scenario.tables.firm.survival
    tenants, company = tenants_of(support), company_of(context, state)
    return survival(context.key, year.year, columns, tenants, offered, company)


def tenants_of(support: Support) -> Tenants:
    """Return the hosted firms."""
    return Tenants(support.rows, support.host, support.capital, support.net)


def company_of(context: Context, state: State) -> Floats:
    """Return the presence of organizations at places, in [0, 1]."""
    host = state.organizations.host
    return presence(context, host[host >= 0], context.world.organizations.weight)


def leave(context: Context, state: State, year: Year, fates: Fates, support: Support) -> None:
    """Let firms that fail go home or give their row to a newborn; write firms."""
    firms, weight = state.firms, context.world.firms.weight
    gone = fates.rows[fates.leaves]
    year.capital_returned = weight * float(fates.returned.sum())
    year.capital_lost = weight * float(fates.lost.sum())
    year.subsidies = weight * float((support.subsidy * support.capital).sum())
    year.interest = weight * float((support.interest * support.capital).sum())
    state.firms_left = weight * float(len(gone))
    firms.identity[gone] = fates.identity[fates.leaves]
    firms.host[gone] = -1
    firms.dyad[gone] = -1
    firms.age[gone] = 0
    for column in (firms.capital, firms.pledged, firms.jobs, firms.tie):
        column[gone] = 0.0


def presence(context: Context, here: Ints, weight: float) -> Floats:
    """Return n / (1 + n) for the number n of real actors a county, shape (places,).

    Args:
        here: The place of each row that is at some place.
    """
    places = context.world.places
    number = sums(here, np.full(len(here), weight), len(places.id))
    a_county = share(number, places.counties)
    return a_county / (1.0 + a_county)


def come(state: State, entries: Entries) -> None:
    """Write what firms that invest this year bring."""
    firms, rows = state.firms, entries.rows
    firms.host[rows] = entries.place
    firms.dyad[rows] = entries.dyad
    firms.capital[rows] = entries.landed
    firms.pledged[rows] = entries.pledged
    firms.jobs[rows] = entries.jobs
    firms.age[rows] = 0


def _industry(context: Context, state: State, year: Year, entries: Entries) -> None:
    """Write the links' landed and pledged capital, and what came some years ago and lasts."""
    firms, weight = state.firms, context.world.firms.weight
    cohort = context.scenario.tables.channel.industry.cohort
    old = year.hosted[firms.age[year.hosted] == cohort]
    came = _link_of(context, year, entries.dyad, entries.place)
    stayed = _link_of(context, year, firms.dyad[old], firms.host[old])
    links = year.links
    links.activity[:, INDUSTRY] = weight * _on_links(year, came, entries.landed)
    links.pledge[:, INDUSTRY] = weight * _on_links(year, came, entries.pledged)
    links.result[:, INDUSTRY] = weight * _on_links(year, stayed, firms.capital[old])


def _on_links(year: Year, link: Ints, values: Floats) -> Floats:
    """Add up firms' values on the links they came through; others (-1) are left out."""
    return sums(link[link >= 0], values[link >= 0], len(year.plan.link_dyad))


def _link_of(context: Context, year: Year, dyad: Ints, place: Ints) -> Ints:
    """Return the link through which each firm came to its place, -1 where there is none.

    Links are sorted by dyad and place, so that their names rise.
    """
    places, plan = len(context.world.places.id), year.plan
    name = plan.link_dyad * places + plan.link_place
    wanted = dyad.astype(np.int64) * places + place
    at = np.searchsorted(name, wanted).clip(max=max(len(name) - 1, 0))
    if not len(name):
        return np.full(len(wanted), -1)
    return np.where((dyad >= 0) & (name[at] == wanted), at, -1)


def _dyads(context: Context, state: State, year: Year, entries: Entries) -> None:
    """Add up links to dyads, and count firms."""
    dyads, plan, links = state.dyads, year.plan, year.links
    number, weight = len(plan.active), context.world.firms.weight
    dyads.activity = sums(plan.link_dyad, links.activity, number)
    dyads.pledge = sums(plan.link_dyad, links.pledge, number)
    dyads.result = sums(plan.link_dyad, links.result, number)
    came = entries.dyad[entries.dyad >= 0]
    there = state.firms.dyad[year.hosted]
    dyads.entered = weight * np.bincount(came, minlength=number).astype(float)
    dyads.active = weight * np.bincount(there[there >= 0], minlength=number).astype(float)
    state.firms_entered = weight * float(len(entries.rows))
    year.capital_landed = weight * total(entries.landed)
    year.capital_pledged = weight * total(entries.pledged)
