"""What is measured: pure functions of a year's state and notes; units are in variables.csv."""

from eastwest.metrics.levels import county, national, pair, province

__all__ = ["county", "national", "pair", "province"]
