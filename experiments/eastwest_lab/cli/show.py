"""`eastwest show`: a scenario in full, with units and sources."""

from typing import Annotated

import typer


def show(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE")],
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
) -> None:
    """Show title, question, timeline, score sheets, and every value with unit and source."""
    from eastwest.scenario import Scenario
    from eastwest_lab.cli.portrait import portray
    from eastwest_lab.language import choose

    code = choose(lang)
    portray(Scenario.load(name), code)
