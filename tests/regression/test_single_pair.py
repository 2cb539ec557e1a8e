"""A single pair has something to strive for only if a score that is nobody's vies with it."""

from eastwest.loader import load
from eastwest.runs import simulate


def aid(draw: float) -> list[float]:
    small = {"world.size": "classroom", "years": [2005, 2008], "change.1996.grade.draw": draw}
    record = simulate(load("fujian_ningxia").change(small), levels=("pair",))
    assert record.ids["pair"].tolist() == ["35>64"]
    return record.national["aid"]


def test_without_rival_and_draw_praise_brings_no_aid_and_with_a_draw_it_does() -> None:
    assert max(aid(draw=0.0)) < 0.01
    assert min(aid(draw=60.0)) > 0.05
