"""The command line: all commands, and the options that all take."""

from typing import Annotated

import typer

from eastwest.backend import NAMES, using
from eastwest.version import VERSION
from eastwest_lab.cli.check import check
from eastwest_lab.cli.commands import Commands
from eastwest_lab.cli.compare import compare
from eastwest_lab.cli.diff import diff
from eastwest_lab.cli.explain import explain
from eastwest_lab.cli.export import export
from eastwest_lab.cli.fork import fork
from eastwest_lab.cli.listing import listing
from eastwest_lab.cli.merge import merge
from eastwest_lab.cli.new import new
from eastwest_lab.cli.plot import plot
from eastwest_lab.cli.run import run
from eastwest_lab.cli.schema import schema
from eastwest_lab.cli.show import show
from eastwest_lab.cli.status import status
from eastwest_lab.cli.sweep import sweep
from eastwest_lab.language import speaking


def _speak(context: typer.Context, asked: str | None) -> None:
    context.find_root().with_resource(speaking(asked))
    commands = context.find_root().command
    if asked and isinstance(commands, Commands):
        commands.describe()


def _calculate(context: typer.Context, asked: str | None) -> None:
    context.find_root().with_resource(using(asked))


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"eastwest {VERSION}")
        raise typer.Exit


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command, name in (
    (run, "run"),
    (listing, "list"),
    (show, "show"),
    (diff, "diff"),
    (new, "new"),
    (check, "check"),
    (schema, "schema"),
    (explain, "explain"),
    (compare, "compare"),
    (plot, "plot"),
    (fork, "fork"),
    (sweep, "sweep"),
    (status, "status"),
    (merge, "merge"),
    (export, "export"),
):
    app.command(name)(command)


@app.callback()
def eastwest(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    lang: Annotated[
        str | None,
        typer.Option(metavar="en|zh", callback=_speak, is_eager=True, expose_value=False),
    ] = None,
    arithmetic: Annotated[
        str | None,
        typer.Option("--backend", metavar="|".join(NAMES), callback=_calculate, expose_value=False),
    ] = None,
) -> None:
    """Is replaced by the catalogue's words."""
