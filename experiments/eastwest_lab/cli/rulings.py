"""Evaluation rules in words, for the table of rules of a run's report."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eastwest.evaluation.grade import Bars, Contest
from eastwest.evaluation.indicator import Evidence, Indicator, Target
from eastwest.evaluation.observe import Audit
from eastwest.evaluation.quantiles import Quantiles
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.reward import CONSEQUENCES
from eastwest.scenario import Scenario, ruling
from eastwest_lab.language import Messages, messages, number
from eastwest_lab.story import Rule

EVIDENCE = ("pledge", "activity", "result")


def rules(scenario: Scenario, lang: str) -> tuple[Rule, ...]:
    """Return each rule of a run in words, where they differ from those of the one before."""
    say, (first, last) = messages(lang), scenario.tables.years
    begun, found = ruling(scenario.regimes, first).start, list[Rule]()
    for entry in scenario.regimes:
        if begun <= entry.start <= last:
            rule = _rule(max(entry.start, first), entry.rule, say)
            if not found or replace(rule, year=found[-1].year) != found[-1]:
                found.append(rule)
    return tuple(found)


def _rule(year: int, rule: Regime, say: Messages) -> Rule:
    return Rule(
        year=year,
        title=rule.title,
        parts={
            "east": tuple(_side(rule, "east", say)) or (say("rules.nobody"),),
            "west": tuple(_side(rule, "west", say)) or (say("rules.nobody"),),
            "judged": tuple(_judged(rule, say)),
            "rewards": tuple(_rewards(rule.reward, say)),
        },
    )


def _judged(rule: Regime, say: Messages) -> Iterator[str]:
    """Yield how a side is judged, whatever it is judged by."""
    counted = [each for each in rule.indicator.values() if each.weight > 0.0 or each.is_special]
    yield from _score(rule, say)
    yield from _grades(rule.grade, say)
    yield from _evidence(counted, say)
    yield from _targets([each.target for each in counted], say)
    yield _audit(rule.observe.audit, say)


def _side(rule: Regime, side: str, say: Messages) -> Iterator[str]:
    """Yield what a side is judged by, a line for each channel or outcome."""
    mine = [each for each in rule.indicator.values() if side in each.sides]
    whole = sum(each.weight for each in mine if not each.optional)
    counted = [each for each in mine if each.weight > 0.0 or each.is_special]
    for name in dict.fromkeys(_name(each, say) for each in counted):
        same = [each for each in counted if _name(each, say) == name]
        weight = sum(each.weight for each in same if not each.optional)
        share = [_percent(say, weight / whole)] if weight > 0.0 else []
        more = (_special(each, each.optional and weight > 0.0, say) for each in same)
        told = say("rules.and").join(dict.fromkeys([*share, *(part for part in more if part)]))
        yield f"{name}\u00a0{told}" if share else f"{name} {told}"


def _name(each: Indicator, say: Messages) -> str:
    """Return what an indicator looks at: a channel, or an outcome and what it is of."""
    if each.channel:
        return say(f"channels.{each.channel}")
    kind, of = str(getattr(each.outcome, "kind", "")), getattr(each.outcome, "of", "")
    key = f"rules.outcomes.{kind}_{of}" if of else f"rules.outcomes.{kind}"
    return say.texts.get(key, f"{kind} {of}".strip().replace("_", " "))


def _special(each: Indicator, besides: bool, say: Messages) -> str:
    """Return what an indicator does otherwise than by its weight."""
    told = [say("rules.also_optional" if besides else "rules.optional")] * each.optional
    if each.bottom_line:
        told.append(say("rules.bottom_line", share=_percent(say, each.bottom_line)))
    if each.bonus and each.bonus.points:
        points, above = number(each.bonus.points), _percent(say, each.bonus.above)
        told.append(say("rules.bonus", points=points, share=above))
    return say("rules.and").join(told)


def _score(rule: Regime, say: Messages) -> Iterator[str]:
    """Yield how indicators become a score, and what a unit may choose."""
    yield _of_kind("score", rule.score, say)
    if rule.discretion is not None:
        share, pick = _percent(say, rule.discretion.share), rule.discretion.pick
        yield say("rules.discretion", share=share, pick=pick)


def _grades(grade: object, say: Messages) -> Iterator[str]:
    """Yield how a score becomes a grade."""
    if isinstance(grade, Contest):
        yield say("rules.contest", share=_percent(say, grade.winners))
    elif isinstance(grade, Bars):
        yield say("rules.bars", bars=say("rules.list").join(map(number, grade.bars)))
    elif isinstance(grade, Quantiles):
        first, *others = (_percent(say, each) for each in grade.shares)
        told = [say("rules.best", share=first), *(say("rules.next", share=each) for each in others)]
        yield say("rules.list").join([*told, say("rules.others")])
        if grade.groups > 1:
            yield say("rules.groups", number=grade.groups)
    else:
        yield _of_kind("grade", grade, say)


def _evidence(counted: Sequence[Indicator], say: Messages) -> Iterator[str]:
    """Yield which evidence counts: that of most indicators, then of those with another."""
    told = dict[str, dict[str, None]]()
    for each in counted:
        told.setdefault(_parts(each.evidence, say), {})[_name(each, say)] = None
    first, *others = sorted(told, key=lambda parts: -len(told[parts])) or [""]
    if first:
        yield say("rules.evidence", parts=first)
    for parts in others:
        yield say("rules.evidence_of", names=say("rules.list").join(told[parts]), parts=parts)


def _parts(evidence: Evidence, say: Messages) -> str:
    """Return what pledges, activity and results count for; a share is told if there are several."""
    shares = {part: getattr(evidence, part) for part in EVIDENCE if getattr(evidence, part)}
    if len(shares) == 1:
        return say(f"rules.{next(iter(shares))}")
    parts = (f"{say(f'rules.{part}')} {_percent(say, share)}" for part, share in shares.items())
    return say("rules.list").join(parts)


def _targets(targets: Sequence[Target], say: Messages) -> Iterator[str]:
    """Yield how targets are set, and how they rise in the first years."""
    modes = dict.fromkeys(say(f"rules.modes.{each.mode}") for each in targets)
    if modes:
        yield say("rules.targets", modes=say("rules.list").join(modes))
    ramps = [each.ramp for each in targets if len(each.ramp) > 1]
    if ramps:
        first, last = (_percent(say, *(ramp[end] for ramp in ramps)) for end in (0, -1))
        yield say("rules.ramp", years=max(map(len, ramps)), first=first, last=last)
    kept = [each.ratchet for each in targets if each.ratchet]
    if kept:
        yield say("rules.ratchet", share=_percent(say, *kept))


def _audit(audit: Audit, say: Messages) -> str:
    """Return who checks how many reports, and how much is found."""
    if not audit.share:
        return say("rules.no_audit")
    found = _percent(say, audit.finds)
    return say(f"rules.audit_{audit.by}", share=_percent(say, audit.share), found=found)


def _rewards(reward: object, say: Messages) -> Iterator[str]:
    """Yield what differs by grade, the lowest first."""
    for name in CONSEQUENCES:
        values = getattr(reward, name, ())
        if any(values):
            told = " / ".join(f"{each:,g}".replace("-", "\u2212") for each in values)
            yield f"{say(f'rules.rewards.{name}')}{say('words.colon')}{told}"


def _of_kind(group: str, rule: object, say: Messages) -> str:
    kind = str(getattr(rule, "kind", type(rule).__name__))
    return say.texts.get(f"rules.{group}.{kind}", kind.replace("_", " "))


def _percent(say: Messages, *shares: float) -> str:
    """Return a share in per cent, or the least and the largest of several."""
    ends = sorted({min(shares), max(shares)})
    told = "\u2013".join(f"{100 * each:.1f}".removesuffix(".0") for each in ends)
    return f"{told}{say('words.before_unit')}%".replace(" ", "\u00a0")
