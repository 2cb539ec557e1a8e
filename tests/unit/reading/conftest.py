"""Files that are written into a folder of their own, and what their reader says."""

import pytest

from eastwest.errors import ScenarioError
from eastwest.loader import load

REGIME = """
title = { en = "Mine", zh = "我的" }
indicator.aid = { channel = "aid", weight = 1, target = { norm = 0.5 } }
observe = { noise = 5 }
grade = { kind = "bars", bars = [50, 80] }
reward = { career = [0, 1, 2] }
"""
TIMELINE = f"""
title = {{ en = "Test", zh = "测试" }}
years = [2000, 2010]
levers = {{ response = 0.9, top_up = 0.2 }}
[[regime]]
from = 2000
{REGIME}
[[regime]]
from = 2008
{REGIME}
[[change]]
from = 2003
observe.noise = 6
[[change]]
from = 2005
observe.audit.share = 0.5
[[pairing]]
from = 2002
plan = "1996"
[[lever]]
from = 2004
response = 0.5
[[lever]]
from = 2006
top_up = 0.1
"""


@pytest.fixture(name="regime")
def _regime():
    """A regime as its own file holds it."""
    return REGIME


@pytest.fixture(name="timeline")
def _timeline():
    """A scenario with two regimes, two changes, a plan and two levers."""
    return TIMELINE


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write files into the folder where the test stands."""
    monkeypatch.chdir(tmp_path)

    def to(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    return to


@pytest.fixture
def made(write):
    """Load a scenario from its text."""
    return lambda text: load(write("my.toml", text))


@pytest.fixture
def child(write):
    """Load a scenario that extends the one with the timeline above."""
    write("parent.toml", TIMELINE)
    return lambda text: load(write("child.toml", 'extends = "./parent.toml"\n' + text))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Stand in an inner folder; a file with a secret lies outside, and a link leads to it."""
    inner = tmp_path / "inner"
    (inner / "folder").mkdir(parents=True)
    (tmp_path / "outside.toml").write_text("secret = 12345", encoding="utf-8")
    (inner / "link.toml").symlink_to(tmp_path / "outside.toml")
    monkeypatch.chdir(inner)
    return inner


@pytest.fixture
def refused(here, refusal):
    """Load a file with a text or bytes; return what the error says."""

    def say(content):
        data = content if isinstance(content, bytes) else content.encode()
        (here / "my.toml").write_bytes(data)
        return refusal("./my.toml")

    return say


@pytest.fixture
def refusal():
    """Load what cannot be loaded; return what the error says."""

    def say(name):
        with pytest.raises(ScenarioError) as error:
            load(name)
        return str(error.value)

    return say
