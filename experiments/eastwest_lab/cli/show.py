"""`eastwest show`: a scenario in full, what a reform sets, or the values of a word or year."""

from typing import Annotated

import typer


def show(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE")],
    word: Annotated[str | None, typer.Argument(metavar="WORD")] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
) -> None:
    """Show a scenario in full, what a reform sets over `history`, or the values a word names."""
    from eastwest.scenario import Scenario
    from eastwest_lab.cli.naming import BASE, is_reform, loaded
    from eastwest_lab.cli.portrait import look_up, portray, portray_reform
    from eastwest_lab.language import choose

    code, scenario = choose(lang), loaded(name)
    if word is None and is_reform(name):
        portray_reform(Scenario.load(BASE), scenario, code)
    elif word is None:
        portray(scenario, code)
    else:
        look_up(scenario, word, code)
