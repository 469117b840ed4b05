"""Growth, margin, order book and the price of growth, on Amazon's reported quarters."""

from itertools import pairwise

import pytest

from reportgen.formulas import segment


def test_growth_of_the_fourth_quarter_of_2025() -> None:
    """AWS-01: 35,579 over 28,786 is the +23.6% that was published."""
    assert segment.segment_growth(35_579, 28_786) == pytest.approx(0.236, abs=0.0005)


def test_run_rate_of_the_2025_shareholder_letter() -> None:
    """AWS-03: 'AWS … $142B run rate'."""
    assert segment.segment_run_rate(35_579e6) == pytest.approx(142e9, abs=0.5e9)


def test_four_accelerations_in_a_row() -> None:
    """AWS-04: growth 16.9, 17.5, 20.2, 23.6, 28.5 gives +0.6, +2.7, +3.4, +4.9 points."""
    growth = [0.169, 0.175, 0.202, 0.236, 0.285]
    found = [segment.segment_acceleration(now, before) for before, now in pairwise(growth)]
    assert found == pytest.approx([0.006, 0.027, 0.034, 0.049])


def test_margin_of_early_2026_fell_on_the_year() -> None:
    """BAD-03 calls 37.7% 'up 80bps'; (14.2 / 37.6 - 11.5 / 29.3) x 10,000 is -148."""
    margin = segment.segment_margin(14.2, 37.6)
    assert segment.segment_margin_change_on_year(margin, 11.5, 29.3) == pytest.approx(
        -0.0148, abs=5e-5
    )


def test_incremental_margin_and_capex_of_the_first_quarter_of_2026() -> None:
    """By hand from the rows: profit 48,220 less 42,211 over sales 137,045 less 112,807? See below.

    Trailing sales to 2026Q1: 30,873 + 33,006 + 35,579 + 37,587 = 137,045; a year before
    26,281 + 27,452 + 28,786 + 29,267 = 111,786; added 25,259. Trailing profit 10,160 + 11,434 + 12,465
    + 14,161 = 48,220; before 9,334 + 10,447 + 10,632 + 11,547 = 41,960; added 6,260: 24.8%. Trailing
    capex 31,368 + 34,228 + 38,469 + 43,234 = 147,299: 5.8 dollars a dollar of new sales.
    """
    assert segment.segment_incremental_margin(48_220, 41_960, 137_045, 111_786) == pytest.approx(
        0.248, abs=0.0005
    )
    assert segment.capex_per_new_sales(147_299, 137_045, 111_786) == pytest.approx(5.8, abs=0.05)
    assert segment.backlog_coverage(364_000, 137_045) == pytest.approx(2.66, abs=0.005)


def test_book_to_bill_of_the_first_quarter_of_2026() -> None:
    """(364 - 244 + 37.587) / 37.587 = 4.19."""
    assert segment.book_to_bill(364_000, 244_000, 37_587) == pytest.approx(4.19, abs=0.005)
