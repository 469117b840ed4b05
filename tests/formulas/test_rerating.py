"""The re-rating split: it sums exactly, and agrees with published decompositions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formulas import multiples, rerating
from reportgen.formulas.rerating import logarithmic_mean

POSITIVE = st.floats(0.01, 1e6)


def test_three_factors_as_in_the_lmdi_reference() -> None:
    """RERATE-03, MatthewHeun/LMDIR: 1 x 10 x 2 = 20 becomes 4 x 5 x 3 = 60."""
    cap, target = 20.0, 60.0
    earnings = rerating.earnings_contribution(target, cap, 4.0, 1.0)
    multiple = rerating.multiple_contribution(target, cap, 5.0, 10.0)
    shares = rerating.share_count_contribution(target, cap, 3.0, 2.0)
    assert earnings == pytest.approx(50.47438029, abs=1e-7)
    assert multiple == pytest.approx(-25.23719014, abs=1e-7)
    assert shares == pytest.approx(14.76280986, abs=1e-7)
    assert earnings + multiple + shares == pytest.approx(40)


@given(POSITIVE, POSITIVE, POSITIVE, POSITIVE, POSITIVE, POSITIVE)
def test_the_parts_always_sum_to_the_gap(
    eps0: float, pe0: float, shares0: float, eps1: float, pe1: float, shares1: float
) -> None:
    cap, target = eps0 * pe0 * shares0, eps1 * pe1 * shares1
    parts = (
        rerating.earnings_contribution(target, cap, eps1, eps0)
        + rerating.multiple_contribution(target, cap, pe1, pe0)
        + rerating.share_count_contribution(target, cap, shares1, shares0)
    )
    assert parts == pytest.approx(target - cap, rel=1e-6, abs=1e-6 * max(cap, target))


def test_the_logarithmic_mean_of_equal_numbers_is_that_number() -> None:
    assert logarithmic_mean(5.0, 5.0) == 5.0
    assert logarithmic_mean(math.e, 1.0) == pytest.approx(math.e - 1)


def test_peg_divides_by_growth_in_per_cent() -> None:
    """RERATE-09: 15 at 10%, 20 at 20%, 30 at 40%."""
    cases = ((15, 0.10, 1.5), (20, 0.20, 1.0), (30, 0.40, 0.75))
    for multiple, growth, expected in cases:
        assert multiples.peg(multiple, growth) == pytest.approx(expected)


def test_earnings_needed_at_a_held_multiple() -> None:
    """Target 400, multiple 25, 10 shares: 16 = 400 / (25 x 10); from 8 that is +100%, at 15% a year
    ln 2 / ln 1.15 = 4.96 years."""
    needed = rerating.required_earnings_per_share(400, 25, 10)
    assert needed == 1.6
    assert rerating.required_earnings_growth(1.6, 0.8) == pytest.approx(1.0)
    assert rerating.years_at_assumed_growth(1.6, 0.8, 0.15) == pytest.approx(4.9595, abs=1e-4)
