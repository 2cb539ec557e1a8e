"""`eastwest check`: is a scenario sound, and if not, where."""

from typing import Annotated

import typer


def check(names: Annotated[list[str], typer.Argument(metavar="NAME|FILE...")]) -> None:
    """Read scenarios and report everything that is wrong with each."""
    from eastwest.errors import ScenarioError
    from eastwest.scenario import Scenario
    from eastwest_lab.language import choose, messages

    say, is_sound = messages(choose()), True
    for name in names:
        try:
            Scenario.load(name)
            typer.echo(say("cli.sound", name=name))
        except ScenarioError as error:
            typer.echo(str(error), err=True)
            is_sound = False
    if not is_sound:
        raise typer.Exit(2)
