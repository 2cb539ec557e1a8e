"""Who helps whom: named plans of history, and rules that draw up a plan at a date."""

from eastwest.pairing.links import links_of, reached
from eastwest.pairing.named import NOBODY, compile_plans, plan_table, union
from eastwest.pairing.plan import Dyads, Plan
from eastwest.pairing.prepare import possible, prepare
from eastwest.pairing.registry import PAIRINGS
from eastwest.pairing.rule import Pairing
from eastwest.pairing.scene import Scene, parts_of, sector_fit

__all__ = [
    "NOBODY",
    "PAIRINGS",
    "Dyads",
    "Pairing",
    "Plan",
    "Scene",
    "compile_plans",
    "links_of",
    "parts_of",
    "plan_table",
    "possible",
    "prepare",
    "reached",
    "sector_fit",
    "union",
]
