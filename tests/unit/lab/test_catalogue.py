"""What is called what: catalogues, units, numbers, languages, places, fonts."""

import importlib.resources

import pytest
from fontTools.ttLib import TTFont

from eastwest.errors import EastwestError
from eastwest.vocabulary import CHANNELS
from eastwest_lab import catalogue, language, places
from eastwest_lab.language import alike, messages
from eastwest_lab.style import CHANNEL_LOOKS, FONT

EN, ZH = messages("en"), messages("zh")


def glyphs(font):
    with TTFont(font) as opened:
        return set(opened.getBestCmap())


def texts(folder, *endings):
    return [file for file in folder.iterdir() if file.name.endswith(endings)]


def test_both_languages_have_the_same_keys():
    assert EN.texts.keys() == ZH.texts.keys()
    assert EN.steps.keys() == ZH.steps.keys()


def test_messages_of_both_languages_take_the_same_values():
    for key, text in EN.texts.items():
        fields = [{part.split("}")[0] for part in t.split("{")[1:]} for t in (text, ZH.texts[key])]
        assert fields[0] == fields[1], key


def test_every_character_of_data_and_catalogues_has_a_glyph():
    drawn = glyphs(FONT)
    tables = texts(importlib.resources.files("eastwest") / "data", ".csv")
    catalogues = texts(language.FOLDER, ".toml")
    for file in [*tables, *catalogues, places.TABLE]:
        missing = {c for c in file.read_text(encoding="utf-8") if c not in "\r\n\t"} - {
            chr(code) for code in drawn
        }
        assert not missing, (file.name, missing)


def test_the_font_has_the_minus_sign_and_the_rare_places():
    assert {ord(letter) for letter in "\u2212圳莞黔"} <= glyphs(FONT)


def test_every_variable_is_named_and_described_in_both_languages():
    for variable in catalogue.variables().values():
        assert variable.label["en"], variable.name
        assert variable.label["zh"], variable.name
        assert variable.description["en"], variable.name
        assert variable.description["zh"], variable.name
        assert set(variable.levels) <= {"national", "pair", "province", "county"}
        assert variable.levels, variable.name


def test_every_unit_has_a_name_in_both_languages():
    for variable in catalogue.variables().values():
        assert f"units.{variable.unit}" in EN.texts, variable


def test_every_channel_has_its_variables_name_and_look():
    for channel in CHANNELS:
        for word in ("effort", "reported", "true", "verified"):
            assert f"{word}_{channel}" in catalogue.variables()
        assert f"channels.{channel}" in EN.texts
        assert channel in CHANNEL_LOOKS
    assert len(set(CHANNEL_LOOKS.values())) == len(CHANNEL_LOOKS)


def test_a_users_own_variable_keeps_its_name():
    assert catalogue.label("my_own_share", "zh") == "my own share"
    assert catalogue.unit("my_own_share") == ""


@pytest.mark.parametrize(
    ("value", "unit", "lang", "text"),
    [
        (501_000, "persons", "en", "501 thousand people"),
        (501_000, "persons", "zh", "50.1万人"),
        (8_600, "persons", "en", "8,600 people"),
        (10_700, "persons", "en", "10,700 people"),
        (151e6, "persons", "zh", "1.51亿人"),
        (178, "亿元", "en", "17.8 billion yuan"),
        (2.91, "亿元", "en", "291 million yuan"),
        (-0.02, "亿元", "en", "\u22122 million yuan"),
        (0.02, "亿元", "zh", "200万元"),
        (25, "亿元-equivalent", "en", "2.5 billion yuan equivalent"),
        (178, "亿元", "zh", "178亿元"),
        (0.25, "share", "en", "25 %"),
        (-0.5, "ratio", "en", "\u22120.5"),
        (1234.5, "firms", "en", "1,234 firms"),
        (3, "", "en", "3"),
    ],
)
def test_amounts_read_well(value, unit, lang, text):
    assert catalogue.amount(value, unit, lang) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((144.0, 144.002), ["144.000", "144.002"]),
        ((0.000423, 0.000564, 0.01), ["0.00042", "0.00056", "0.01000"]),
        ((1, 1 + 1e-12), ["1", "1"]),
        ((-1, 1000, float("nan")), ["\u22121", "1,000", "\u2013"]),
    ],
)
def test_numbers_beside_each_other_can_be_told_apart(values, texts):
    assert alike(values) == texts


def test_the_language_asked_for_wins_over_the_surroundings(monkeypatch):
    monkeypatch.setenv("EASTWEST_LANG", "en")
    assert language.choose("zh") == "zh"
    monkeypatch.setenv("EASTWEST_LANG", "zh_CN.UTF-8")
    assert language.choose() == "zh"


def test_without_a_wish_the_locale_decides_and_english_is_last(monkeypatch):
    for name in ("EASTWEST_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert language.choose() == "zh"
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert language.choose() == "en"


def test_an_unknown_language_is_refused():
    with pytest.raises(EastwestError, match="en, zh"):
        language.choose("fr")


def test_the_tile_map_has_34_units_each_on_its_own_place():
    tiles = places.tiles().values()
    assert len(tiles) == len({(tile.column, tile.row) for tile in tiles}) == 34
    assert {tile.id for tile in tiles if tile.outside} == {"71", "81", "82"}


def test_places_have_titles_in_both_languages():
    assert places.title_of("52", "zh") == "贵州"
    assert places.title_of("32-Suzhou", "zh") == "苏州"
    assert places.title_of("99-Nowhere", "zh") == "Nowhere"
