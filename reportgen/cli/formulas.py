"""The command `reportgen formulas`."""

from __future__ import annotations

import click


@click.command("formulas")
def command() -> None:
    """Print every formula of the house as a page of Markdown.

    Each with its term, unit, reference, and what is shown where it is not valid. The page in the
    documentation is this one. For a formula with an edition's numbers, see `reportgen explain`.

    \b
    reportgen formulas > docs/formulas.md
    """
    from reportgen.glossary import page

    click.echo(page(), nl=False)
