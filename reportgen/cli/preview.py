"""The command `reportgen preview`."""

from __future__ import annotations

import gc
import signal
import time
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.edge import (
    edition_argument,
    history_of,
    locate,
    problems_end_it,
    templates_of,
    theme_of,
    theme_option,
    workspace_option,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.pipeline import Paper
    from reportgen.preview import Wanted

USUAL_PORT = 8317


@click.command("preview")
@edition_argument
@click.option("--port", type=click.IntRange(0, 65535), default=None, metavar="N",
              show_default=f"{USUAL_PORT}, or any that is free",
              help="Port on this machine; 0 takes any.")  # fmt: skip
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True,
              help="Paper size of the PDF.")  # fmt: skip
@theme_option
@workspace_option
def command(edition: str, port: int | None, paper: Paper, theme: Path | None, folder: Path) -> None:
    """Show EDITION in the browser and set it again whenever one of its files is saved.

    The page stands at an address that only this machine can reach, and reloads by itself; the PDF is
    printed after it. What is wrong with the files is told in the page, with file and line. Ctrl-C ends it.

    \b
    reportgen preview                  the newest edition
    reportgen preview amazon/2025Q4    that edition
    reportgen preview --port 9000      at http://127.0.0.1:9000/
    """
    from reportgen.preview import PortError, World, preview

    with problems_end_it():
        workspace, name = locate(folder, edition)
    world = World(time.sleep, time.monotonic, lambda line: click.echo(line, err=True), _tidy)
    _end_like_ctrl_c()
    try:
        preview(_wanted(workspace, name, paper, theme), world, _ports(port), lambda: False)
    except KeyboardInterrupt:
        click.echo("The preview has ended.", err=True)
    except PortError as error:
        raise click.BadParameter(str(error), param_hint="--port") from error


def _ports(port: int | None) -> tuple[int, ...]:
    return (USUAL_PORT, 0) if port is None else (port,)


def _wanted(workspace: Workspace, name: EditionName, paper: Paper, theme: Path | None) -> Wanted:
    from reportgen.assumptions.theme import FILE
    from reportgen.preview import Wanted

    return Wanted(
        workspace, name, paper,
        theme_file=(theme or workspace.root / "templates" / FILE).resolve(),
        templates=lambda: templates_of(workspace),
        theme=lambda: theme_of(workspace, theme),
        history=lambda: history_of(workspace, name.company),
    )  # fmt: skip


def _tidy() -> None:
    """Take the garbage out between two pages; while one is set nobody should wait for that.

    What there is after the first page stays for good, so it is not looked at again.
    """
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()


def _end_like_ctrl_c() -> None:
    """A closed terminal and a polite kill end it as cleanly as Ctrl-C does, in the background as well."""

    def interrupt(*_: Any) -> None:  # noqa: ANN401 - a signal and a frame
        raise KeyboardInterrupt

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, interrupt)
