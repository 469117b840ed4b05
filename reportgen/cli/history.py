"""The command `reportgen history`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.edge import edition_argument, locate, problems_end_it, workspace_option


@click.command("history")
@edition_argument
@click.option(
    "--figure", "names", multiple=True, metavar="NAME", help="A figure to show; repeatable."
)
@click.option("--csv", "path", type=click.Path(dir_okay=False, path_type=Path),
              help="Write the unrounded figures into this file instead.")  # fmt: skip
@workspace_option
def command(edition: str, names: tuple[str, ...], path: Path | None, folder: Path) -> None:
    """Show reported figures quarter by quarter, as EDITION could know them.

    \b
    reportgen history amazon
    reportgen history amazon/2026Q1 --figure segment_growth --figure backlog_coverage
    reportgen history amazon --csv quarters.csv
    """
    from reportgen.documents import table
    from reportgen.pipeline import read
    from reportgen.problems import nearest

    with problems_end_it():
        workspace, name = locate(folder, edition)
        story = read(workspace, name)
    columns = names or table.COLUMNS
    newest = list(story.now.figures.quarterly.values())[-1:]
    for wanted in columns:
        if newest and wanted not in newest[0]:
            advice = nearest(wanted, tuple(newest[0]))
            raise click.BadParameter(
                f"no figure of a quarter '{wanted}'; {advice}", param_hint="--figure"
            )
    if path is None:
        click.echo(table.printed(story, columns))
    else:
        table.write_csv(path, story, columns)
        click.echo(path)
