"""`eastwest show`: a scenario in full, or some of its values, with units and sources."""

from typing import Annotated

import typer


def show(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE")],
    word: Annotated[str | None, typer.Argument(metavar="WORD")] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
) -> None:
    """Show title, question, timeline, score sheets and values; or the values a word names."""
    from eastwest.scenario import Scenario
    from eastwest_lab.cli.portrait import look_up, portray
    from eastwest_lab.language import choose

    code, scenario = choose(lang), Scenario.load(name)
    if word is None:
        portray(scenario, code)
    else:
        look_up(scenario, word, code)
