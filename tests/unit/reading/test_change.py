"""Keys set on a scenario that is there, and the digest of its content."""

import pytest

from eastwest.errors import ScenarioError
from eastwest.loader import change, digest, load
from eastwest.reading.library import folder
from eastwest.scenario import in_force


class TestChange:
    def test_a_key_is_set_and_nothing_else(self):
        history = load("history")
        changed = change(history, {"world.firms": 500})
        assert changed.tables.world.firms == 500
        assert {**changed.data, "world": {}} == {**history.data, "world": {}}
        assert (history.tables.world.firms, changed.name) == (None, "history")

    def test_nothing_set_is_the_same_scenario(self):
        assert change(load("history"), {}) == load("history")

    @pytest.mark.parametrize(
        ("key", "value", "seen"),
        [
            (
                "regime.2016.observe.noise",
                3,
                lambda s: in_force(s.regimes, 2018).rule.observe.noise,
            ),
            (
                "change.2018.observe.noise",
                3,
                lambda s: in_force(s.regimes, 2018).rule.observe.noise,
            ),
            ("lever.2018.vertical", 3, lambda s: in_force(s.levers, 2018).rule.vertical),
            ("years", (1996, 1998), lambda s: s.tables.years[1] - 1995),
            ('sources."a.b"', "three", lambda s: len(s.tables.sources["a.b"]) - 2),
        ],
    )
    def test_every_key_can_be_set_by_its_path(self, key, value, seen):
        assert seen(change(load("history"), {key: value})) == 3

    def test_a_plan_can_be_set_by_its_date(self):
        changed = change(load("history"), {"pairing.2017.plan": "none"})
        assert in_force(changed.pairings, 2018).rule == "none"

    def test_a_regime_can_be_used_from_a_date_on(self):
        changed = change(load("history"), {"regime.2016.use": "reputation"})
        assert changed.regimes[1].rule == changed.regimes[0].rule

    def test_a_regime_can_be_dropped(self):
        changed = change(load("history"), {"regime.2021.drop": True})
        assert 2021 not in {dated.start for dated in changed.regimes}

    def test_an_expectation_stays(self):
        values = {"expectation": {"variable": "aid", "direction": "up", "years": [2000, 2001]}}
        changed = change(change(load("history"), values), {"seed": 3})
        assert changed.tables.expectation.variable == "aid"

    @pytest.mark.parametrize(
        ("key", "value", "message"),
        [
            ("world.frms", 5, "world.frms: unknown key; did you mean 'firms'?"),
            ("world.firms", "5", "world.firms: must be a whole number (got '5')"),
            ("regime.2016.observe.noise", -1,
             "regime.2016.observe.noise: must be greater than 0 (got -1)"),
            ("regime.2017.observe.noise", 1, "regime.2017.use: is missing: the name of a regime"),
            ("pairing.2017.plan", "2001", "did you mean '2021'?"),
            ("lever.2018", 3, "lever: must be a list of tables"),
            ("world..firms", 5, "world..firms: must be a key such as world.firms"),
            ("", 5, "must be a key"),
            ("extends", "history", "extends: must stand in a file"),
            ("seed", {1, 2}, "seed: must be text, a number, a list or a table (got {1, 2})"),
            ("use", "x" * 2001, "use: must be at most 2000 characters (got 2001)"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_by_its_key(self, key, value, message):
        with pytest.raises(ScenarioError) as error:
            change(load("history"), {key: value})
        assert message in str(error.value)
        assert "\n" not in str(error.value)


class TestDigest:
    def test_is_a_sha256_of_all_content(self):
        history = load("history")
        assert len(history.digest) == 64
        assert change(history, {"title.zh": "别的"}).digest != history.digest
        assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})

    def test_does_not_depend_on_how_a_number_is_written(self, made):
        text = 'extends = "history"\n[[lever]]\nfrom = 2018\nresponse = {}\n'
        assert made(text.format("1")).digest == made(text.format("1.0")).digest

    def test_does_not_depend_on_whether_a_default_is_written(self, made):
        text = 'extends = "history"\ntie.fade = '
        assert made(f"{text}{load('history').tables.tie.fade}").digest == load("history").digest

    def test_does_not_depend_on_where_a_regime_lies(self, write):
        regime = (folder() / "regimes" / "reputation.toml").read_text(encoding="utf-8")
        write("other.toml", regime)
        text = 'extends = "history"\n[[regime]]\nfrom = 1996\nuse = "./other.toml"'
        assert load(write("my.toml", text)).digest == load("history").digest
