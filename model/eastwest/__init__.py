"""An agent-based simulation of inter-government collaboration in China (东西部协作)."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from eastwest.version import VERSION

if TYPE_CHECKING:
    from eastwest.reading.kinds import add_rule
    from eastwest.results import fork, load, run
    from eastwest.scenario import Scenario
    from eastwest.simulation import CollaborationModel
    from eastwest.world import World

__all__ = [
    "CollaborationModel",
    "Scenario",
    "World",
    "__version__",
    "add_rule",
    "fork",
    "load",
    "run",
]
__version__ = VERSION

_HOMES = {
    "CollaborationModel": "eastwest.simulation",
    "Scenario": "eastwest.scenario",
    "World": "eastwest.world",
    "add_rule": "eastwest.reading.kinds",
    "fork": "eastwest.results",
    "load": "eastwest.results",
    "run": "eastwest.results",
}


def __getattr__(name: str) -> Any:
    """Fetch what the door offers when it is first asked for: the import itself is instant."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
