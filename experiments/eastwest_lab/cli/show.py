"""`eastwest show`: a scenario or regime, what a reform sets, or values of words or a year."""

from typing import Annotated

import typer


def show(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE")],
    word: Annotated[list[str] | None, typer.Argument(metavar="WORD...")] = None,
) -> None:
    """Show a scenario or regime in full, what a reform sets, or the values that words name."""
    from eastwest.reading.library import find_regime
    from eastwest.reading.timeline import regime
    from eastwest.scenario import Scenario
    from eastwest_lab.cli.naming import BASE, is_reform, is_regime, loaded
    from eastwest_lab.cli.portrait import look_up, portray, portray_reform, portray_regime
    from eastwest_lab.language import choose

    code = choose()
    if is_regime(name) and not word:
        portray_regime(regime(find_regime(name)), code)
        return
    scenario = loaded(name)
    if not word and is_reform(name):
        portray_reform(Scenario.load(BASE), scenario, code)
    elif not word:
        portray(scenario, code)
    else:
        look_up(scenario, word, code)
