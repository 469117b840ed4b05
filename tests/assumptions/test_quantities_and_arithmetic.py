"""Numbers as analysts write them, and the arithmetic behind derived ones."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.arithmetic import (
    ArithmeticTextError,
    agrees,
    evaluate,
    half_a_digit,
)
from reportgen.assumptions.quantities import QuantityError, parse_quantity, write_quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4T", "4000000000000"),
        ("364B", "364000000000"),
        ("1.4M", "1400000"),
        ("364 b", "364000000000"),
        ("12%", "0.12"),
        ("-12%", "-0.12"),
        ("\N{MINUS SIGN}12%", "-0.12"),
        ("180bps", "0.018"),
        ("4.9pp", "0.049"),
        ("28.2x", "28.2"),
        ("1_000", "1000"),
        ("4.0e12", "4000000000000"),
    ],
)
def test_quantities(text: str, value: str) -> None:
    assert parse_quantity(text)[0] == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "T", "4 apples", "nan", "inf", "1,000", "1e30", "--1", "0x10", "4Q"]
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(text)


@given(st.decimals(-(10**15), 10**15, places=3, allow_nan=False))
def test_a_quantity_written_is_read_again_to_six_digits(value: Decimal) -> None:
    again = parse_quantity(write_quantity(value))[0]
    assert abs(again - value) <= abs(value) * Decimal("0.00001")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14207 - 1137", "13070"),
        ("7.4B + 2.7B", "10100000000"),
        ("(1 + 2) * 3 / 4", "2.25"),
        ("2 ** 10", "1024"),
        ("-(3 - 5)", "2"),
        ("12% * 50", "6"),
        ("1e3 + 0.5", "1000.5"),
    ],
)
def test_arithmetic(text: str, value: str) -> None:
    assert evaluate(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "x", "1 +", "__import__('os')", "[1]", "1 if 1 else 2", "True", "9 ** 9 ** 9", "1 / 0", "7 % 2",
     "(-8) ** 0.5", "1, 2", "'a'", "(" * 200 + "1" + ")" * 200, "1e999 * 1e999 * 0", "1" * 400],
)  # fmt: skip
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(ArithmeticTextError):
        evaluate(text)


@given(st.text("0123456789.+-*/()eE %KMBT_x", max_size=40))
def test_no_text_breaks_the_arithmetic_down(text: str) -> None:
    with contextlib.suppress(ArithmeticTextError):
        assert evaluate(text).is_finite()


@pytest.mark.parametrize(
    ("written", "half"),
    [("10.1B", "50000000"), (13070, "0.5"), ("0.31", "0.005"), ("1.2%", "0.0005")],
)
def test_half_of_the_last_digit(written: object, half: str) -> None:
    assert half_a_digit(written) == Decimal(half)


def test_a_value_agrees_to_the_digits_it_is_given_with() -> None:
    assert agrees(Decimal("1.2e9"), Decimal("1.232e9"), "1.2B")
    assert not agrees(Decimal("1.2e9"), Decimal("1.26e9"), "1.2B")
    assert agrees(Decimal(100_000), Decimal(100_099), 100_000)
