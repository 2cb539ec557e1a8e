"""A firm's year in words and tables."""

from dataclasses import replace

from eastwest.explaining import Alternative, FirmStory
from eastwest_lab.cli.terminal import heading, line, table
from eastwest_lab.language import Messages, number
from eastwest_lab.places import title_of

COMPARED = 4
"""Alternatives whose terms stand side by side."""


def tell_firm(story: FirmStory, say: Messages) -> None:
    """Write what became of a firm in a year, and why."""
    home = title_of(story.home, say.code)
    sector = say(f"cli.sectors.{story.sector}")
    heading(say("cli.firm.head", id=story.id, home=home, sector=sector, year=story.year))
    if story.profit:
        _profit(story, say)
    if story.alternatives:
        _choice(story, say)


def _profit(story: FirmStory, say: Messages) -> None:
    """Write the profit of a firm that is in the West."""
    line(say("cli.firm.hosted", place=_place(story.host, say)))
    rows = [[say(f"cli.terms.{name}"), number(term)] for name, term in story.profit.items()]
    rows.append([say("cli.firm.profit"), number(sum(story.profit.values()))])
    table([say("cli.explain.term"), say("cli.firm.share")], rows)
    line(say("cli.firm.leaves" if story.leaves else "cli.firm.stays"))


def _choice(story: FirmStory, say: Messages) -> None:
    """Write the alternatives of a firm at home."""
    line(say("cli.firm.looks" if story.looks else "cli.firm.looks_not"))
    heading(say("cli.firm.alternatives"))
    known = _each_once(story.alternatives)
    rows = [
        [
            _place(each.place, say),
            each.dyad or "\u2013",
            number(each.utility),
            f"{number(100 * each.chance)} %",
            say("cli.firm.chosen") if each.chosen else "",
        ]
        for each in known
    ]
    names = ("place", "pair", "utility", "chance", "what")
    table([say(f"cli.firm.{name}") for name in names], rows, words=2, last=True)
    unknown = len({each.place for each in story.alternatives if not each.known})
    if unknown:
        line(say("cli.firm.unknown", number=unknown))
    _terms(known[: COMPARED + 1], say)


def _terms(shown: list[Alternative], say: Messages) -> None:
    """Write the terms of the best alternatives side by side."""
    heading(say("cli.firm.terms"))
    names = dict.fromkeys(name for each in shown for name in each.terms)
    rows = [
        [say(f"cli.terms.{name}"), *(number(each.terms.get(name, 0.0)) for each in shown)]
        for name in names
    ]
    rows.append([say("cli.firm.utility"), *(number(each.utility) for each in shown)])
    table([say("cli.explain.term"), *(_place(each.place, say) for each in shown)], rows)


def _each_once(alternatives: tuple[Alternative, ...]) -> list[Alternative]:
    """Return home, then the known places, the best first; what came twice has both chances."""
    best: dict[str, Alternative] = {}
    for each in sorted(alternatives[1:], key=lambda each: (-each.chosen, -each.chance)):
        if each.known:
            first = best.get(each.place)
            chance = each.chance + (first.chance if first else 0.0)
            best[each.place] = replace(first or each, chance=chance)
    return [alternatives[0], *sorted(best.values(), key=lambda each: -each.utility)]


def _place(place: str, say: Messages) -> str:
    """Return what a place is called: its province and number."""
    if not place:
        return say("cli.firm.home")
    province, _, rest = place.partition("-")
    return f"{title_of(province, say.code)} {rest}".strip()
