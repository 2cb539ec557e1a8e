"""A scenario extends one or several: the later wins, and what all share lies under them."""

import pytest

from eastwest.loader import load, to_toml

TITLES = '[title]\nen = "{0}"\nzh = "{0}"\n'


@pytest.fixture
def family(write):
    """Write files that extend each other, by name and what they extend; each has a seed."""

    def to(**files):
        for name, (extends, text) in files.items():
            write(f"{name}.toml", f"extends = {extends}\n{text}")

    return to


def test_the_later_parent_wins_and_the_file_itself_most(family):
    family(
        a=('"history"', "seed = 2\ntie.fade = 0.3\njoint.own = 0.6"),
        b=('"history"', "seed = 3\ntie.fade = 0.4"),
        c=('["./a.toml", "./b.toml"]', "seed = 4"),
    )
    made = load("./c.toml").tables
    assert (made.seed, made.tie.fade, made.joint.own) == (4, 0.4, 0.6)


def test_what_both_extend_does_not_undo_what_one_changed(family):
    family(
        root=('"history"', "seed = 2\ntie.fade = 0.3"),
        a=('"./root.toml"', "seed = 5"),
        b=('"./root.toml"', "tie.fade = 0.4"),
        c=('["./a.toml", "./b.toml"]', ""),
    )
    made = load("./c.toml").tables
    assert (made.seed, made.tie.fade) == (5, 0.4)


def test_dated_lists_of_all_parents_merge_by_date(family):
    family(
        a=('"history"', "[[lever]]\nfrom = 2018\nsubsidy = 2.0\n[[change]]\nfrom = 2018\n"
           "observe.noise = 9"),
        b=('"history"', "[[lever]]\nfrom = 2018\nplatform = 0.5"),
        c=('["./a.toml", "./b.toml"]', ""),
    )  # fmt: skip
    made = load("./c.toml")
    lever = next(each.rule for each in made.levers if each.start == 2018)
    assert (lever.subsidy, lever.platform) == (2.0, 0.5)
    assert next(each.rule for each in made.regimes if each.start == 2018).observe.noise == 9.0


def test_one_parent_in_a_list_is_that_parent(family, write):
    family(a=('["history"]', "seed = 7"), b=('"history"', "seed = 7"))
    assert load("./a.toml").digest == load("./b.toml").digest


def test_written_out_it_needs_no_parent(family, write):
    family(a=('["no_collaboration", "history"]', "seed = 7"))
    made = load("./a.toml")
    assert load(write("whole.toml", to_toml(made))).digest == made.digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends = []", "my.toml:1: extends: must name a scenario or several (got [])"),
        (
            'extends = [\n"history",\n"hstory"]',
            "my.toml:3: extends[1]: no such scenario in the library (got 'hstory'); "
            "did you mean 'history'?",
        ),
        ('extends = ["history", 5]', "my.toml:1: extends[1]: must be the name of a scenario"),
        (
            'extends = ["history", "../outside.toml"]',
            "my.toml:1: extends[1]: must stay inside the folder of its file",
        ),
        (
            'extends = ["history", "./my.toml"]',
            "my.toml:1: extends[1]: must not go in a circle (my.toml -> my.toml)",
        ),
    ],
)
def test_a_bad_parent_is_told_by_its_place(refused, text, said):
    assert refused(text).startswith(said)
    assert "\n" not in refused(text)


def test_a_circle_through_the_second_parent_is_shown(here, refusal):
    for name, others in (("a", '["history", "./b.toml"]'), ("b", '["./c.toml", "history"]')):
        (here / f"{name}.toml").write_text(f"extends = {others}", encoding="utf-8")
    (here / "c.toml").write_text('extends = "./a.toml"', encoding="utf-8")
    said = refusal("./a.toml")
    assert said.startswith("c.toml:1: extends: must not go in a circle")
    assert said.endswith("(a.toml -> b.toml -> c.toml -> a.toml)")


def test_files_that_double_at_every_step_are_refused_in_time(here, refusal):
    for number in range(1, 8):
        text = f'extends = ["./{number + 1}.toml", "./{number + 1}.toml"]'
        (here / f"{number}.toml").write_text(text, encoding="utf-8")
    (here / "8.toml").write_text("seed = 4", encoding="utf-8")
    assert "must not lead to more than 100 files" in refusal("./1.toml")
