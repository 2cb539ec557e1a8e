"""Exit statuses, besides 0 for done."""

FAILED = 1
"""Finished with failed runs, or stopped by the machine: disk, memory, cluster."""
BAD_INPUT = 2
IN_USE = 3
"""Somebody else works in the folder."""
INTERRUPTED = 130
