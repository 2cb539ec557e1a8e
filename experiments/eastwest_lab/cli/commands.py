"""All commands as one group: help and errors in few words, two options that stand anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from eastwest.errors import EastwestError
from eastwest_lab.cli.exits import BAD_INPUT, FAILED, INTERRUPTED
from eastwest_lab.language import choose, messages

ANYWHERE = ("lang", "arithmetic")
"""Parameters of the group that every command takes behind its name as well."""


class Commands(TyperGroup):
    """The commands; their help comes from the catalogue of messages."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        shared = [each for each in self.params if each.name in ANYWHERE]
        for command in self.commands.values():
            command.params += shared
        self.describe()

    def describe(self) -> None:
        """Say what commands and options are, in the language in use."""
        words = messages(_language()).texts
        self.help = words["cli.help.eastwest"]
        for name, command in self.commands.items():
            command.help = words[f"cli.help.{name}"]
        for name, command in {"": self, **self.commands}.items():
            for parameter in command.params:
                key = f"cli.options.{parameter.name}"
                vars(parameter)["help"] = words.get(f"{key}_of_{name}") or words[key]
                _without_types(parameter)

    def make_context(self, info_name: Any, args: list[str], *more: Any, **settings: Any) -> Any:
        """Read what stands before the command."""
        with self._in_one_line():
            return super().make_context(info_name, _help_last(args), *more, **settings)

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        with self._in_one_line():
            return super().invoke(ctx)

    @contextmanager
    def _in_one_line(self) -> Iterator[None]:
        """Let errors that are ours and interruption end the program in one line."""
        try:
            yield
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
        except Exception as error:
            if type(error).__name__ == "NoSuchOption":  # typer's own, which it does not export
                vars(error)["message"] += self._place(vars(error)["option_name"])
            raise

    def _place(self, option: str) -> str:
        """Return where an option stands that does not belong where it was written."""
        if any(option in each.opts for each in self.params):
            return f"; it stands before the command: eastwest {option} ..."
        takers = [
            name
            for name, command in self.commands.items()
            if any(option in each.opts for each in command.params)
        ]
        if not takers:
            return ""
        return f"; it stands behind {' or '.join(takers)}: eastwest {takers[0]} ... {option}"


def _help_last(args: list[str]) -> list[str]:
    """Return what was typed with `--help` behind all else: it speaks as soon as it is read."""
    asked = [each for each in args if each == "--help"]
    return [each for each in args if each != "--help"] + asked


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
