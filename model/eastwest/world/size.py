"""How finely a world is drawn; every size stands for the same country."""

from dataclasses import dataclass

from eastwest.errors import ScenarioError


@dataclass(frozen=True, slots=True)
class WorldSize:
    """Numbers of rows; totals do not depend on them.

    Args:
        name: What people call it.
        firms: Rows of firms; none leaves the country without any.
        organizations: Rows of social organizations; the same.
        county_rows: Most county rows of a province or donor city; 0 gives every county its own.
        provinces: Ids of the provinces that take part; empty means all 31.
        cities: Whether donor cities have governments of their own.
        trait_spread: Log standard deviation of the governments' traits (assumed).
    """

    name: str
    firms: int
    organizations: int
    county_rows: int = 0
    provinces: tuple[str, ...] = ()
    cities: bool = True
    trait_spread: float = 0.2

    def __post_init__(self) -> None:
        for field in ("firms", "organizations", "county_rows"):
            if getattr(self, field) < 0:
                raise ScenarioError(f"'{field}' must not be negative (got {getattr(self, field)})")
        if not 0 <= self.trait_spread <= 2:
            raise ScenarioError(f"'trait_spread' must be in [0, 2] (got {self.trait_spread})")


SIZES = {
    size.name: size
    for size in (
        WorldSize("classroom", firms=300, organizations=60, county_rows=1),
        WorldSize("national", firms=5_000, organizations=500),
        WorldSize("large", firms=1_000_000, organizations=5_000),
        # Fujian-Ningxia and Guangdong-Guangxi, for tests.
        WorldSize("tiny", 20, 6, county_rows=3, provinces=("35", "44", "45", "64"), cities=False),
    )
}
