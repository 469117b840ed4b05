"""The command `reportgen check`."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from reportgen.cli.edge import FILES_ARE_WRONG, FORMATS, tell, workspace_option

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.workspace import Workspace
    from reportgen.problems import Collector


@click.command("check")
@click.argument("edition", default="")
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True,
              help="How problems are told: for people, as JSON, or as GitHub annotations.")  # fmt: skip
@workspace_option
def command(edition: str, style: str, folder: Path) -> None:
    """Read EDITION's files and tell everything that is wrong, each with file, line and what to do.

    Without EDITION every edition of every company is checked. Exit code 0 means that all is well,
    1 that something has to be mended; warnings do not count.

    \b
    reportgen check                    everything
    reportgen check amazon/2026Q2      one edition (and what it is compared with)
    reportgen check --format github    in a workflow on GitHub
    """
    from reportgen.assumptions.workspace import find_workspace
    from reportgen.problems import Collector, ProblemsError, in_order

    found = Collector()
    try:
        workspace = find_workspace(folder.resolve())
        names = [workspace.find(edition)] if edition else _newest_of_each(workspace)
        for name in names:
            _check(workspace, str(name), found)
        _check_templates(workspace, found)
    except ProblemsError as error:
        for problem in error.problems:
            found.add(problem)
    problems = in_order(found.problems)
    if problems or style == "json":
        tell(problems, style)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(FILES_ARE_WRONG)
    if style == "text":
        click.echo(f"{', '.join(map(str, names))}: all is well.", err=True)


def _newest_of_each(workspace: Workspace) -> list[str]:
    companies = workspace.companies() or [workspace.find().company]
    return [
        f"{c}/{q}" for c in companies for q in workspace.editions(c) or [workspace.find(c).quarter]
    ]


def _check_templates(workspace: Workspace, found: Collector) -> None:
    """The workspace's own templates; those that came with reportgen have been checked."""
    from reportgen.cli.edge import templates_of
    from reportgen.pipeline import check_templates
    from reportgen.shipped import templates

    own = templates_of(workspace)
    if own != templates():
        for problem in check_templates(own):
            found.add(problem)


def _check(workspace: Workspace, edition: str, found: Collector) -> None:
    from reportgen.checks.published import with_commits
    from reportgen.cli.edge import history_of
    from reportgen.pipeline import check, read
    from reportgen.problems import ProblemsError

    name = workspace.find(edition)
    try:
        story = read(workspace, name)
        problems, _ = check(story)
        problems = with_commits(problems, story, partial(history_of, workspace, name.company))
    except ProblemsError as error:
        problems = error.problems
    for problem in problems:
        found.add(problem)
