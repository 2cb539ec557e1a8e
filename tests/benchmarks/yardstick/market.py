"""What a year offers to firms and to social organizations, noted on places and dyads."""

import math

from tests.benchmarks.yardstick.firm import Menu
from tests.benchmarks.yardstick.place import share

from eastwest.vocabulary import CHANNEL, FIELDS

INDUSTRY, SOCIETY = CHANNEL["industry"], CHANNEL["society"]


def open_market(model) -> None:
    """Note what firms meet this year, and count anew."""
    model.capital_before = model.firm_weight * sum(firm.capital for firm in model.firms)
    model.capital_landed = model.capital_pledged = model.capital_returned = 0.0
    model.capital_lost = model.subsidies = 0.0
    model.firms_entered = model.firms_left = 0
    model.unaided = -math.expm1(-model.tables.firm.location.unaided)
    _note_places(model)
    for dyad in model.dyads:
        _note_dyad(model, dyad)
    for link in model.links.values():
        link.landed = link.pledged = link.lasting = 0.0
    _note_menus(model)


def _note_places(model) -> None:
    donors = [place for place in model.places if place.is_donor_side]
    people = sum(place.people for place in donors)
    rich = sum(place.people * place.income for place in donors) / people
    for place in model.places:
        place.company = place.presence_of_organizations
        place.wage_gap = math.log(rich / place.income)
        place.social_need = model.levers.orientation * place.need
        place.firms = place.jobs = place.capital = 0.0


def _note_dyad(model, dyad) -> None:
    rule, channel = model.tables.firm.location, model.channels[INDUSTRY]
    matching = dyad.mean_joint(INDUSTRY)
    guided = rule.guided * matching * (1.0 + dyad.firm_tie)
    dyad.chance = -math.expm1(-rule.unaided - rule.guided * (matching * (1.0 + dyad.firm_tie)))
    dyad.unguided = share(model.unaided, -math.expm1(-rule.unaided - guided))
    dyad.subsidy = model.levers.subsidy * channel.subsidy * min(matching, 1.0)
    east = dyad.east
    work = sum(one.effort[INDUSTRY] for one in east.dyads)
    dyad.pressure = min(share(work, east.side.full[INDUSTRY] * east.cared), 1.0)
    sheet = model.sheets.get("east")
    counted = sheet is not None and INDUSTRY in sheet.lines
    pledge = sheet.lines[INDUSTRY].evidence.pledge if counted else 0.0
    dyad.bluff = channel.bluff * pledge
    dyad.entered = dyad.active = 0.0


def _note_menus(model) -> None:
    """Lay out the counties that firms of each province may hear of, and those open to all."""
    homes = [[] for _ in model.distance]
    for dyad in model.dyads:
        for link in dyad.links:
            homes[dyad.east.province].append((link.place, dyad, link.counties))
    model.menus = [Menu(entries) for entries in homes]
    model.everywhere = Menu(
        [(place, None, place.counties) for place in model.places if place.is_recipient]
    )


def open_service(model) -> None:
    """Note what organizations meet this year."""
    surplus_part = model.tables.channel.labour.surplus
    for place in model.places:
        place.company = place.presence_of_firms
        away = min(share(place.migrants, surplus_part * place.people), 1.0)
        services = 1.0 - place.known("services")
        place.needs = [services, services, 1.0 - place.known("skills"), away, place.need]
        known = [link.dyad.east.praise / (1.0 + link.dyad.east.praise) for link in place.links]
        place.visibility = max(known, default=0.0)
    for dyad in model.dyads:
        dyad.mobilisation = dyad.mean_joint(SOCIETY)
    model.offered = [_mean_and_spread(model, field) for field in range(len(FIELDS))]


def _mean_and_spread(model, field: int) -> tuple[float, float]:
    """Return mean and standard deviation of a need over all links."""
    offered = [link.place.needs[field] for link in model.links.values()]
    if not offered:
        return 0.0, 0.0
    mean = sum(offered) / len(offered)
    return mean, math.sqrt(sum((need - mean) ** 2 for need in offered) / len(offered))
