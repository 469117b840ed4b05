"""The command `reportgen new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportgen.cli.edge import problems_end_it, workspace_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("new")
@click.argument("edition")
@click.option("--from", "origin", metavar="QUARTER", default="",
              help="The edition to start from (the company's newest if not named).")  # fmt: skip
@click.option("--new-company", is_flag=True,
              help="Lay out a company that is not there yet, with files to fill in.")  # fmt: skip
@workspace_option
def command(edition: str, origin: str, folder: Path, *, new_company: bool) -> None:
    """Start EDITION (such as amazon/2026Q3) from an earlier one, and list what it still owes.

    The structure and the house's judgements are carried over, reported values move into `was`, dates
    are blanked. Nothing is overwritten.

    \b
    reportgen new amazon/2026Q3 --from 2026Q2
    reportgen new acme/2026Q3 --new-company
    """
    from reportgen import shipped
    from reportgen.assumptions.rollover import roll_over
    from reportgen.assumptions.starter import start_company
    from reportgen.assumptions.workspace import EditionName, find_workspace

    with problems_end_it():
        workspace = find_workspace(folder.resolve())
        if new_company:
            company, _, quarter = edition.strip("/").partition("/")
            name = EditionName(company, quarter)
            started = start_company(workspace, name, shipped.templates() / "company")
        else:
            started = roll_over(workspace, edition, origin)
    for path in started.written:
        click.echo(workspace.shown(path))
    click.echo(f"\n{len(started.owed)} things are still owed:", err=True)
    for owed in started.owed:
        click.echo(f"  {owed}", err=True)
