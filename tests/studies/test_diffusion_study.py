"""A Bass curve of units that the disclosures carry, and the ways in which they do not."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.figures import Figures
    from tests.conftest import Desk

#: BASS-01, recorders sold in ten years; from rstudio-pubs-static.s3.amazonaws.com,
#: 15329_f777e94ede03464596faf9ac9ba9dcf3.html. Here they are sold in ten quarters.
SOLD = (840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890)
QUARTERS = ("2023Q4", *(f"{y}Q{n}" for y in (2024, 2025) for n in (1, 2, 3, 4)), "2026Q1", "2026Q2")
ROW = "{},2026-08-01,trainium2_chips_landed,{},,,count,{},{},,disclosed,amazon-results-2026q2,\n"
FITTED = (
    "fitted_market_potential", "fitted_innovation", "fitted_imitation", "fitted_sales_peak",
)  # fmt: skip


def told(
    desk: Callable[..., Desk],
    quarters: Sequence[str] = QUARTERS,
    sold: Sequence[int] = SOLD,
    *,
    qualifier: str = "",
) -> Figures:
    """Amazon with cumulative counts of a scope of their own, which begin at 10."""
    files = desk("amazon")
    counts = accumulate(sold, initial=10)
    rows = (ROW.format(q, n, qualifier, "of a test") for q, n in zip(quarters, counts, strict=True))
    files.append("amazon/disclosures.csv", "".join(rows))
    return files.read("amazon/2026Q2").now.figures


def test_the_curve_of_a_published_series_is_found(desk: Callable[..., Desk]) -> None:
    """m = 68,000, p = 0.00659, q = 0.638; ln(q / p) / (p + q) = 7.09 quarters after the launch."""
    figures = told(desk)
    assert figures["comparable_unit_quarters"].value == 10
    assert figures["fitted_market_potential"].value == pytest.approx(68_000, rel=0.0015)
    assert figures["fitted_innovation"].value == pytest.approx(0.00659, rel=0.0015)
    assert figures["fitted_imitation"].value == pytest.approx(0.638, rel=0.0015)
    assert figures["fitted_sales_peak"].value == pytest.approx(7.09, abs=0.01)
    assert "standard error 0.0414" in figures["fitted_imitation"].how


def test_a_missing_quarter_begins_the_series_anew(desk: Callable[..., Desk]) -> None:
    """Without 2024Q3 seven counts in a row are left: six quarters of units."""
    figures = told(desk, [q for q in QUARTERS if q != "2024Q3"], SOLD[:9])
    assert figures["comparable_unit_quarters"].value == 6


@pytest.mark.parametrize("qualifier", ["more_than", "less_than"])
def test_bounds_are_no_points(desk: Callable[..., Desk], qualifier: str) -> None:
    figures = told(desk, qualifier=qualifier)
    assert figures["comparable_unit_quarters"].value == 0
    assert {figures[name].printed for name in FITTED} == {"n/a"}
    assert figures["fitted_imitation"].reason.startswith("not identified")


def test_sales_that_only_fall_have_no_peak_inside(desk: Callable[..., Desk]) -> None:
    """Ten quarters of 0.8 times the one before: all innovation, so there is no curve or no peak."""
    figures = told(desk, sold=[round(10_000 * 0.8**n) for n in range(10)])
    peak = figures["fitted_sales_peak"]
    assert peak.value is None
    assert peak.printed in ("n.m.", "n/a")
    assert peak.reason
