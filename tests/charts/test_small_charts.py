"""The share price on the front page, and the line in a table's cell."""

from dataclasses import replace

from drawings import NOW, PRICES, SPARK, draw

from reportgen.charts.style.tokens import SUBJECT


def test_the_price_has_its_first_and_last_month_and_a_few_ticks() -> None:
    words = draw("price_line", PRICES, 48).words
    assert words[-2:] == ["Aug 2025", "Aug 2026"]
    assert 2 <= len(words[:-2]) <= 4


def test_the_price_is_told_in_words() -> None:
    assert draw("price_line", PRICES, 48).alternative == (
        "Line chart of the share price of Amazon from Aug 2025 to Aug 2026; "
        "the last close is $259.77."
    )


def test_a_single_price_is_a_dot() -> None:
    drawing = draw("price_line", replace(PRICES, closes=((NOW, 259.77),)), 48)
    assert not drawing.shapes(fill="none", stroke=SUBJECT)
    assert len(drawing.shapes(fill=SUBJECT)) == 1


def test_a_price_that_is_missing_is_passed_over() -> None:
    gap = (*PRICES.closes[:3], (PRICES.closes[3][0], None), *PRICES.closes[4:])
    without = (*PRICES.closes[:3], *PRICES.closes[4:])
    drawn = {
        draw("price_line", replace(PRICES, closes=closes), 48).svg for closes in (gap, without)
    }
    assert len(drawn) == 1


def test_a_sparkline_is_interrupted_where_a_value_is_missing() -> None:
    drawing = draw("sparkline", SPARK, 22)
    assert len(drawing.shapes(fill="none", stroke=SUBJECT)) == 2
    assert len(drawing.shapes(fill=SUBJECT)) == 1
    assert drawing.alternative == "Required upside: from 74% to 43%"


def test_a_sparkline_of_one_value_or_none_is_a_dot_or_nothing() -> None:
    for values, dots in (((2.0,), 1), ((None, float("nan")), 0), ((), 0), ((1.0, 1.0), 1)):
        drawing = draw("sparkline", replace(SPARK, values=values), 22)
        assert len(drawing.shapes(fill=SUBJECT)) == dots
