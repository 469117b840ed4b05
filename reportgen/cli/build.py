"""The command `reportgen build`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


@click.command("build")
@edition_argument
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True,
              help="Paper size.")  # fmt: skip
@theme_option
@click.option("--workings", is_flag=True,
              help="Print all that the model says beyond the briefing as a second PDF.")  # fmt: skip
@workspace_option
def command(edition: str, paper: str, theme: Path | None, workings: bool, folder: Path) -> None:  # noqa: FBT001 - a flag of the command line
    """Print EDITION as PDF and as a page for browsers; without EDITION the newest one.

    The files are checked first: where something is wrong, every problem is told and the previous PDF
    stays as it was. Where nothing has changed since the last build, nothing is done.

    \b
    reportgen build                    the newest edition
    reportgen build amazon/2025Q4      that edition
    reportgen build --paper letter     on US Letter
    reportgen build --workings         and the workings: every table, every figure
    reportgen build --theme bank.yaml  in a firm's own colours, logo and fonts
    """
    from reportgen.building import Order, build
    from reportgen.documents import PrintError

    with problems_end_it():
        workspace, name = locate(folder, edition)
        with progress_line() as progress:
            try:
                built = build(
                    Order(
                        workspace, name, look_of(workspace, theme), paper, workings,  # type: ignore[arg-type]
                        history_of(workspace, name.company),
                    ),
                    progress,
                )  # fmt: skip
            except PrintError as error:
                raise click.ClickException(f"the page did not print cleanly:\n{error}") from error
    if not built.fresh:
        click.echo("Nothing has changed since this was built.", err=True)
    tell(built.problems, "text")
    for path in (built.page, built.workings, built.pdf):
        if path:
            click.echo(as_typed(path))


def as_typed(path: Path) -> str:
    """The path from here where it lies below, else the whole of it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


@contextmanager
def progress_line() -> Iterator[Callable[[str], AbstractContextManager[object]]]:
    """A line that says which stage runs and for how long; quiet where nobody watches."""
    if not sys.stderr.isatty():
        yield _quiet
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:

        @contextmanager
        def stage(name: str) -> Iterator[None]:
            task = bar.add_task(name, total=None)
            yield
            bar.remove_task(task)

        yield stage


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    del name
    yield
