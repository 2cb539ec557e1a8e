"""Social organizations: each chooses where to work, and reaches people there."""

import math

import mesa


class SocialOrganization(mesa.Agent):
    """A social organization, at home or at work in a western county."""

    def __init__(self, model, row: int) -> None:
        super().__init__(model)
        table = model.context.world.organizations
        self.home, self.field = int(table.home[row]), int(table.field[row])
        self.means, self.identity = float(table.means[row]), int(table.identity[row])
        self.host = self.dyad = None
        self.reached = 0.0

    def serve(self) -> None:
        """Sometimes think again where to work; work."""
        model, rule = self.model, self.model.tables.organization
        draw = model.luck.uniform("organization attention", model.now, self.identity)
        if draw < rule.attention:
            self.host, self.dyad = self.choose(rule)
        self.reached = 0.0
        if self.host is not None:
            pushed = rule.mobilised * (0.0 if self.dyad is None else self.dyad.mobilisation)
            intensity = min(max(rule.alone + pushed, 0.0), 1.0)
            bonus = 1.0 + rule.company * self.host.company
            self.reached = self.means * intensity * bonus

    def choose(self, rule) -> tuple:
        """Return the place and the dyad that win: home, the present place, paired counties."""
        model = self.model
        options = [(None, None, rule.home)]
        if self.host is not None:
            options.append((self.host, self.dyad, rule.inertia))
        menu = model.menus[self.home]
        options += [
            (place, dyad, math.log(counties / menu.size)) for place, dyad, counties in menu.places
        ]
        winner, first = None, math.inf
        for place, dyad, offset in options:
            number = 0 if place is None else place.identity
            draw = model.luck.uniform("organization place", model.now, self.identity, number)
            arrival = -math.log(draw) * math.exp(-self.utility(rule, place, dyad, offset))
            if arrival < first:
                winner, first = (place, dyad), arrival
        return winner

    def utility(self, rule, place, dyad, offset: float) -> float:
        """Return what an option is worth; working at home has its offset alone."""
        if place is None:
            return offset
        total = offset + rule.need * self.signal(place)
        total += rule.visibility * (1.0 - self.model.levers.platform) * place.visibility
        if dyad is not None:
            total += rule.tie * dyad.organization_tie + rule.mobilisation * dyad.mobilisation
        return total

    def signal(self, place) -> float:
        """Return need above the mean as far as the platform shows it, with noise."""
        model, p = self.model, self.model.levers.platform
        if not model.links:
            return 0.0
        mean, spread = model.offered[self.field]
        draw = model.luck.normal("organization sees need", model.now, self.identity, place.identity)
        return p * (place.needs[self.field] - mean) + math.sqrt(p * (1.0 - p)) * spread * draw

    def settle_in(self) -> None:
        """Count at the place."""
        if self.host is not None:
            self.host.organizations += 1.0
            self.host.reached[self.field] += self.reached
