"""Importing this makes kernels ready: a server of processes does so once for all its workers."""

from eastwest.runs import warm

warm()
