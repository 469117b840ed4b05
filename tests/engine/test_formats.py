"""One formatter, rounding once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import formats
from reportgen.formats import Style

UNITS = (
    "money", "money_per_share", "shares", "count", "rate", "points", "basis_points", "multiple",
    "number", "years", "months", "quarters", "gigawatts",
)  # fmt: skip
FINITE = st.floats(allow_nan=False, allow_infinity=False)
STYLES = st.builds(Style, st.sampled_from(UNITS), st.none() | st.integers(0, 3), st.booleans())
CURRENCIES = st.sampled_from(["USD", "SEK", "JPY"])
DIGITS = set("0123456789")


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        (2_300_815_590_067, Style("money"), "$2.30T"),
        (364e9, Style("money"), "$364B"),
        (37_587e6, Style("money"), "$37.6B"),
        (999.6e9, Style("money"), "$1.00T"),
        (999.4e9, Style("money"), "$999B"),
        (995.0e9, Style("money"), "$995B"),
        (-7_604e6, Style("money"), "−$7.60B"),
        (7_604e6, Style("money", signed=True), "+$7.60B"),
        (250_000, Style("money"), "$250,000"),
        (0, Style("money"), "$0"),
        (214.33, Style("money_per_share"), "$214.33"),
        (-0.001, Style("money_per_share"), "$0.00"),
        (10_734_920_870, Style("shares"), "10.7B"),
        (-0.001, Style("count"), "0"),
        (-1.5e6, Style("count"), "−1.50M"),
        (0.7385, Style("rate", 0), "74%"),
        (0.735, Style("rate", 0), "74%"),
        (0.285, Style("rate", 0), "29%"),
        (-0.285, Style("rate", 0), "−29%"),
        (-0.0004, Style("rate"), "0.0%"),
        (0.049, Style("points", signed=True), "+4.9pp"),
        (-0.0148, Style("basis_points", signed=True), "−148bps"),
        (5.83, Style("multiple"), "5.8×"),
        (2.656, Style("years"), "2.66 years"),
        (3.0, Style("quarters"), "3"),
        (3.85, Style("gigawatts"), "3.9 GW"),
        (739_685.0, Style("date"), "10 Mar 2026"),
    ],
)
def test_every_unit_prints_one_way(value: float, style: Style, printed: str) -> None:
    assert formats.text(value, style, "USD") == printed


def test_other_currencies_keep_their_code() -> None:
    assert formats.text(12.4e9, Style("money"), "SEK") == "SEK\N{NO-BREAK SPACE}12.4B"
    assert formats.text(12.4e9, Style("money"), "EUR") == "€12.4B"


def test_money_in_words_drops_empty_digits() -> None:
    assert formats.money(4e12, "USD", words=True) == "$4 trillion"
    assert formats.money(2.5e9, "USD", words=True) == "$2.5 billion"
    assert formats.money(-300.0, "USD", words=True) == "−$300"


def test_bounds_and_ranges_stay_what_they_are() -> None:
    assert formats.bounded("13.3%", "lower") == "> 13.3%"
    assert formats.bounded("13.3%", "upper") == "< 13.3%"
    assert formats.bounded("13.3%", None) == "13.3%"
    assert formats.ranged("23.1%", "28.6%") == "23.1%–28.6%"
    assert formats.ranged("23.1%", "23.1%") == "23.1%"
    assert formats.trimmed("$20.0B") == "$20B"
    assert formats.trimmed("30.0%") == "30%"
    assert formats.trimmed("2.50 years") == "2.5 years"
    assert formats.trimmed("$20B") == "$20B"


def test_days_are_written_out() -> None:
    assert formats.day(dt.date(2026, 3, 10)) == "10 Mar 2026"
    assert formats.long_day(dt.date(2026, 3, 10)) == "10 March 2026"


def test_an_axis_prints_its_ticks_in_one_scale() -> None:
    power = formats.power_of(45e9)
    assert power == 9
    assert [formats.axis_money(value, power, "") for value in (0.0, 20e9, 2.5e9)] == [
        "0", "20", "2.5",
    ]  # fmt: skip
    assert formats.axis_money(40e9, power, "USD") == "$40B"
    assert formats.axis_money(-40e9, power, "") == "−40"
    assert formats.power_of(12.0) == 0


@given(FINITE, STYLES, CURRENCIES)
def test_every_finite_number_prints(value: float, style: Style, currency: str) -> None:
    printed = formats.text(value, style, currency)
    assert DIGITS & set(printed)
    assert "-" not in printed
    assert "E" not in printed.removeprefix("SEK").replace("SEK", "").upper().replace("YEARS", "")


@given(FINITE, STYLES)
def test_only_what_prints_a_digit_other_than_zero_has_a_sign(value: float, style: Style) -> None:
    printed = formats.text(value, style, "USD")
    if not set(printed) & set("123456789"):
        assert printed[0] not in "+−"
    elif value < 0:
        assert printed[0] == "−"
    elif style.signed and style.unit not in ("shares", "count"):
        assert printed[0] == "+"
    else:
        assert printed[0] not in "+−"


@given(FINITE, STYLES)
def test_a_number_and_its_opposite_print_the_same_digits(value: float, style: Style) -> None:
    there, back = (formats.text(v, style, "USD").lstrip("+−") for v in (value, -value))
    assert there == back


@given(st.integers(0, 10**6), st.integers(0, 3))
def test_a_tie_rounds_away_from_zero(whole: int, decimals: int) -> None:
    """12.5 at no decimals is 13, 0.125 at two is 0.13, and -12.5 is -13."""
    tie = float(f"{whole}5e-{decimals + 1}")
    up = (whole + 1) / 10**decimals
    assert float(formats.rounded(tie, decimals)) == pytest.approx(up)
    assert float(formats.rounded(-tie, decimals)) == pytest.approx(-up)


@given(st.integers(-9999, 9999))
def test_a_percentage_rounds_as_it_is_written_and_not_as_floats_multiply(tenths: int) -> None:
    """0.285 is 28.5% and rounds to 29%, although 0.285 * 100 is 28.499999999999996."""
    exact = tenths / 1000
    magnitude = (abs(tenths) + 5) // 10
    sign = "−" if tenths < 0 and magnitude else ""
    assert formats.text(exact, Style("rate", 0), "USD") == f"{sign}{magnitude:,}%"


@given(st.floats(1e6, 1e15))
def test_large_money_has_three_significant_digits(value: float) -> None:
    digits, letter, _ = formats.scaled(value)
    scale = {"M": 1e6, "B": 1e9, "T": 1e12}[letter]
    read_back = float(digits.replace(",", "")) * scale
    assert read_back == pytest.approx(value, rel=0.0051)
    assert len(digits.replace(".", "").replace(",", "")) >= 3
