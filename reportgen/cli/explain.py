"""The command `reportgen explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportgen.cli.edge import (
    edition_argument,
    figure_names,
    locate,
    problems_end_it,
    workspace_option,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.inputs import Input
    from reportgen.trace import Step


@click.command("explain")
@edition_argument
@click.argument("figure", shell_complete=figure_names)
@click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    shell_complete=figure_names,
    help="A what-if, as in `figures`.",
)
@workspace_option
def command(edition: str, figure: str, settings: tuple[str, ...], folder: Path) -> None:
    """Show where FIGURE of EDITION comes from: its formula, its inputs, their files, lines and sources.

    \b
    reportgen explain amazon/2025Q4 required_upside
    reportgen explain amazon required_cagr --set share_price=300
    """
    from reportgen.cli.settings import parse_settings
    from reportgen.pipeline import read
    from reportgen.problems import nearest
    from reportgen.trace import trace

    with problems_end_it():
        workspace, name = locate(folder, edition)
        story = read(workspace, name)
        if settings:
            story = read(workspace, name, parse_settings(settings, story.now.figures))
    figures = story.now.figures.figures
    if figure not in figures:
        raise click.BadParameter(
            f"no figure or input '{figure}'; {nearest(figure, tuple(figures))}", param_hint="FIGURE"
        )
    for step in trace(figure, figures):
        for line in _lines(step):
            click.echo(line)


def _lines(step: Step) -> list[str]:
    figure = step.figure
    stem = "".join("   " if last else "│  " for last in step.last[:-1])
    branch = ("└─ " if step.last[-1] else "├─ ") if step.last else ""
    again = "  (shown above)" if step.repeated else ""
    lines = [f"{stem}{branch}{click.style(figure.name, bold=True)} = {figure.printed}{again}"]
    if step.repeated:
        return lines
    below = stem + ("" if not step.last else "   " if step.last[-1] else "│  ")
    below += "│  " if figure.inputs else "   "
    lines.append(f"{below}{figure.label}")
    if figure.formula is not None:
        lines.append(f"{below}= {figure.formula.expression}")
        if figure.formula.reference:
            lines.append(f"{below}reference: {figure.formula.reference}")
    elif figure.how:
        lines.append(f"{below}= {figure.how}")
    if figure.reason:
        lines.append(f"{below}{figure.status}: {figure.reason}")
    return lines + [below + line for line in _provenance(figure.given)]


def _provenance(given: Input | None) -> list[str]:
    if given is None:
        return []
    own = "judgement of the house" if given.judgement else ""
    day = f"as of {given.as_of.isoformat()}" if given.as_of else given.period
    facts = ", ".join(
        filter(None, (str(given.position), day, own, given.scope and f"scope: {given.scope}"))
    )
    lines = [facts]
    if given.source is not None:
        address = f", {given.source.address}" if given.source.address else ""
        lines.append(
            f"source: {given.source.title} ({given.source.publisher}, {given.source.tier}){address}"
        )
    if given.note:
        lines.append(f"note: {given.note}")
    return lines
