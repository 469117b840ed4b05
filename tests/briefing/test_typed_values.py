"""What a typed figure is worth, in which unit, and how precisely it was typed."""

from __future__ import annotations

import pytest

from reportgen.briefing.typed_figures import typed_figures
from reportgen.briefing.typed_values import Value, value_of_typed
from reportgen.briefing.typed_words import value_of


def worth(text: str) -> Value | None:
    (found,) = typed_figures(text)
    return value_of_typed(found)


@pytest.mark.parametrize(
    ("text", "number", "unit", "half"),
    [
        ("$2.4T", 2.4e12, "money", 0.05e12),
        ("2,400 billion", 2.4e12, "plain", 0.5e9),
        ("2.4 trillion dollars", 2.4e12, "money", 0.05e12),
        ("EUR 5bn", 5e9, "money", 0.5e9),
        ("67 %", 0.67, "rate", 0.005),
        ("67.5 per cent", 0.675, "rate", 0.0005),
        ("1,800bps", 0.18, "points", 0.00005),
        ("645 basis points", 0.0645, "points", 0.00005),
        ("4.9pp", 0.049, "points", 0.0005),
        ("three percentage points", 0.03, "points", 0.005),
        ("half a percentage point", 0.005, "points", 0.0005),
        ("24x", 24.0, "multiple", 0.5),
        ("5.3×", 5.3, "multiple", 0.05),
        ("fivefold", 5.0, "multiple", 0.5),
        ("two-thirds", 2 / 3, "share", 0.0075),
        ("three-quarters", 0.75, "share", 0.0075),
        ("one in five", 0.2, "share", 0.0075),
        ("doubled", 2.0, "factor", 0.1),
        ("halved", 0.5, "factor", 0.025),
        ("a factor of ten", 10.0, "factor", 0.5),
        ("900 MW", 0.9, "power", 0.0005),
        ("18 months", 1.5, "time", 0.5 / 12),
        ("sixty-seven per cent", 0.67, "rate", 0.005),
        ("thirty-six point eight per cent", 0.368, "rate", 0.0005),
        ("three hundred million", 3e8, "plain", 0.5e8),
        ("two and a half billion dollars", 2.5e9, "money", 0.05e9),
        ("half a trillion dollars", 0.5e12, "money", 0.05e12),
        ("a hundred billion dollars", 1e11, "money", 0.5e11),
        ("4½ per cent", 0.045, "rate", 0.005),
        ("minus nine per cent", -0.09, "rate", 0.005),
        ("−5.2%", -0.052, "rate", 0.0005),
    ],
)
def test_a_figure_has_a_number_a_unit_and_a_precision(
    text: str, number: float, unit: str, half: float
) -> None:
    value = worth(text)
    assert value is not None
    assert value.unit == unit
    assert value.numbers == pytest.approx((number,))
    assert value.half == pytest.approx(half)


def test_a_range_has_two_numbers() -> None:
    for text in ("12-16 %", "between 12 and 16 per cent", "twelve to sixteen per cent"):
        value = worth(text)
        assert value is not None
        assert value.numbers == pytest.approx((0.12, 0.16))


@pytest.mark.parametrize(
    "text", ["dozens", "double-digit", "tens of billions", "a few points", "20-for-1"]
)
def test_words_without_a_number_are_worth_none(text: str) -> None:
    assert worth(text) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ninety-nine", 99), ("one hundred and twenty-five", 125), ("two thousand five hundred", 2500),
        ("seven hundred seventy-six million", 776e6), ("one million two hundred thousand", 1.2e6),
        ("two and a half", 2.5), ("three and a quarter billion", 3.25e9), ("zero", 0),
    ],
)  # fmt: skip
def test_spelled_numbers_have_their_value(words: str, value: float) -> None:
    assert value_of(words) == value
