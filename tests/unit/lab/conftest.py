"""Made-up results in the shape of real ones: aid low, then an S, then a plateau."""

import importlib.resources
import io
from functools import cache

import numpy as np
import pandas as pd
import pytest

from eastwest.vocabulary import CHANNELS
from eastwest_lab.story import Expectation, Story

REGIMES = (
    (1996, {"en": "Reputation", "zh": "声誉激励"}),
    (2016, {"en": "Assessment", "zh": "考核问责"}),
    (2021, {"en": "Common prosperity", "zh": "共同富裕"}),
)
KNOWN = {1996: 5, 2010: 6, 2012: 9, 2015: 12, 2016: 29, 2017: 59, 2018: 178, 2019: 229, 2020: 250}
WEST = ("15", "45", "50", "51", "52", "53", "61", "62", "63", "64")


def path(years):
    """Aid of the official record, drawn out to any years."""
    return np.interp(years, list(KNOWN), list(KNOWN.values()))


def rise(years):
    return path(years) / 250


def _tidy(level, id_, variable, years, values, replicate, unit=""):
    return pd.DataFrame(
        {
            "run": "r",
            "scenario": "s",
            "replicate": replicate,
            "seed": 1,
            "year": years,
            "level": level,
            "id": id_,
            "variable": variable,
            "value": values,
            "unit": unit,
        }
    )


def _national(years, replicate, rng):
    up = rise(years)
    noise = lambda: rng.lognormal(0, 0.08, len(years))  # noqa: E731
    parts = {
        "aid": path(years),
        "donations": 1 + 60 * up,
        "purchases": 5 + 900 * up**2,
        "firms_entered": 150 + 2300 * up,
        "firms_active": 900 + 14000 * up,
        "investment_pledged": 700 + 1500 * up,
        "investment_landed": 200 + 1300 * up,
        "workers_placed": 5e4 + 7e5 * up,
        "workers_kept": 2e4 + 5e5 * up,
        "cadres_east_to_west": 300 + 12000 * up,
        "cadres_west_to_east": 400 + 15000 * up,
        "poor": 1.6e8 * np.exp(-0.12 * (years - years[0])) * (1 - 0.99 * up),
        "relapsed": 3e5 * (1 - 0.8 * up),
        "padding": 0.05 + 0.3 * up * np.exp(-up),
        "score_mean": 60 + 25 * up,
    }
    parts = {name: value * noise() for name, value in parts.items()}
    parts |= {
        "rural_income_ratio": 1.95 - 0.3 * up,
        "gdp_ratio": 2.4 - 0.5 * up,
        "urban_rural_ratio": 3.1 - 0.7 * up,
        "theil_between": 0.06 - 0.02 * up,
        "theil_within": 0.13 - 0.01 * up,
        "tie_strength": 0.2 + 0.5 * up,
        "strong_ties": np.clip(up, 0, 0.9),
        "tie_government_firm": 0.15 + 0.35 * up,
        "tie_government_organization": 0.1 + 0.3 * up,
        "tie_firm_organization": 0.1 + 0.32 * up,
        "tie_centre_local": 0.4 + 0.35 * up,
    }
    for place, channel in enumerate(CHANNELS):
        true = (1 + place) * (2 + 40 * up * (0.2 if place == 8 else 1)) * noise()
        parts[f"effort_{channel}"] = true
        parts[f"true_{channel}"] = true * (2e4 if channel == "labour" else 1)
        parts[f"reported_{channel}"] = parts[f"true_{channel}"] * (1 + 0.5 * up * (place % 3))
        parts[f"verified_{channel}"] = parts[f"true_{channel}"] * np.where(up > 0.1, 1.05, np.nan)
    best = np.clip(0.1 + 0.5 * up, 0, 1)
    parts |= {"grade_share_1": best, "grade_share_2": 0.7 * (1 - best)}
    parts |= {"grade_share_3": 0.25 * (1 - best), "grade_share_4": 0.05 * (1 - best)}
    return [_tidy("national", "CN", n, years, v, replicate) for n, v in parts.items()]


def _pairs(years, replicate, rng):
    found = []
    for id_, active in _plans(years).items():
        strength = np.clip(0.15 + 0.6 * rise(years) * rng.uniform(0.4, 1.4), 0, 1)
        tie = np.where(active, strength, np.nan)
        found.append(_tidy("pair", id_, "tie", years, tie, replicate))
        found.append(_tidy("pair", id_, "counties", years, 9.0 * active, replicate))
    return found


def _plans(years):
    """Years in which each real pair is in force."""
    pairs = {}
    for row in _data("pairings").itertuples():
        last = 2100 if pd.isna(row.last_year) else row.last_year
        now = (years >= row.from_year) & (years <= last)
        pairs[f"{row.east}>{row.west}"] = pairs.get(f"{row.east}>{row.west}", False) | now
    return pairs


@cache
def _data(name):
    text = (importlib.resources.files("eastwest") / "data" / f"{name}.csv").read_text("utf-8")
    return pd.read_csv(io.StringIO(text))


def _provinces(years, replicate, rng):
    found = []
    for place, id_ in enumerate(WEST):
        growth = 1.09 + 0.003 * place + rng.normal(0, 0.002)
        rate = (0.35 - 0.02 * place) * (1 - 0.98 * rise(years))
        parts = {
            "poverty_rate": rate,
            "poor": rate * (1 + place) * 4e6,
            "rural_income": 1500 * growth ** (years - years[0]),
            "aid_received": path(years) / 10 * rng.uniform(0.7, 1.3),
            "score": 50 + 30 * rise(years) + 2 * place,
            "standing": 0.2 + 0.04 * place + 0 * rate,
        }
        found += [_tidy("province", id_, n, years, v, replicate) for n, v in parts.items()]
    return found


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder, in which commands are typed."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def official():
    return _data("official")


@pytest.fixture(scope="session")
def make(official):
    """Tables of a made-up run: make(replicates, first, last)."""

    def tables(replicates=4, first=1996, last=2025):
        years, rng = np.arange(first, last + 1), np.random.default_rng(1)
        found = {"national": [], "pair": [], "province": []}
        for replicate in range(replicates):
            found["national"] += _national(years, replicate, rng)
            found["pair"] += _pairs(years, replicate, rng)
            found["province"] += _provinces(years, replicate, rng)
        frames = {level: pd.concat(parts, ignore_index=True) for level, parts in found.items()}
        return frames | {"official": official}

    return tables


@pytest.fixture(scope="session")
def frames(make):
    return make()


@pytest.fixture(scope="session")
def story():
    return Story(
        name="history",
        title={"en": "History: three regimes", "zh": "历史：三种制度"},
        question={"en": "Why did aid jump after 2016?", "zh": "2016年以后援助为何跃升？"},
        notes={"en": "Made-up data.", "zh": "虚构数据。"},
        regimes=REGIMES,
        years=(1996, 2025),
        expectation=Expectation(variable="aid", direction="up", years=(1996, 2025)),
        seed=7,
        replicates=20,
        world="national",
        digest="9f2c" * 16,
        versions={"eastwest": "0.1.0", "Python": "3.11.2"},
        command="eastwest run history --seed 7 --replicates 20",
        assumed=84,
    )
