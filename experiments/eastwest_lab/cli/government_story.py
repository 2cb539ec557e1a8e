"""A government's plan in words and tables."""

from collections.abc import Sequence
from math import isfinite

from eastwest.explaining import GovernmentStory, TaskTerms
from eastwest_lab.catalogue import amount, unit
from eastwest_lab.cli.terminal import heading, line, table
from eastwest_lab.language import Messages, number

SEEN = 5e-4
"""Numbers below this are nil to the eye."""


def tell_government(story: GovernmentStory, say: Messages, full: float | None = None) -> None:
    """Write what a government weighed in a year.

    Args:
        story: The plan, taken apart.
        say: The language.
        full: Points when every target is met; None where the rule does not say.
    """
    _head(story, say)
    _stakes(story, full, say)
    _points(story, say)
    _efforts(story, say)
    _padding(story, say)
    _sum(story, say)


def _head(story: GovernmentStory, say: Messages) -> None:
    heading(
        say(
            "cli.explain.head",
            name=say.pick(story.name),
            id=story.id,
            side=say(f"cli.sides.{story.side}"),
            tier=say(f"cli.tiers.{story.tier}"),
            year=story.year,
        )
    )
    line(f"{say('cli.regime')}{say('words.colon')}{say.pick(story.regime)}")
    line(say("cli.explain.size", capacity=number(story.capacity), counties=number(story.counties)))


def _stakes(story: GovernmentStory, full: float | None, say: Messages) -> None:
    """Write what the grades are worth, and how likely each is."""
    heading(say("cli.explain.stakes"))
    if not any(grade.worth for grade in story.grades):
        line(say("cli.explain.nothing"))
        return
    rows = [
        [str(rank), number(grade.worth), _percent(grade.chance), number(grade.worth * grade.chance)]
        for rank, grade in enumerate(reversed(story.grades), start=1)
    ]
    _table(("grade", "worth", "chance", "expected"), rows, say)
    if story.bars:
        bars = ", ".join(number(bar) for bar in reversed(story.bars))
        line(say("cli.explain.bars", bars=bars, noise=number(story.noise)))
    elif story.shares:
        shares = ", ".join(_percent(share) for share in story.shares)
        line(say("cli.explain.shares", shares=shares, noise=number(story.noise)))
    else:
        line(say("cli.explain.contest", rivals=number(story.rivals), memory=number(story.memory)))
    line(say("cli.explain.score", score=number(story.score), value=number(story.point_value)))
    if full is not None:
        line(say("cli.explain.scale", full=number(full)))


def _points(story: GovernmentStory, say: Messages) -> None:
    """Write what effort is believed to count for; the points add up to the believed score."""
    if story.lines:
        _sheet(story, say)
        return
    scored = [task for task in story.tasks if task.slope > 0 or task.points > 0]
    if not scored:
        return
    rows = [_pointed(task, say) for task in scored]
    for key, points in (("base", story.base), ("score_sum", story.score)):
        rows.append([say(f"cli.explain.{key}"), "", "", "", number(points), ""])
    heading(say("cli.explain.points"))
    names = ("task", "target", "belief", "slope", "point", "most")
    _table(names, rows, say, whole=True)


def _sheet(story: GovernmentStory, say: Messages) -> None:
    """Write the score sheet line by line where the score is no plain sum."""
    rows = [
        [
            each.name + (f" ({say('cli.explain.by_rank')})" if each.by_rank else ""),
            _percent(each.fulfilment),
            _percent(each.cap),
            number(each.marginal),
            number(each.bonus) if each.bonus else "",
            say(f"cli.explain.{'missed' if each.given_up else 'met'}") if each.bottom else "",
            say("cli.explain.free") if each.optional else "",
        ]
        for each in story.lines
    ]
    names = ("line", "fulfilment", "cap", "marginal", "bonus", "bottom", "choice")
    heading(say("cli.explain.sheet"))
    _table(names, rows, say, whole=True)
    heading(say("cli.explain.points"))
    told = [
        [
            each.name,
            amount(each.target, each.unit, say.code),
            amount(each.belief, each.unit, say.code),
        ]
        for each in story.lines
    ]
    _table(("line", "target", "belief"), told, say, whole=True)


def _pointed(task: TaskTerms, say: Messages) -> list[str]:
    """Return a channel's row of the table of points."""
    measure = unit(f"true_{task.name}")
    return [
        _task(task.name, say),
        amount(task.target, measure, say.code),
        amount(task.belief, measure, say.code),
        number(task.slope),
        number(task.points),
        number(task.ceiling) if isfinite(task.ceiling) else "\u2013",
    ]


def _efforts(story: GovernmentStory, say: Messages) -> None:
    """Write effort last year, best and done, and what one more unit brings and costs."""
    heading(say("cli.explain.efforts"))
    rows = [
        [
            _task(task.name, say),
            number(task.effort_before),
            number(task.effort_best),
            number(task.effort),
            number(task.marginal_gain),
            number(task.marginal_cost),
            say(f"cli.bounds.{task.bound}") if task.bound else "",
        ]
        for task in story.tasks
    ]
    names = ("task", "before", "best", "done", "gain", "cost", "bound")
    _table(names, rows, say, last=True)
    if any(task.bound == "ceiling" for task in story.tasks):
        line(say("cli.explain.full"))
    line(say("cli.explain.step", percent=number(100 * story.step)))


def _padding(story: GovernmentStory, say: Messages) -> None:
    """Write padding where there is any."""
    rows = [
        [
            _task(task.name, say),
            _percent(task.padding_before),
            _percent(task.padding_best),
            _percent(task.padding),
            number(task.padding_gain),
            number(task.padding_cost),
            number(task.penalty),
        ]
        for task in story.tasks
        if max(task.padding_before, task.padding_best) > SEEN
    ]
    heading(say("cli.explain.padding"))
    if not rows:
        line(say("cli.explain.honest"))
        return
    names = ("task", "before", "best", "done", "padding_gain", "padding_cost", "penalty")
    _table(names, rows, say, whole=True)


def _sum(story: GovernmentStory, say: Messages) -> None:
    """Write the terms of the payoff and their sum."""
    heading(say("cli.explain.sum"))
    terms = {
        "worth_of_grades": story.at_stake,
        "intrinsic": sum(task.intrinsic for task in story.tasks),
        "effort_cost": -sum(task.effort_cost for task in story.tasks),
        "shared_cost": -story.shared_cost,
        "padding_price": -sum(task.padding_cost for task in story.tasks),
        "penalty": -sum(task.penalty for task in story.tasks),
        "payoff": story.payoff,
    }
    rows = [[say(f"cli.explain.{name}"), number(value)] for name, value in terms.items()]
    _table(("term", "utility"), rows, say)


def _table(
    names: Sequence[str], rows: Sequence[Sequence[str]], say: Messages, **words: bool
) -> None:
    """Write a table whose head the catalogue names; `words` as `terminal.table` takes them."""
    table([say(f"cli.explain.{name}") for name in names], rows, **words)


def _task(name: str, say: Messages) -> str:
    return say("cli.explain.growth") if name == "growth" else say(f"channels.{name}")


def _percent(share: float) -> str:
    return f"{number(100 * share)} %" if isfinite(share) else "\u2013"
