"""A single pair has something to strive for only if a score that is nobody's vies with it.

Its poor leave the list as they do in the nation.
"""

import numpy as np
import pytest

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


@pytest.mark.parametrize("provinces", [("35", "64"), ("37", "50"), ("44", "45")])
def test_the_poor_of_a_world_of_few_provinces_leave_the_list_as_in_the_nation(provinces) -> None:
    history = load("history").change({"world.size": "classroom", "years": [1996, 2020]})
    few = simulate(history.change({"world.provinces": list(provinces)}))
    nation = simulate(history, levels=("province",))
    here = [nation.ids["province"].tolist().index(province) for province in provinces]
    poor = np.array(nation.columns["province"]["poor"])[:, here].sum(axis=1)
    assert few.national["poor"] == pytest.approx(poor, abs=0.15 * poor[0])
