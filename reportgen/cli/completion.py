"""The command `reportgen completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of SHELL.

    \b
    bash:  reportgen completion bash >> ~/.bashrc
    zsh:   reportgen completion zsh >> ~/.zshrc
    fish:  reportgen completion fish > ~/.config/fish/completions/reportgen.fish
    """
    from reportgen.cli import group

    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(completion(group, {}, "reportgen", "_REPORTGEN_COMPLETE").source())
