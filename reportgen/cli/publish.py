"""The command `reportgen publish`."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.build import as_typed, progress_line
from reportgen.cli.edge import (
    edition_argument,
    history_of,
    locate,
    look_of,
    problems_end_it,
    tell,
    theme_option,
    workspace_option,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.publishing import Outcome


@click.command("publish")
@partial(edition_argument, required=True)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YEAR-MONTH-DAY",
              show_default="today", help="Day on which it is published.")  # fmt: skip
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True,
              help="Paper size.")  # fmt: skip
@theme_option
@click.option("--workings", is_flag=True, help="Publish the workings with it.")
@workspace_option
def command(  # noqa: PLR0913, PLR0917 - one for each word of the command line
    edition: str,
    day: dt.datetime | None,
    paper: str,
    theme: Path | None,
    workings: bool,  # noqa: FBT001 - a flag of the command line
    folder: Path,
) -> None:
    """Build EDITION, record its inputs and its PDF as published, and propose a commit and a tag.

    The record is published.yaml beside the edition's files. From then on `reportgen check` tells
    when what the edition saw is changed, until a note in the company's corrections.yaml says what was
    corrected and why; the next briefing prints the note.

    Refused while the checks find errors, while edition.yaml says draft or names no reviewer, and while
    a file that the edition saw is not committed. The commands for git are printed, never run.

    \b
    reportgen publish amazon/2026Q2 --date 2026-08-24 --workings
    """
    from reportgen.building import Order
    from reportgen.documents import PrintError
    from reportgen.publishing import publish

    today = dt.datetime.now().astimezone().date()
    with problems_end_it():
        workspace, name = locate(folder, edition)
        order = Order(
            workspace, name, look_of(workspace, theme), paper, workings,  # type: ignore[arg-type]
            history_of(workspace, name.company),
        )  # fmt: skip
        with progress_line() as progress:
            try:
                outcome = publish(
                    order, day.date() if day else today, partial(_uncommitted, workspace), progress
                )
            except PrintError as error:
                raise click.ClickException(f"the page did not print cleanly:\n{error}") from error
    tell(outcome.problems, "text")
    click.echo("\n".join(_told(workspace, name, outcome)))


def _uncommitted(workspace: Workspace) -> Collection[str] | None:
    """The files that are not as the newest commit has them; None where git knows of no commit."""
    from reportgen.repository.differences import touched
    from reportgen.repository.snapshots import WORKING_TREE, SnapshotError, resolve

    try:
        newest = resolve(workspace.root, "HEAD", os.environ)
        return touched(workspace.root, newest, WORKING_TREE, os.environ)
    except SnapshotError:
        return None


def _told(workspace: Workspace, name: EditionName, outcome: Outcome) -> Iterator[str]:
    last = outcome.publication
    if not outcome.fresh:
        yield f"{name} is published with these inputs already: number {last.number}, on {last.published}."
        return
    yield f"{name} is published: number {last.number}, on {last.published}."
    yield f"  recorded in  {as_typed(outcome.record)}"
    revision = f"commit {last.commit}" if last.commit else last.history
    yield f"  inputs       {len(last.files)} files, digest {last.digest[:16]}, {revision}"
    for printed, path in zip(last.documents, outcome.documents, strict=True):
        yield f"  {printed.document:<11}  {as_typed(path)}, SHA-256 {printed.sha256}"
    for figure, headline in last.headline.items():
        yield f"  {headline.printed:<11}  {figure}"
    yield from _proposed(workspace, name, outcome)


def _proposed(workspace: Workspace, name: EditionName, outcome: Outcome) -> Iterator[str]:
    """What the user may type next: nothing of it is done here."""
    if not outcome.kept_in_git:
        yield "There is no git history here: from which commit it was made nobody can tell later."
        yield "Keep published.yaml with the other files."
        return
    last = outcome.publication
    place = () if workspace.root == Path.cwd() else ("-C", as_typed(workspace.root))
    record = workspace.shown(outcome.record)
    message = f"publish: {name}" if last.number == 1 else f"publish: {name}, number {last.number}"
    about = f"Briefing {name}, number {last.number}, published {last.published}, SHA-256 of the PDF {last.documents[0].sha256}"  # noqa: E501 - one message
    yield "To keep it:"
    yield f"  {shlex.join(('git', *place, 'add', record))}"
    yield f"  {shlex.join(('git', *place, 'commit', '-m', message, '--', record))}"
    yield f"  {shlex.join(('git', *place, 'tag', '-a', last.tag, '-m', about))}"
