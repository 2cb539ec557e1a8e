"""`eastwest check`: is a scenario or a reform sound, and if not, where."""

from typing import Annotated

import typer

from eastwest_lab.cli.exits import BAD_INPUT


def check(names: Annotated[list[str], typer.Argument(metavar="NAME|FILE...")]) -> None:
    """Read scenarios, regimes, and reforms over `history`; report all that is wrong with each."""
    from eastwest.errors import ScenarioError
    from eastwest.reading.library import find_regime
    from eastwest.reading.timeline import regime
    from eastwest_lab.cli.caution import warn_of_late
    from eastwest_lab.cli.naming import BASE, is_reform, is_regime, loaded, sources
    from eastwest_lab.cli.unusual import warn_of_unusual
    from eastwest_lab.cli.vain import warn_of_vain
    from eastwest_lab.language import choose, messages

    say, is_sound = messages(choose()), True
    for name in names:
        is_part = False
        try:
            if is_regime(name):
                regime(find_regime(name))
                typer.echo(say("cli.sound_regime", name=name))
                warn_of_unusual(sources(name), say)
                continue
            is_part = is_reform(name)
            scenario = loaded(name)
            typer.echo(say("cli.sound_reform" if is_part else "cli.sound", name=name, base=BASE))
            warn_of_late([scenario], say)
            warn_of_vain([scenario], say)
            warn_of_unusual(sources(name), say)
        except ScenarioError as error:
            typer.echo(str(error), err=True)
            if is_part:
                typer.echo(say("cli.tried", name=name, base=BASE), err=True)
            is_sound = False
    if not is_sound:
        raise typer.Exit(BAD_INPUT)
