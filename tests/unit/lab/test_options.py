"""Where options stand: two anywhere, the others behind their command."""

import pytest
from tests.command import typed


@pytest.mark.parametrize("words", [("--lang", "zh", "check"), ("check", "--lang", "zh")])
def test_language_stands_before_a_command_or_behind_it(words):
    assert typed(*words, "history").output == "history：没有问题\n"
    assert typed("--lang", "en", "check", "history").output == "history: sound\n"


def test_what_stands_behind_the_command_wins_and_is_forgotten_after_it(monkeypatch):
    monkeypatch.setenv("EASTWEST_LANG", "en")
    assert "没有问题" in typed("--lang", "en", "check", "history", "--lang", "zh").output
    assert typed("check", "history").output == "history: sound\n"


@pytest.mark.parametrize("words", [("--lang", "zh", "fork"), ("fork", "--lang", "zh")])
def test_help_is_in_the_language_that_is_asked_for(words):
    assert (
        "保存的运行" in typed(*words, "--help").output or "年起" in typed(*words, "--help").output
    )
    assert "Continue" in typed("--lang", "en", "fork", "--help").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "--help", "--lang", "zh"), "随机种子"),
        (("--help", "--lang", "zh"), "继续"),
        (("run", "--seed", "x", "--help"), "Seed of chance"),
    ],
)
def test_help_waits_for_the_language_but_for_nothing_else(words, said):
    done = typed(*words)
    assert done.exit_code == 0
    assert said in done.output


@pytest.mark.parametrize("place", [0, 1])
def test_backend_stands_before_a_command_or_behind_it(place):
    words = ["list"]
    words[place:place] = ["--backend", "cuda"]
    done = typed(*words)
    assert done.exit_code == 2
    assert done.stderr == "backend: must be one of numpy, compiled, fast (got 'cuda')\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--agents", "run", "history"), "it stands behind run: eastwest run ... --agents"),
        (("check", "history", "--seed", "3"), "it stands behind run or compare: "),
        (("list", "--version"), "it stands before the command: eastwest --version"),
        (("run", "history", "--nonsense"), "No such option: --nonsense ("),
    ],
)
def test_an_option_at_another_place_is_told_its_own(words, said):
    done = typed(*words)
    assert done.exit_code == 2
    assert said in done.stderr
