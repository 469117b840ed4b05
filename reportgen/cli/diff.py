"""The command `reportgen diff`."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from reportgen.cli.edge import (
    FILES_ARE_WRONG,
    edition_names,
    figure_names,
    problems_end_it,
    workspace_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reportgen.assumptions.workspace import Workspace
    from reportgen.cli.sides import Place
    from reportgen.comparison.comparing import Comparison
    from reportgen.comparison.naming import Pair
    from reportgen.comparison.pairing import Matching
    from reportgen.comparison.told import Report, Told

FORMATS = ("text", "json", "markdown")


@click.command("diff")
@click.argument("sides", nargs=-1, metavar="[A] [B]", shell_complete=edition_names)
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
    from reportgen.comparison.naming import NamingError
    from reportgen.repository.snapshots import SnapshotError

    with problems_end_it():
        workspace = find_workspace(folder.resolve())
        try:
            report = _report(workspace, sides, figures)
        except (NamingError, SnapshotError) as error:
            raise click.UsageError(str(error)) from error
    _print(report, style, everything=everything)
    if any(told.comparison.after.problems for told in report.every):
        sys.exit(FILES_ARE_WRONG)


def _report(workspace: Workspace, words: Sequence[str], figures: Sequence[str]) -> Report:
    """Everything that is asked for, with who made the edits."""
    from reportgen.cli.sides import Laying
    from reportgen.comparison import naming
    from reportgen.comparison.pairing import Matching
    from reportgen.comparison.told import Report
    from reportgen.repository.authorship import renamed

    pair = naming.pair(words, partial(_edition, workspace), partial(_previous, workspace))
    laying = Laying(workspace)
    with laying.disk:
        before, after = laying.places(pair)
        points = before.point, after.point
        matching = Matching(
            before.workspace, after.workspace,
            lambda: renamed(workspace.root, *points, os.environ),
            any(place.program for place in (before, after)),
        )  # fmt: skip
        every = tuple(_told(workspace, before, after, matching, pair, figures))
        templates = () if pair.edition else _templates(workspace, before, after)
        return Report(every, templates, {} if pair.edition else matching.renamed)


def _templates(workspace: Workspace, before: Place, after: Place) -> tuple[str, ...]:
    """Paths of templates that differ; what git ignores in the folder is none."""
    from reportgen.comparison.pairing import differing_files
    from reportgen.repository.differences import touched

    folders = (place.workspace.root / "templates" for place in (before, after))
    found = [f"templates/{path}" for path in differing_files(*folders)]
    if found and not (before.point.commit and after.point.commit):
        known = touched(workspace.root, before.point, after.point, os.environ)
        found = [path for path in found if path in known]
    return tuple(found)


def _told(  # noqa: PLR0913, PLR0917 - both sides, and what is asked of them
    workspace: Workspace,
    before: Place,
    after: Place,
    matching: Matching,
    pair: Pair,
    figures: Sequence[str],
) -> Iterator[Told]:
    from reportgen.cli.sides import authorship, read_sides
    from reportgen.comparison.comparing import compare
    from reportgen.comparison.told import Told

    for match in (matching.named(pair),) if pair.edition else matching.differing():
        comparison = compare(match, *read_sides(before, after, match, figures), figures)
        _refuse_unknown(figures, comparison)
        yield Told(comparison, authorship(comparison, workspace.root, before.point, after.point))


def _edition(workspace: Workspace, words: str) -> str:
    """The full name of the edition that is meant in the working tree; '' where none is."""
    return str(workspace.find(words)) if workspace.has(words) else ""


def _previous(workspace: Workspace, edition: str) -> str:
    company, _, quarter = edition.partition("/")
    earlier = [each for each in workspace.editions(company) if each < quarter]
    return f"{company}/{earlier[-1]}" if earlier else ""


def _refuse_unknown(figures: Sequence[str], comparison: Comparison) -> None:
    """A figure that no side has is a slip of the pen."""
    from reportgen.problems import nearest

    stories = [side.story for side in (comparison.before, comparison.after) if side.story]
    known = {name: None for story in stories for name in story.now.figures.figures}
    for figure in figures if stories else ():
        if figure not in known:
            raise click.BadParameter(
                f"no figure '{figure}'; {nearest(figure, tuple(known))}", param_hint="--figure"
            )


def _print(report: Report, style: str, *, everything: bool) -> None:
    if style == "json":
        from reportgen.comparison.as_data import as_data

        click.echo(json.dumps(as_data(report), indent=2, ensure_ascii=False, allow_nan=False))
    elif style == "markdown":
        from reportgen.comparison.as_markdown import as_markdown

        click.echo(as_markdown(report))
    else:
        from reportgen.comparison.as_text import as_text

        # click.echo leaves the marks out where no terminal shows them.
        click.echo(as_text(report, everything=everything, bold=partial(click.style, bold=True)))
