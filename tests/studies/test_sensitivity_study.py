"""The two-way grid and the tornado: each cell and end is the edition with its inputs set."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from reportgen.evaluation import UnplannableError
from reportgen.studies.sensitivity import grid, tornado

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.inquiry import Inquiry
    from reportgen.studies.sensitivity import Grid, Tornado
    from tests.conftest import Desk

NORDVIND = "nordvind/2025Q4/edition.yaml"
SKARV = "skarv/2025Q4/edition.yaml"


def grid_of(inquiry: Inquiry) -> Grid:
    found = grid(inquiry)
    assert found is not None
    return found


def tornado_of(inquiry: Inquiry) -> Tornado:
    found = tornado(inquiry)
    assert found is not None
    return found


@pytest.mark.parametrize("company", ["amazon", "nordvind", "skarv"])
def test_the_base_cell_is_the_figure_itself(desk: Callable[..., Desk], company: str) -> None:
    inquiry = desk(company).read(company).now.inquiry
    found = grid_of(inquiry)
    cell = found.cells[found.base_row][found.base_column]
    assert cell == pytest.approx(inquiry.value(found.output), rel=1e-12)
    assert found.rows[found.base_row] == inquiry.value(found.row_input)
    assert found.columns[found.base_column] == inquiry.value(found.column_input)


@pytest.mark.parametrize("corner", [(0, 0), (0, -1), (-1, 0), (-1, -1)])
def test_every_corner_is_the_edition_with_both_inputs_set(
    desk: Callable[..., Desk], corner: tuple[int, int]
) -> None:
    files = desk("nordvind")
    found = grid_of(files.read("nordvind").now.inquiry)
    row, column = corner
    asked = files.read(
        "nordvind",
        {found.row_input: found.rows[row], found.column_input: found.columns[column]},
    ).now.figures
    assert found.cells[row][column] == pytest.approx(asked[found.output].value, rel=1e-12)


def test_steps_are_even_and_the_nearest_moves_onto_the_base(desk: Callable[..., Desk]) -> None:
    """20% to 40% in five steps, the base of 30% among them; 12 to 24 times with 18."""
    found = grid_of(desk("skarv").read("skarv").now.inquiry)
    assert found.rows == pytest.approx((0.20, 0.25, 0.30, 0.35, 0.40))
    assert found.columns == (12, 15, 18, 21, 24)
    assert (found.base_row, found.base_column) == (2, 2)


def test_a_step_beside_the_base_is_moved(desk: Callable[..., Desk]) -> None:
    files = desk("skarv")
    files.replace(
        SKARV,
        "exit_multiple, low: 12x, high: 24x, steps: 5",
        "exit_multiple, low: 10x, high: 30x, steps: 5",
    )
    assert grid_of(files.read("skarv").now.inquiry).columns == (10, 15, 18, 25, 30)


def test_a_loss_leaves_its_cells_without_a_number(desk: Callable[..., Desk]) -> None:
    files = desk("skarv")
    files.replace(
        SKARV,
        "outlook_segment_margin, low: 20%, high: 40%",
        "outlook_segment_margin, low: -20%, high: 40%",
    )
    found = grid_of(files.read("skarv").now.inquiry)
    assert all(math.isnan(cell) for cell in found.cells[0])
    assert all(math.isfinite(cell) for cell in found.cells[-1])


def test_axes_that_move_nothing_are_refused(desk: Callable[..., Desk]) -> None:
    files = desk("skarv")
    files.replace(
        SKARV, "rows: {input: outlook_segment_margin, low", "rows: {input: cost_of_equity, low"
    )
    files.replace(
        SKARV,
        "columns: {input: exit_multiple, low: 12x, high: 24x",
        "columns: {input: payout_ratio, low: 0.1, high: 0.9",
    )
    with pytest.raises(UnplannableError, match="does not depend on cost_of_equity, payout_ratio"):
        grid(files.read("skarv").now.inquiry)


def test_swings_are_told_by_size_around_the_base(desk: Callable[..., Desk]) -> None:
    inquiry = desk("amazon").read("amazon").now.inquiry
    found = tornado_of(inquiry)
    sizes = [swing.size for swing in found.swings]
    assert sizes == sorted(sizes, reverse=True)
    assert found.base == inquiry.value(found.output)
    assert {swing.input for swing in found.swings} == set(
        inquiry.assumptions.edition.simulation.inputs
    )


def test_each_end_is_the_edition_with_one_input_set(desk: Callable[..., Desk]) -> None:
    """Nordvind declares its ends, and its output is the share price."""
    files = desk("nordvind")
    found = tornado_of(files.read("nordvind").now.inquiry)
    ends = {swing.input: (swing.low, swing.high) for swing in found.swings}
    assert ends == {
        "outlook_segment_growth": (0.25, 0.50),
        "outlook_other_margin": (0.07, 0.10),
        "outlook_tax_rate": (0.20, 0.24),
    }
    for swing in found.swings:
        for end, result in ((swing.low, swing.low_result), (swing.high, swing.high_result)):
            asked = files.read("nordvind", {swing.input: end}).now.figures["outlook_share_price"]
            assert result == pytest.approx(asked.value, rel=1e-12)


def test_a_rate_of_tax_swings_the_other_way(desk: Callable[..., Desk]) -> None:
    """80% is left against 76%: both ends of the price are in that proportion."""
    found = tornado_of(desk("nordvind").read("nordvind").now.inquiry)
    (tax,) = (swing for swing in found.swings if swing.input == "outlook_tax_rate")
    assert tax.low_result / tax.high_result == pytest.approx(80 / 76)


def test_without_declared_ends_uncertain_inputs_swing_between_a_tenth_and_nine_tenths(
    desk: Callable[..., Desk],
) -> None:
    """Uniform from 15% to 35%: 17% and 33%. Triangular 12, 18, 24: 12 + (0.1 x 12 x 6)^(1/2)."""
    found = tornado_of(desk("skarv").read("skarv").now.inquiry)
    ends = {swing.input: (swing.low, swing.high) for swing in found.swings}
    assert ends["outlook_segment_growth"] == pytest.approx((0.17, 0.33))
    assert ends["exit_multiple"] == pytest.approx((12 + 7.2**0.5, 24 - 7.2**0.5))


def test_an_input_that_leads_to_a_loss_at_one_end_is_left_out(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace(NORDVIND, "outlook_other_margin: {low: 7%", "outlook_other_margin: {low: -30%")
    found = tornado_of(files.read("nordvind").now.inquiry)
    assert "outlook_other_margin" not in {swing.input for swing in found.swings}


def test_an_output_that_is_not_known_has_no_swings(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace(NORDVIND, "  outlook_tax_rate: 22%\n", "")
    with pytest.raises(UnplannableError, match="missing: outlook_tax_rate"):
        tornado(files.read("nordvind").now.inquiry)


def test_without_a_section_there_is_neither(desk: Callable[..., Desk]) -> None:
    inquiry = desk("nordvind").read("nordvind/2025Q3").now.inquiry
    assert grid(inquiry) is None
    assert tornado(inquiry) is None


def test_a_series_of_years_has_neither_cells_nor_swings(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace(NORDVIND, "output: outlook_share_price", "output: forecast_revenues")
    inquiry = files.read("nordvind").now.inquiry
    for study in (grid, tornado):
        with pytest.raises(UnplannableError, match="Sales, years one to ten is a series"):
            study(inquiry)
    told = inquiry.figure("swing.outlook_tax_rate.low")
    assert (told.status, told.reason) == (
        "n/a", "Sales, years one to ten is a series, not one number",
    )  # fmt: skip
