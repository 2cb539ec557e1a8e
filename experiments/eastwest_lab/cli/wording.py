"""Values as a scenario file would write them."""

from typing import Any


def written(value: Any) -> str:
    """Return a value as a scenario file would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(written(each) for each in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{name} = {written(each)}" for name, each in value.items())
    return "\u2013" if value is None else str(value)
