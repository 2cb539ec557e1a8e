"""Pairs of governments, and the links where they meet a place: work becomes output."""

import math

from tests.benchmarks.yardstick.place import share

from eastwest.vocabulary import CHANNEL, CHANNELS, FIELDS

AID, INDUSTRY, LABOUR = CHANNEL["aid"], CHANNEL["industry"], CHANNEL["labour"]
CONSUMPTION, SERVICES, SOCIETY = CHANNEL["consumption"], CHANNEL["services"], CHANNEL["society"]
NUMBER = len(CHANNELS)


class Dyad:
    """An eastern and a western government that may be paired."""

    def __init__(self, model, row: int, east, west, tie: float) -> None:
        self.model, self.row, self.east, self.west = model, row, east, west
        self.tie = self.firm_tie = self.organization_tie = tie
        self.is_active, self.is_fresh, self.counties, self.links = False, False, 0.0, []
        self.effort, self.activity = [0.0] * NUMBER, [0.0] * NUMBER
        self.pledge, self.result = [0.0] * NUMBER, [0.0] * NUMBER
        self.unguided = self.entered = self.active = 0.0

    def pair(self, is_active: bool) -> None:
        """Begin or end; what ends loses part of its ties."""
        ties = self.model.tables.tie
        kept = ties.kept if self.is_active and not is_active else 1.0
        self.is_fresh = is_active and not self.is_active
        least = ties.start if self.is_fresh else 0.0
        self.is_active = is_active
        self.tie = max(self.tie * kept, least)
        self.firm_tie = max(self.firm_tie * kept, least)
        self.organization_tie = max(self.organization_tie * kept, least)

    def deliver(self) -> None:
        """Spend the East's effort on the dyad's places, needier ones first in aid."""
        part = share(self.counties, self.east.cared) if self.is_active else 0.0
        self.effort = [work * part for work in self.east.work]
        tilt = self.model.channels[AID].tilt
        weights = [math.exp(tilt * link.place.need) for link in self.links]
        total = sum(
            link.counties * weight for link, weight in zip(self.links, weights, strict=True)
        )
        mean = share(total, self.counties)
        full = self.model.east.full
        effort = [share(self.effort[c], full[c] * self.counties) for c in range(NUMBER)]
        for link, weight in zip(self.links, weights, strict=True):
            link.effort = list(effort)
            link.effort[AID] *= share(weight, mean)
            link.deliver()

    def mean_joint(self, column: int) -> float:
        """Return joint output in a channel, the mean over the dyad's counties."""
        return share(sum(link.joint[column] * link.counties for link in self.links), self.counties)

    def add_up(self) -> None:
        """Add up the year's work over the links."""
        for name in ("activity", "pledge", "result"):
            total = [sum(getattr(link, name)[c] for link in self.links) for c in range(NUMBER)]
            setattr(self, name, total)

    def move_ties(self) -> None:
        """Let ties grow by the year's work and fade."""
        ties, full = self.model.tables.tie, self.model.east.full
        work = [0.0] * NUMBER
        if self.is_active:
            work = [share(self.effort[c], full[c] * self.counties) for c in range(NUMBER)]
        self.tie = grown(ties, self.tie, sum(work) / NUMBER)
        self.firm_tie = grown(ties, self.firm_tie, work[INDUSTRY])
        self.organization_tie = grown(ties, self.organization_tie, work[SOCIETY])


def grown(ties, strength: float, work: float) -> float:
    """Return a tie after a year of some work."""
    met = work / (work + ties.half)
    return (strength + ties.grow * met * (1.0 - strength)) * (1.0 - ties.fade)


class Link:
    """The part of a place that a dyad cares for."""

    def __init__(self, model, dyad: Dyad, place, weight: float) -> None:
        self.model, self.dyad, self.place, self.weight = model, dyad, place, weight
        self.counties = weight * place.counties
        self.effort, self.cooperation = [0.0] * NUMBER, [0.0] * NUMBER
        self.joint = [0.0] * NUMBER
        self.activity, self.result, self.pledge = [0.0] * NUMBER, [0.0] * NUMBER, [0.0] * NUMBER
        self.landed = self.pledged = self.lasting = 0.0

    def deliver(self) -> None:
        """Do the work of all channels but industry, which waits for firms."""
        tables = self.model.tables
        self.cooperation = self._cooperate()
        lost = tables.tie.handover if self.dyad.is_fresh else 0.0
        self.joint = [
            (1.0 - lost) * joint_output(tables.joint, e, w, self.dyad.tie)
            for e, w in zip(self.effort, self.cooperation, strict=True)
        ]
        place, labour = self.place, self.model.channels[LABOUR]
        ability = 0.5 * (place.known("skills") + place.known("environment"))
        surplus = labour.surplus * place.people
        gone = place.migrants + place.kept_next
        helped = share(place.reached[FIELDS.index("migrants")], place.placed)
        for column, table in enumerate(self.model.channels):
            if column == INDUSTRY:
                continue
            asked = table.norm * self.counties * self.joint[column]
            if column == AID:
                done = self._send_aid(table, ability)
            elif column == LABOUR:
                left = self.weight * max(surplus - gone, 0.0)
                care = self.joint[SERVICES] + helped
                done = self._place_workers(table, asked, left, care, share(gone, surplus))
            elif column == CONSUMPTION:
                most = max(table.supply * self.counties * ability, 1e-12)
                bought = most * -math.expm1(-asked / most)
                done = bought, table.additional * bought
            else:
                done = asked, asked * (0.5 + 0.5 * min(self.cooperation[column], 1.0))
            self.activity[column], self.result[column] = done
            self.pledge[column] = done[0]

    def _cooperate(self) -> list[float]:
        """Return western effort in programmes: the province's and the county's, by their parts."""
        province, county = self.dyad.west, self.place.county_government
        top = province.in_programmes(province.cared)
        if county is None:
            return top
        part = province.side.conduct.subcontract
        below = county.in_programmes(county.weight * province.cared)
        return [(1.0 - part) * a + part * b for a, b in zip(top, below, strict=True)]

    def _send_aid(self, table, ability: float) -> tuple[float, float]:
        sent = table.norm * self.counties * self.effort[AID]
        able = ability * (0.5 + 0.5 * min(self.cooperation[AID], 1.0))
        most = max(table.absorbed * self.counties * able, 1e-12)
        return sent, most * -math.expm1(-sent / most)

    def _place_workers(
        self, table, asked: float, surplus: float, care: float, coverage: float
    ) -> tuple[float, float]:
        placed = surplus * -math.expm1(-asked / max(surplus, 1e-9))
        kept = table.kept + table.kept_services * min(care, 1.0) - table.kept_coverage * coverage
        return placed, placed * min(max(kept, 0.0), 1.0)


def joint_output(table, effort: float, cooperation: float, tie: float) -> float:
    """Return output in norms of eastern and western effort; nil where the East does nothing."""
    if effort <= 0.0:
        return 0.0
    a, r, west = table.east, table.exponent, table.own + cooperation
    if abs(r) < 1e-9:
        output = effort**a * west ** (1.0 - a)
    else:
        whole = (a * effort**r + (1.0 - a) * west**r) ** (1.0 / r)
        alone = (1.0 - a) ** (1.0 / r) if r > 0.0 else 0.0
        output = max(whole - alone * west, 0.0) / (1.0 - alone)
    return output * (1.0 - table.tie + table.tie * tie)
