"""The version of the program, also that of `pyproject.toml`."""

VERSION = "0.1.0"
