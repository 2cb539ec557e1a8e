"""All dyads that a run may need, made before it begins: those of plans and of rules."""

from collections.abc import Sequence

from eastwest.pairing.named import NOBODY, compile_plans, plan_table, union
from eastwest.pairing.plan import Dyads, Plan
from eastwest.pairing.rule import Pairing
from eastwest.world import Pair, PlanTable, World

Entry = tuple[int, str | Pairing]
"""First year, and the name of a plan or a rule."""


def prepare(world: World, entries: Sequence[Entry]) -> tuple[Dyads, dict[str, Plan]]:
    """Return all dyads that the entries can bring into force, and the plans that are named.

    Dyads stand in the order of time, so what comes later never moves the rows before it.
    """
    tables = [
        plan_table(world, rule) if isinstance(rule, str) else possible(world, rule, date)
        for date, rule in entries
    ]
    dyads = union(world, tables)
    names = [NOBODY, *(rule for _, rule in entries if isinstance(rule, str))]
    return dyads, compile_plans(world, dyads, {name: plan_table(world, name) for name in names})


def possible(world: World, rule: Pairing, date: int) -> PlanTable:
    """Return every pair that a rule can choose at a date, by donor and recipient."""
    pairs = [pair for plan in _known(world, rule, date) for pair in plan]
    donors = {pair.east for pair in pairs if rule.donors == "all" or "-" not in pair.east}
    return tuple(
        Pair(date, date, donor, recipient, recipient, ())
        for donor in sorted(donors)
        for recipient in sorted({pair.west_province for pair in pairs})
    )


def _known(world: World, rule: Pairing, date: int) -> Sequence[PlanTable]:
    """Return the plans whose donors and recipients a rule takes up."""
    if rule.roles == "ever" or not world.plans:
        return tuple(world.plans.values())
    issued = [name for name in world.plans if int(name) <= date]
    return (world.plans[max(issued, default=min(world.plans))],)
