"""What the commands share at the edge: the workspace, the editions a user may name, how problems end."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.building import Look
    from reportgen.problems import Problem
    from reportgen.revisions import History
    from reportgen.theme import Theme

FORMATS = ("text", "json", "github")
FILES_ARE_WRONG = 1


def workspace_option(function: Any) -> Any:  # noqa: ANN401 - a decorator of click's
    """The option that names another folder to work in."""
    return click.option(
        "--workspace", "folder", type=click.Path(file_okay=False, exists=True, path_type=Path),
        default=Path(), show_default="this folder or the nearest above it",
        help="Folder that holds assumptions/.",
    )(function)  # fmt: skip


def edition_argument(function: Any, *, required: bool = False) -> Any:  # noqa: ANN401
    """The argument that names an edition, with completion."""
    return click.argument(
        "edition", required=required, default=None if required else "", shell_complete=edition_names
    )(function)


def edition_names(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete company/quarter from the folders that are there."""
    del parameter
    from reportgen.assumptions.workspace import find_workspace
    from reportgen.problems import ProblemsError

    try:
        workspace = find_workspace(Path(ctx.params.get("folder") or ".").resolve())
    except ProblemsError:
        return []
    names = [f"{c}/{q}" for c in workspace.companies() for q in workspace.editions(c)]
    return [name for name in names if name.startswith(incomplete)]


def figure_names(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete a figure's name from the house's formulas, and behind --set the sign as well."""
    del ctx
    from reportgen.formulas import FORMULAS

    sign = "=" if parameter.name == "settings" else ""
    return [name + sign for name in FORMULAS if name.startswith(incomplete)]


def locate(folder: Path, edition: str) -> tuple[Workspace, EditionName]:
    """The workspace and the edition a user means."""
    from reportgen.assumptions.workspace import find_workspace

    workspace = find_workspace(folder.resolve())
    return workspace, workspace.find(edition)


@contextmanager
def problems_end_it(style: str = "text") -> Iterator[None]:
    """Tell every problem and leave with exit code 1; anything else goes on to the one mouth."""
    from reportgen.problems import ProblemsError

    try:
        yield
    except ProblemsError as error:
        tell(error.problems, style)
        sys.exit(FILES_ARE_WRONG)


def tell(problems: Sequence[Problem], style: str) -> None:
    """Print problems: for people on stderr, for machines on stdout."""
    if style == "json":
        click.echo(json.dumps([as_json(problem) for problem in problems], indent=2))
        return
    for problem in problems:
        click.echo(_as_github(problem) if style == "github" else str(problem), err=style == "text")
    if style == "text":
        count = sum(problem.severity == "error" for problem in problems)
        if count:
            click.echo(f"{count} problem{'s' if count != 1 else ''}.", err=True)


def as_json(problem: Problem) -> dict[str, Any]:
    """A problem as data."""
    return {
        "path": problem.position.path, "line": problem.position.line,
        "column": problem.position.column, "key": problem.key, "severity": problem.severity,
        "stage": problem.stage, "what": problem.what, "found": problem.found,
        "advice": problem.advice, "message": str(problem),
    }  # fmt: skip


def _as_github(problem: Problem) -> str:
    """A workflow command that GitHub shows beside the line."""
    place = problem.position
    text = str(problem).removeprefix(f"{place}: ")
    for character, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(character, code)
    return f"::{problem.severity} file={place.path},line={place.line},col={place.column}::{text}"


def history_of(workspace: Workspace, company: str) -> History:
    """What git knows of a company's files; the environment only serves to find git."""
    from reportgen import repository

    return repository.history(workspace.company_folder(company), workspace.root, os.environ)


def theme_of(workspace: Workspace, file: Path | None = None) -> Theme:
    """The theme in the file a user names, else the workspace's own, else the one that came with reportgen.

    ProblemsError tells all that is wrong with it.
    """
    from reportgen.assumptions.theme import FILE, house_theme, read_theme

    own = workspace.root / "templates" / FILE
    if file is None and not own.is_file():
        return house_theme()
    path = (file or own).resolve()
    inside = path.is_relative_to(workspace.root)
    return read_theme(path, workspace.shown(path) if inside else str(file))


def look_of(workspace: Workspace, file: Path | None = None) -> Look:
    """The workspace's templates and theme, told apart by a digest before the theme is read."""
    from reportgen import fingerprint, shipped
    from reportgen.building import Look

    house = shipped.templates() / "theme.yaml"
    own = workspace.root / "templates" / "theme.yaml"
    files = (house, *(path for path in (file or own,) if path.is_file()))
    key = fingerprint.of_text(*map(fingerprint.of_theme, files))
    return Look(templates_of(workspace), key, lambda: theme_of(workspace, file))


def theme_option(function: Any) -> Any:  # noqa: ANN401 - a decorator of click's
    """The option that names a theme file."""
    return click.option(
        "--theme", type=click.Path(dir_okay=False, exists=True, path_type=Path), metavar="FILE",
        show_default="templates/theme.yaml of the workspace, else reportgen's own",
        help="Theme file: the name, colours, logo and fonts to print in.",
    )(function)  # fmt: skip


def templates_of(workspace: Workspace) -> Path:
    """The workspace's own templates where it has some, else those that came with reportgen."""
    from reportgen.shipped import templates

    own = workspace.root / "templates"
    return own if (own / "briefing.html.j2").is_file() else templates()
