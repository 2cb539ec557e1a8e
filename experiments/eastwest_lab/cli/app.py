"""All commands together: their help in the reader's language, their errors in one line."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from eastwest.backend import NAMES, using
from eastwest.errors import EastwestError
from eastwest.version import VERSION
from eastwest_lab.cli.check import check
from eastwest_lab.cli.compare import compare
from eastwest_lab.cli.diff import diff
from eastwest_lab.cli.exits import BAD_INPUT, FAILED, INTERRUPTED
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
from eastwest_lab.language import choose, messages


class Commands(TyperGroup):
    """The commands; their help comes from the catalogue of messages."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        words = messages(_language()).texts
        self.help = words["cli.help.eastwest"]
        for name, command in self.commands.items():
            command.help = words[f"cli.help.{name}"]
        for name, command in {"": self, **self.commands}.items():
            for parameter in command.params:
                key = f"cli.options.{parameter.name}"
                vars(parameter)["help"] = words.get(f"{key}_of_{name}") or words[key]
                _without_types(parameter)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; errors that are ours and interruption end it in one line."""
        try:
            return super().invoke(ctx)
        except EastwestError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(BAD_INPUT) from None
        except MemoryError as error:
            say = messages(_language())
            typer.echo(say("cli.no_memory", error=str(error).partition("\n")[0]), err=True)
            raise typer.Exit(FAILED) from None
        except KeyboardInterrupt:
            typer.echo(messages(_language())("cli.interrupted"), err=True)
            raise typer.Exit(INTERRUPTED) from None


def _without_types(parameter: Any) -> None:
    """Let help say `N` and `FILE...`, not `<int range>` and `<list[str]>`."""
    vars(parameter)["_get_number_range_help_str"] = lambda: None
    if parameter.param_type_name == "argument":
        vars(parameter)["display_type_rich"] = lambda ctx: ""


def _language() -> str:
    """Return the language of help; a wrong setting is reported by the command, not here."""
    try:
        return choose()
    except EastwestError:
        return "en"


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
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    arithmetic: Annotated[str | None, typer.Option("--backend", metavar="|".join(NAMES))] = None,
) -> None:
    """Is replaced by the catalogue's words."""
    context.with_resource(using(arithmetic))
