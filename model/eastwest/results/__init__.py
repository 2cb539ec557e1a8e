"""What runs measured: tables in memory, and folders of files."""

from eastwest.results.result import Result, run
from eastwest.results.saved import Saved, load

__all__ = ["Result", "Saved", "load", "run"]
