"""The application that the commands join: it takes paths itself, and gives way to a command that comes first."""

from typing import Any

import typer
from typer.core import TyperGroup

HELP_OPTIONS = {"help_option_names": ["--help", "-h"]}


class PathsOrCommand(TyperGroup):
    """A group that takes paths itself, and gives way to a subcommand only if its name comes first."""

    # Groups stop reading options at the first argument; here options may follow the paths.
    allow_interspersed_args = True

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Parse the arguments for the subcommand that they begin with, or else for the group itself."""
        if args and (command := self.commands.get(args[0])):
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run whichever of the two the context was made for."""
        return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)


app = typer.Typer(
    name="extract",
    cls=PathsOrCommand,
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="",
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
    context_settings=HELP_OPTIONS,
)
