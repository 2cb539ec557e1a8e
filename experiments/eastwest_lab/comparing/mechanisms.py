"""Mechanisms that can be switched off: groups of channels in which nobody may do anything."""

from collections.abc import Iterator, Mapping
from typing import Any

from eastwest.scenario import Scenario

GROUPS: Mapping[str, tuple[str, ...]] = {
    "money": ("aid", "society"),
    "people": ("leadership", "talent"),
    "firms": ("industry",),
    "work": ("labour", "consumption"),
    "public": ("services", "ecology"),
}
"""Group -> its channels; every channel is in one."""


def closed(scenario: Scenario, groups: frozenset[str]) -> Scenario:
    """Return a scenario without some groups: no effort in their channels, and no points for it.

    The weights of the other indicators take their place, so full marks can be had as before.
    """
    channels = {channel for group in groups for channel in GROUPS[group]}
    values: dict[str, Any] = {f"channel.{channel}.open": 0.0 for channel in sorted(channels)}
    values |= dict.fromkeys(_weights(scenario, channels), 0.0)
    return scenario.change(values) if values else scenario


def _weights(scenario: Scenario, channels: set[str]) -> Iterator[str]:
    """Yield the key of each weight that a regime, or a change of one, gives a channel."""
    scored = {
        name: each.channel
        for entry in scenario.regimes
        for name, each in entry.rule.indicator.items()
    }
    for listed in ("regime", "change"):
        for entry in scenario.data[listed]:
            for name, indicator in entry.get("indicator", {}).items():
                channel = indicator.get("channel", scored.get(name))
                if channel in channels and "weight" in indicator:
                    yield f"{listed}.{entry['from']}.indicator.{name}.weight"
