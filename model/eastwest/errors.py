"""What can go wrong, said in one line: the thing, the rule, what was given."""


class EastwestError(Exception):
    """Root of all errors that the program raises on purpose."""


class ScenarioError(EastwestError, ValueError):
    """A scenario, a regime or one of their values is not valid.

    Args:
        message: All findings, one a line, each `file:line: key: rule (got X)`.
    """


class RegimeError(ScenarioError):
    """A value of the regime in force that shows to be wrong only in a run.

    Args:
        key: Dotted, inside the regime.
        rule: What must hold, and what was given.
    """

    def __init__(self, key: str, rule: str) -> None:
        super().__init__(key, rule)
        self.key, self.rule = key, rule

    def __str__(self) -> str:
        """Return the key and the rule."""
        return f"{self.key}: {self.rule}"


class DataError(EastwestError, ValueError):
    """A data table lacks a column or row, or holds a value that it may not."""


class ResultsError(EastwestError, ValueError):
    """A results folder cannot be written, read or understood."""


class RuleError(EastwestError, ValueError):
    """A rule that somebody brought cannot be used, or failed in a run."""


class BackendError(EastwestError, ValueError):
    """The arithmetic that is asked for is not known or not installed."""
