"""The line of each key, and keys as people write them."""

import pytest

from eastwest.reading.finding import dotted, split
from eastwest.reading.locate import locate

TEXT = '''
"a b".c = 1
d = """
x = 1
""" # e = 3
list = [
  1, # one
  { deep = "}" },
  [2,
   3],
]
when = 1979-05-27 07:32:00.5
[table . 'in']
x.y.z = { p = { q = 1 }, r = 2 }
[[many]]
from = 1
[many.sub]
k = 'it' # s = 1
[[many]]
from = 2
[[many.sub.list]]
k = 1
'''
LINES = {
    ("a b", "c"): 2,
    ("d",): 3,
    ("list",): 6,
    ("list", 1, "deep"): 8,
    ("list", 2, 1): 10,
    ("when",): 12,
    ("table", "in"): 13,
    ("table", "in", "x", "y", "z", "p", "q"): 14,
    ("table", "in", "x", "y", "z", "r"): 14,
    ("many", 0): 15,
    ("many", 0, "from"): 16,
    ("many", 0, "sub", "k"): 18,
    ("many", 1): 19,
    ("many", 1, "from"): 20,
    ("many", 1, "sub", "list", 0, "k"): 22,
}


@pytest.mark.parametrize("path", LINES, ids=dotted)
def test_a_key_has_the_line_on_which_it_stands(path):
    assert locate(TEXT)[path] == LINES[path]


def test_text_and_remarks_hold_no_keys():
    assert {path[0] for path in locate(TEXT)} == {"a b", "d", "list", "when", "table", "many"}


@pytest.mark.parametrize(
    "key", ["world.firms", "regime.2016.use", 'sources."a b"', "change.2019.indicator.x.weight"]
)
def test_a_key_is_shown_as_it_can_be_set(key):
    assert dotted(split(key)) == key
