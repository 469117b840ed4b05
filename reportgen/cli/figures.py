"""The command `reportgen figures`."""

from __future__ import annotations

import json
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

    from reportgen.figures import Figure
    from reportgen.model import Story


#: What stands before a dot and is the edition's own.
OWN = ("scenario", "parts", "stakes", "simulated_variance_share", "swing")


@click.command("figures")
@edition_argument
@click.option("--json", "as_json", is_flag=True,
              help="Everything about every figure, for other programs.")  # fmt: skip
@click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    shell_complete=figure_names,
    help="Ask 'what if': use VALUE (4T, 12%, 28x, 2026-03-10) for a figure or input.",
)
@click.option(
    "--all", "everything", is_flag=True, help="Also what the files state, not only figures."
)
@workspace_option
def command(
    edition: str, settings: tuple[str, ...], folder: Path, *, as_json: bool, everything: bool
) -> None:
    """List every figure of EDITION (the newest if none is named) with its status.

    n/a means that an input is missing, n.m. that the number would mislead, > that only a lower bound is
    known, and a dagger that an input is old.

    \b
    reportgen figures amazon/2025Q4
    reportgen figures amazon --set share_price=300 --set target_market_cap=5T
    reportgen figures amazon/2026Q2 --json
    """
    from reportgen.cli.settings import parse_settings
    from reportgen.pipeline import read

    with problems_end_it():
        workspace, name = locate(folder, edition)
        story = read(workspace, name)
        overrides = parse_settings(settings, story.now.figures)
        if overrides:
            story = read(workspace, name, overrides)
        _stop_at_contradictions(story)
    if as_json:
        from reportgen.documents.data import figures_as_json

        click.echo(json.dumps(figures_as_json(story), indent=2, ensure_ascii=False))
        return
    _print(story, everything=everything)


def _stop_at_contradictions(story: Story) -> None:
    from reportgen.problems import Collector

    Collector(list(story.now.figures.problems)).stop_if_any()


def _print(story: Story, *, everything: bool) -> None:
    figures = story.now.figures
    own = (figures[name] for name in figures.figures if _is_own(name))
    shown = [figure for figure in own if everything or figure.given is None]
    section = ""
    for figure in sorted(shown, key=_place):
        heading = _heading(figure)
        if heading != section:
            click.echo(("\n" if section else "") + click.style(heading, bold=True))
            section = heading
        click.echo(_line(figure))


def _is_own(name: str) -> bool:
    """Peers, the past and what changed are looked at by name."""
    return "." not in name or name.partition(".")[0] in OWN


def _heading(figure: Figure) -> str:
    *above, _ = figure.name.split(".")
    if above[:1] == ["scenario"]:
        return " ".join(above[:2])
    return figure.section or "stated"


def _place(figure: Figure) -> tuple[int, str]:
    from reportgen.formulas import SECTIONS

    heading = _heading(figure)
    known = SECTIONS.index(heading) if heading in SECTIONS else len(SECTIONS)
    last = "" if heading in SECTIONS else heading
    return known + (heading == "stated"), last


def _line(figure: Figure) -> str:
    reason = f"  {figure.reason}" if figure.reason and figure.status != "ok" else ""
    return f"  {figure.name:<44}{figure.printed:>16}  {figure.status:<6} {figure.label}{reason}"
