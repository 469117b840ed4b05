"""From the cash flows to the share: failure, and employee options that dilute what they are worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formulas import equity_value


def test_failure_takes_what_is_not_recovered() -> None:
    """A fifth of all cases loses half: a tenth of 1,000."""
    assert equity_value.operating_assets_value(400, 600, 0.2, 0.5) == pytest.approx(900)


def test_a_call_as_in_the_textbook() -> None:
    """Hull, Options, Futures and Other Derivatives: 42, strike 40, half a year, 20%, 10%: 4.76."""
    assert equity_value.call_value(42, 40, 0.5, 0.2, 0.1) == pytest.approx(4.76, abs=0.005)
    assert equity_value.call_value(42, 40, 0.0, 0.2, 0.1) == pytest.approx(2)
    assert equity_value.call_value(-1.0, 40, 0.5, 0.2, 0.1) == 0


@given(st.floats(10, 1e4), st.floats(1, 50), st.floats(1, 500), st.floats(0.05, 1))
def test_the_circle_of_options_is_closed(
    equity: float, granted: float, strike: float, volatility: float
) -> None:
    """The spreadsheet repeats until nothing changes: options lower the share they are valued on."""
    counts, strikes, shares = (granted, 5.0), (strike, 20.0), 100.0
    terms = (4.0, volatility, 0.03)
    found = equity_value.option_value(equity, shares, counts, strikes, *terms)
    per_share = equity_value.value_per_share(equity, found, shares)
    diluted = (per_share * shares + found) / (shares + sum(counts))
    again = sum(
        count * equity_value.call_value(diluted, level, *terms)
        for count, level in zip(counts, strikes, strict=True)
    )
    assert again == pytest.approx(found, rel=1e-9)


def test_options_out_of_the_money_and_in_it_on_one_array() -> None:
    """Nothing is left to chance: what exercise would bring, and nothing on a share worth nothing."""
    shares = np.array([-5.0, 0.0, 30.0, 50.0])
    found = equity_value.call_value(shares, 40.0, 2.0, 0.0, 0.0)
    assert found.tolist() == pytest.approx([0, 0, 0, 10])


def test_the_smallest_loss_for_ever_bears_no_tax() -> None:
    """A loss of 0.5 that grows by 4% costs nothing but its growth, 0.04 / 0.1 of it."""
    found = equity_value.terminal_free_cash_flow((0.0,) * 9 + (-0.5,), 0.04, 0.25, 0.1)
    assert found == pytest.approx(-0.52 * 0.6)


def test_every_grant_has_its_strike_and_every_year_its_factor() -> None:
    with pytest.raises(ValueError, match="shorter"):
        equity_value.option_value(100.0, 10.0, (5.0, 2.0), (3.0,), 1.0, 0.3, 0.04)
    with pytest.raises(ValueError, match="shorter"):
        equity_value.present_value_of_free_cash_flows((1.0, 2.0), (0.9,))
