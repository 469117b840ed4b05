"""What the target requires: the re-rating split in words, and the margin that own chips could add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from reportgen import formats
from reportgen.briefing.cells import row
from reportgen.briefing.pieces import Row, Table
from reportgen.evaluation import resolve
from reportgen.formats import Style

if TYPE_CHECKING:
    from reportgen.model import Story

REQUIRED = (
    "base_pe", "required_pe", "rerating_ratio", "required_earnings_per_share",
    "required_earnings_growth", "years_at_assumed_growth",
    "required_earnings_growth_at_benchmark_pe", "required_earnings_growth_at_exit_multiple",
    "required_shareholder_return", "cost_of_equity_spread",
)  # fmt: skip
OWN_FRACTIONS = (0.3, 0.5, 0.7)
PASS_THROUGHS = (0.25, 0.5, 0.75)


def requirements(story: Story) -> tuple[Row, ...]:
    """Rows of the table 'what it requires'; what cannot be known is n/a with its reason."""
    figures = (story.now.figures[name] for name in REQUIRED)
    return tuple(
        row(figure, note="" if figure.known else figure.reason)
        for figure in figures
        if figure.status != "n/a" or figure.name == "required_pe"
    )


def margin_grid(story: Story) -> Table | None:
    """Gross-margin uplift by own fraction and pass-through; None without the economics of own chips."""
    figures = story.now.figures
    if "chip_unit_cost_saving" not in figures:
        return None
    saving, cost = figures["chip_unit_cost_saving"], figures["compute_cost_share"]
    if not (saving.known and cost.known):
        return None
    uplift = figures["chip_margin_uplift"].formula
    formulas = {uplift.name: uplift} if uplift else {}
    style = Style("basis_points")

    def cell(own_fraction: float, pass_through: float) -> Markup:
        given = {
            "compute_cost_share": cost.value, "chip_unit_cost_saving": saving.value,
            "own_fraction": own_fraction, "pass_through": pass_through,
        }  # fmt: skip
        value = float(resolve("chip_margin_uplift", given, formulas))
        return escape(formats.text(value, style, figures.currency))

    percent = Style("rate", 0)
    heads = [formats.text(theta, percent, figures.currency) for theta in PASS_THROUGHS]
    rows = [
        (
            escape(formats.text(own, percent, figures.currency)),
            *(cell(own, t) for t in PASS_THROUGHS),
        )
        for own in OWN_FRACTIONS
    ]
    title = (
        f"Gross-margin uplift on AI revenue by share of capacity on own chips and share of the saving "
        f"passed on, at a unit cost saving of {formats.text(saving.value or 0, Style('rate'), '')}"
    )
    heads_and_stub = (Markup("Own fraction"), *map(escape, heads))
    return Table(
        title, heads_and_stub, tuple(rows), ("chip_unit_cost_saving", "compute_cost_share")
    )
