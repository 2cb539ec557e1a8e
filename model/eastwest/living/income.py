"""Rural income a head: the place's own, and what collaboration adds."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from eastwest.vocabulary import About, Amount, Floats, Share, parameters

YUAN = 1e8
"""Yuan in the unit of money."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Additions to a place's rural income in a year [1e8 yuan], shape (places,)."""

    wages: Floats
    remittances: Floats
    sales: Floats
    assets: Floats

    def total(self) -> Floats:
        """Return the sum of the four."""
        return self.wages + self.remittances + self.sales + self.assets


@parameters
class Income:
    """What makes rural income: margins and net gains only."""

    drive: Annotated[
        tuple[Amount, Amount, Amount, Amount, Amount],
        About("log income per stock", "assumed", "Own drive of the five stocks (内生动力)"),
    ] = (0.10, 0.04, 0.12, 0.08, 0.03)
    job: Annotated[
        Amount, About("rural incomes", "assumed", "Net gain of a job in a firm that came")
    ] = 0.9
    local: Annotated[
        Share, About("share", "assumed", "Jobs of such a firm that go to the registered rural")
    ] = 0.7
    migrant: Annotated[
        Amount, About("rural incomes", "assumed", "Net gain of a kept migrant, sent home")
    ] = 0.8
    additional: Annotated[
        Share, About("share", "assumed; 0.1-0.6", "Migrants who would not have gone anyway")
    ] = 0.4
    urban: Annotated[
        Amount,
        About("rural incomes", "national: 2.51 in 1996", "Urban income at first"),
    ] = 2.5
    output: Annotated[
        Amount, About("a year per capital", "assumed", "Value added by capital of firms that came")
    ] = 0.3
    asset_return: Annotated[
        Share, About("a year", "assumed", "Yield of what aid has bought, to the rural")
    ] = 0.06
    asset_decay: Annotated[
        Share, About("a year", "assumed; half-life 3-20 years", "Aid assets worn out")
    ] = 0.08

    def own(self, start: Floats, trend: float, stock: Floats, first: Floats) -> Floats:
        """Return income without collaboration's flows: start x trend x exp(drive . rise of stocks).

        Args:
            start: Income a head in the first year [yuan], shape (places,).
            trend: Growth since the first year that everybody shares.
            stock: Stocks now, shape (places, stocks).
            first: Stocks in the first year, same shape.
        """
        gained = np.ascontiguousarray((stock - first).T)  # short rows are slow to add up
        rise = (gained * np.array(self.drive)[:, None]).sum(axis=0)
        return np.asarray(trend * start * np.exp(rise))

    def urban_lift(self, jobs: Floats) -> Floats:
        """Return how much the townspeople's part of new jobs raises urban income, a factor.

        Args:
            jobs: Jobs of firms that came over the residents in towns, shape (places,).
        """
        return 1.0 + (1.0 - self.local) * self.job * jobs

    def sources(
        self, jobs: Floats, migrants: Floats, sales: Floats, assets: Floats, standard: float
    ) -> Sources:
        """Return what collaboration adds [1e8 yuan].

        Args:
            jobs: Jobs of firms that came, shape (places,).
            migrants: Placed workers who stayed, shape (places,).
            sales: Producers' additional income [1e8 yuan], shape (places,).
            assets: Assets bought from aid [1e8 yuan], shape (places,).
            standard: Rural income a head that jobs are measured in [yuan].
        """
        job, migrant = self.local * self.job, self.additional * self.migrant
        return Sources(
            wages=job * standard / YUAN * jobs,
            remittances=migrant * standard / YUAN * migrants,
            sales=sales,
            assets=self.asset_return * assets,
        )
