"""A printed number stands for everything that prints so, and for nothing else."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import formats
from reportgen.formats import Style
from reportgen.identities.intervals import ANYTHING, Interval
from reportgen.identities.reading import interval

UNITS = ("money", "money_per_share", "shares", "count", "rate", "points", "basis_points", "multiple",
         "number", "years", "months", "gigawatts")  # fmt: skip
INPUTS = tuple(unit for unit in UNITS if unit != "money_per_share")
numbers = st.floats(-1e14, 1e14, allow_nan=False) | st.floats(-50, 50, allow_nan=False)


def ends(printed: str, *, trimmed: bool = False) -> tuple[str, str] | None:
    found = interval(printed, trimmed=trimmed)
    return None if found is None else (f"{found.low.normalize():f}", f"{found.high.normalize():f}")


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("$2.79T", "2785000000000", "2795000000000"),
        ("SEK\N{NO-BREAK SPACE}12.4B", "12350000000", "12450000000"),
        ("−$401B", "-401500000000", "-400500000000"),
        ("$265.06", "265.055", "265.065"),
        ("10.8B", "10750000000", "10850000000"),
        ("$4 trillion", "3995000000000", "4005000000000"),
        ("74%", "0.735", "0.745"),
        ("+4.9pp", "0.0485", "0.0495"),
        ("−178bps", "-0.01785", "-0.01775"),
        ("24.9×", "24.85", "24.95"),
        ("12.34 years", "12.335", "12.345"),
        ("1,234,567.8%", "12345.6775", "12345.6785"),
        ("33.0×†", "32.95", "33.05"),
        ("about $200B", "199500000000", "200500000000"),
        ("23.1%–28.6%", "0.2305", "0.2865"),
        ("> 13.3%", "0.1325", "Infinity"),
        ("< 5 GW", "-Infinity", "5.5"),
        ("500", "499.995", "500.005"),
        ("12,345", "12344.5", "12345.5"),
        ("30 Apr 2027", "740101", "740101"),
    ],
)
def test_what_a_printed_number_stands_for(printed: str, low: str, high: str) -> None:
    assert ends(printed) == (low, high)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("25%", "0.2495", "0.2505"),
        ("25×", "24.95", "25.05"),
        ("$4T", "3995000000000", "4005000000000"),
        ("7 years", "6.995", "7.005"),
        ("> $20B", "19950000000", "Infinity"),
    ],
)
def test_zeros_that_were_dropped_are_as_exact_as_those_that_stand(
    printed: str, low: str, high: str
) -> None:
    assert ends(printed, trimmed=True) == (low, high)


@pytest.mark.parametrize("printed", ["n/a", "n.m.", "n/c", "none", "", "12.5% to 4.0%", "4 apples"])
def test_what_is_no_number_stands_for_none(printed: str) -> None:
    assert interval(printed) is None


@given(value=numbers, unit=st.sampled_from(UNITS), decimals=st.none() | st.integers(0, 3))
@settings(max_examples=2000, deadline=None)
def test_every_value_lies_in_what_its_text_stands_for(
    value: float, unit: str, decimals: int | None
) -> None:
    # What has no unit is printed with two decimals or three, or whole where it is whole.
    places = decimals if unit != "number" or decimals == 3 else None
    found = interval(formats.text(value, Style(unit, places), "USD"))
    assert found is not None
    # Scaling by a power of ten costs a float its last digit, which is all that may be missing.
    slack = Decimal(math.ulp(value))
    assert found.low - slack <= Decimal(value) <= found.high + slack


@given(value=numbers, unit=st.sampled_from(INPUTS))
@settings(max_examples=1000, deadline=None)
def test_the_same_holds_where_zeros_are_dropped(value: float, unit: str) -> None:
    found = interval(formats.trimmed(formats.text(value, Style(unit), "USD")), trimmed=True)
    assert found is not None
    assert (
        found.low - Decimal(math.ulp(value))
        <= Decimal(value)
        <= found.high + Decimal(math.ulp(value))
    )


small = st.integers(-10_000, 10_000).map(lambda n: Fraction(n, 100))
boxes = st.tuples(small, small).map(sorted).map(tuple)
within = st.fractions(0, 1, max_denominator=50)


def box(ends: tuple[Fraction, Fraction]) -> Interval:
    return Interval(*(Decimal(end.numerator) / end.denominator for end in ends))


@given(a=boxes, b=boxes, at=within, bt=within, sign=st.sampled_from("+-*/"))
@settings(max_examples=1000, deadline=None)
def test_no_result_of_numbers_lies_outside_the_result_of_their_intervals(
    a: tuple[Fraction, Fraction],
    b: tuple[Fraction, Fraction],
    at: Fraction,
    bt: Fraction,
    sign: str,
) -> None:
    x, y = a[0] + at * (a[1] - a[0]), b[0] + bt * (b[1] - b[0])
    left, right = box(a), box(b)
    found = {
        "+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right,
        "/": lambda: left / right,
    }[sign]()  # fmt: skip
    if sign == "/" and y == 0:
        assert found == ANYTHING
        return
    exact = {"+": x + y, "-": x - y, "*": x * y, "/": x / (y or 1)}[sign]
    assert found.low == -math.inf or Fraction(found.low) <= exact
    assert found.high == math.inf or exact <= Fraction(found.high)


def test_a_power_is_as_wide_as_its_base_and_its_exponent() -> None:
    found = Interval(Decimal(2), Decimal(3)) ** Interval(Decimal(1), Decimal(2))
    assert (round(float(found.low), 9), round(float(found.high), 9)) == (2.0, 9.0)
    assert found.low < 2
    assert found.high > 9
    assert Interval(Decimal(-1), Decimal(2)) ** 2 == ANYTHING
