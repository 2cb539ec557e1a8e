"""What runs measured: tables in memory, and folders of files."""

from eastwest.results.forking import fork
from eastwest.results.result import Result, run
from eastwest.results.saved import Saved, load

__all__ = ["Result", "Saved", "fork", "load", "run"]
