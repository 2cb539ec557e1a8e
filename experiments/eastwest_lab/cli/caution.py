"""Say when a saved run is not what this program would make of it."""

import typer

from eastwest.results import Saved
from eastwest.results.saving import versions
from eastwest_lab.language import Messages


def warn_of_versions(saved: Saved, say: Messages) -> None:
    """Say which versions are not those that made a run."""
    then, now = saved.manifest.get("versions", {}), versions()
    changed = [
        f"{name} {then.get(name, '?')} \u2192 {now[name]}"
        for name in now
        if then.get(name) != now[name]
    ]
    if changed:
        typer.echo(say("cli.other_versions", changed=", ".join(changed)), err=True)
