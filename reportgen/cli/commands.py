"""A group of commands whose modules are loaded only when they are called."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class Commands(click.Group):
    """Finds a command's module, `package.name`, only when it is called: --help imports none of them."""

    def __init__(
        self,
        *words: Any,  # noqa: ANN401 - what click's own group takes
        package: str = "reportgen.cli",
        commands: Mapping[str, str],
        **options: Any,  # noqa: ANN401
    ) -> None:
        """`commands` holds the line that --help shows for each."""
        super().__init__(*words, **options)
        self.package, self.lines = package, commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in alphabetical order."""
        del ctx
        return sorted(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command from its own module, or None where there is none of that name."""
        del ctx
        if cmd_name not in self.lines:
            return None
        module: Any = importlib.import_module(f"{self.package}.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command where a word is none."""
        if args and args[0] not in self.lines and not args[0].startswith("-"):
            from reportgen.problems import nearest

            ctx.fail(f"No command '{args[0]}': {nearest(args[0], tuple(self.lines))}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.lines[name]) for name in sorted(self.lines)])
