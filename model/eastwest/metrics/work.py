"""What was done: by the channels, by firms, by organizations, and with whose money."""

from eastwest.accounting import ACCOUNT
from eastwest.context import Context, Year
from eastwest.metrics.means import Numbers
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, CHANNELS


def channels(context: Context, state: State) -> Numbers:
    """Return what the channels did, all dyads together."""
    done = dict(zip(CHANNELS, state.dyads.activity.sum(axis=0).tolist(), strict=True))
    return {
        "aid": done["aid"],
        "donations": done["society"],
        "donations_forced": float(state.dyads.forced.sum()),
        "purchases": done["consumption"],
        "workers_placed": done["labour"],
        "workers_placed_poor": context.scenario.tables.channel.labour.poor_share * done["labour"],
        "workers_kept": float(state.places.kept.sum()),
        "migrants": float(state.places.migrants.sum()),
    }


def market(context: Context, state: State, year: Year) -> Numbers:
    """Return firms, capital, people exchanged and people reached."""
    talent = context.scenario.tables.channel.talent
    price = context.scenario.tables.channel.ecology.land_price
    moved = float(state.dyads.activity[:, CHANNEL["talent"]].sum())
    organizations = context.world.organizations
    return {
        "firms_entered": state.firms_entered,
        "firms_left": state.firms_left,
        "firms_active": context.world.firms.weight * float(len(year.hosted.rows)),
        "investment_pledged": year.capital_pledged,
        "investment_landed": year.capital_landed,
        "capital": float(state.places.capital.sum()),
        "jobs": float(state.places.jobs.sum()),
        "quota_sales": price * float(year.quotas.sum()),
        "public_money": _public_money(state),
        "cadres_east_to_west": (1.0 - talent.from_west) * moved,
        "cadres_west_to_east": talent.from_west * moved,
        "officials_exchanged": talent.officials * moved,
        "organizations_active": organizations.weight * float((state.organizations.host >= 0).sum()),
        "people_reached": float(state.places.reached.sum()),
    }


def _public_money(state: State) -> float:
    """Return what the centre and eastern budgets paid in the year. [1e8 yuan]."""
    return sum(float(state.flow[ACCOUNT[payer]].sum()) for payer in ("centre", "east_budgets"))
