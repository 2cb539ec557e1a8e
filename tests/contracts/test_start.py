"""The command answers at once and anywhere: nothing heavy is imported to say how it is used."""

import os
import subprocess
import sys

HEAVY = {"numpy", "scipy", "pandas", "pyarrow", "mesa", "networkx", "matplotlib", "jinja2"}
ASK_FOR_HELP = """
import sys
from eastwest_lab.__main__ import main
sys.argv = ["eastwest", "--help"]
try:
    main()
finally:
    print("modules:", *sys.modules)
"""


def ask_for_help(**environment):
    asked = [sys.executable, "-c", ASK_FOR_HELP]
    everything = {**os.environ, **environment}
    done = subprocess.run(asked, capture_output=True, env=everything, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_imports_nothing_heavy():
    modules = ask_for_help().rpartition(b"modules:")[2].decode().split()
    assert "eastwest_lab" in modules
    assert HEAVY.isdisjoint(modules)


def test_help_is_shown_where_chinese_cannot_be():
    shown = ask_for_help(PYTHONIOENCODING="cp1252", PYTHONUTF8="0", LC_ALL="C")
    assert b"explain" in shown
