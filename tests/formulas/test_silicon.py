"""Own chips: what better price-performance saves, and what of it reaches the margin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formulas import silicon

SHARE = st.floats(0.01, 0.99)


def test_thirty_to_forty_per_cent_more_work_a_dollar_saves_23_to_29_per_cent() -> None:
    assert silicon.chip_unit_cost_saving(0.30) == pytest.approx(0.2308, abs=5e-5)
    assert silicon.chip_unit_cost_saving(0.40) == pytest.approx(0.2857, abs=5e-5)


def test_margin_uplift_of_the_reference() -> None:
    """c = 55%, theta = 50%: 317, 536 and 762 bps at f = 30%, 50% and 70%.

    The saving is printed as 26%: it is that of a price-performance 35% better, 0.35 / 1.35 = 25.93%.
    """
    for own_fraction, expected in ((0.3, 317), (0.5, 536), (0.7, 762)):
        uplift = silicon.chip_margin_uplift(0.55, own_fraction, 0.35 / 1.35, 0.5)
        assert uplift * 10_000 == pytest.approx(expected, abs=1)


@given(SHARE, SHARE, SHARE)
def test_nothing_saved_or_no_own_chips_lifts_nothing(
    cost: float, fraction: float, passed: float
) -> None:
    assert silicon.chip_margin_uplift(cost, fraction, 0.0, passed) == pytest.approx(0, abs=1e-12)
    assert silicon.chip_margin_uplift(cost, 0.0, 0.3, passed) == pytest.approx(0, abs=1e-12)


@given(SHARE, SHARE, SHARE)
def test_whoever_passes_less_on_keeps_more(cost: float, fraction: float, saving: float) -> None:
    kept = silicon.chip_margin_uplift(cost, fraction, saving, 0.2)
    assert kept > silicon.chip_margin_uplift(cost, fraction, saving, 0.8)


def test_half_the_ceiling_at_the_midpoint() -> None:
    assert silicon.declared_adoption(0.4, 1.3, 0.0) == pytest.approx(0.2)
