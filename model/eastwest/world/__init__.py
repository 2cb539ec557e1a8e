"""The fixed tables of a run, and how they are drawn."""

from eastwest.world.firms import Firms, Organizations
from eastwest.world.governments import Governments
from eastwest.world.places import Places
from eastwest.world.plans import Pair, PlanTable, Prefectures
from eastwest.world.provinces import Provinces
from eastwest.world.size import SIZES, WorldSize
from eastwest.world.world import EARLIEST, HORIZON, LATEST, World, build_world

__all__ = [
    "EARLIEST",
    "HORIZON",
    "LATEST",
    "SIZES",
    "Firms",
    "Governments",
    "Organizations",
    "Pair",
    "Places",
    "PlanTable",
    "Prefectures",
    "Provinces",
    "World",
    "WorldSize",
    "build_world",
]
