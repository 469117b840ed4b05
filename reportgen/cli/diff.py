"""The command `reportgen diff`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from reportgen.cli.edge import FILES_ARE_WRONG, figure_names, problems_end_it, workspace_option

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.workspace import Workspace
    from reportgen.comparison.told import Told

FORMATS = ("text", "json", "markdown")


@click.command("diff")
@click.argument("sides", nargs=-1, metavar="[A] [B]")
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True,
              help="For people, for programs, or as a comment on a pull request.")  # fmt: skip
@click.option("--markdown", "style", flag_value="markdown", help="The same as --format markdown.")
@click.option("--figure", "figures", multiple=True, metavar="NAME", shell_complete=figure_names,
              help="Split the change of this figure too.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Every edit, figure and sentence.")
@workspace_option
def command(
    sides: tuple[str, ...], style: str, figures: tuple[str, ...], folder: Path, *, everything: bool
) -> None:
    """Show what an edit did: every changed assumption, what it added to each headline, what prints otherwise.

    A and B are editions, revisions of git, or an edition at a revision. A revision alone is compared with
    the working tree, an edition alone with the one before it, and nothing at all with what is committed.

    \b
    reportgen diff                          what you have not committed yet
    reportgen diff amazon/2026Q1 amazon/2026Q2
    reportgen diff HEAD~3 amazon/2026Q2     one edition, then and now
    reportgen diff v1:amazon/2026Q1 HEAD    an edition at a tag
    reportgen diff --markdown main...HEAD   what a branch adds
    """
    from reportgen.assumptions.workspace import find_workspace
    from reportgen.repository.snapshots import SnapshotError

    with problems_end_it():
        workspace = find_workspace(folder.resolve())
        try:
            told = _told(workspace, sides, figures)
        except SnapshotError as error:
            raise click.UsageError(str(error)) from error
    _print(told, style, everything=everything)
    if any(each.comparison.after.problems for each in told):
        sys.exit(FILES_ARE_WRONG)


def _told(workspace: Workspace, words: tuple[str, ...], figures: tuple[str, ...]) -> list[Told]:
    """Every comparison that is asked for, each with who made its edits."""
    from reportgen.cli.sides import Sides, authorship, editions, read_side
    from reportgen.comparison import naming
    from reportgen.comparison.comparing import compare
    from reportgen.comparison.told import Told

    laying = Sides(workspace)
    with laying.disk:
        pair = naming.pair(words, workspace.has, workspace.before)
        before, after = laying.places(pair)
        found = []
        for old, new in editions(before, after, pair):
            sides = read_side(before, old, figures), read_side(after, new, figures)
            comparison = compare((str(old), str(new)), *sides, figures)
            found.append(Told(comparison, authorship(comparison, workspace.root, before.point, after.point)))
        return found


def _print(told: list[Told], style: str, *, everything: bool) -> None:
    if style == "json":
        from reportgen.comparison.as_data import as_data

        click.echo(json.dumps(as_data(told), indent=2, ensure_ascii=False))
    elif style == "markdown":
        from reportgen.comparison.as_markdown import as_markdown

        click.echo(as_markdown(told))
    else:
        from reportgen.comparison.as_text import as_text

        click.echo(as_text(told, everything=everything))
