"""What each method says the company is worth, against the market and the target."""

from dataclasses import replace

import pytest
from drawings import FULL, HALF, draw
from valuation_drawings import FIELD, FIELDS, GOAL, TODAY, faults, worth

from reportgen.charts import Label
from reportgen.charts.football_field import FootballFieldData, Range
from reportgen.charts.style.tokens import INK, SUBJECT, SUBJECT_MID


@pytest.mark.parametrize("width", [HALF, FULL])
@pytest.mark.parametrize("data", FIELDS.values(), ids=FIELDS)
def test_no_text_meets_another_or_is_cut_off(data: FootballFieldData, width: float) -> None:
    assert faults(draw("football_field", data, width), width) == []


def test_every_value_stands_as_it_was_given() -> None:
    words = draw("football_field", FIELD, FULL).words
    assert {"Sum of the parts", "$2.60T", "$3.10T", "$3.90T"} <= set(words)
    assert words[-4:] == ["Market cap today", "$2.80T", "Target", "$4T"]


def test_bars_reach_from_low_to_high_on_one_scale() -> None:
    """The ranges are 1.3, 2.4 and 0.8 wide, and start at 2.6, 1.9 and 2.2."""
    bars = [shape[::2] for shape in draw("football_field", FIELD).shapes(fill=SUBJECT_MID)]
    lows, widths = [min(bar) for bar in bars], [max(bar) - min(bar) for bar in bars]
    scale = widths[0] / 1.3
    assert widths == pytest.approx([1.3 * scale, 2.4 * scale, 0.8 * scale], abs=0.05)
    assert lows[0] - lows[1] == pytest.approx(0.7 * scale, abs=0.05)
    assert lows[0] - lows[2] == pytest.approx(0.4 * scale, abs=0.05)


def test_the_target_is_dashed_and_the_market_is_not() -> None:
    assert draw("football_field", FIELD).svg.count("stroke-dasharray") == 1
    undashed = replace(FIELD, references=(TODAY, replace(GOAL, dashed=False)))
    assert "stroke-dasharray" not in draw("football_field", undashed).svg


def test_the_lines_stand_at_their_values() -> None:
    """The market at 2.8 is 0.2 to the right of the first bar's low of 2.6, the target 1.4."""
    drawing = draw("football_field", FIELD)
    market, target = (line[0] for line in drawing.shapes(stroke=INK, stroke_width="0.9"))
    bar = drawing.shapes(fill=SUBJECT_MID)[0][::2]
    scale = (max(bar) - min(bar)) / 1.3
    assert market - min(bar) == pytest.approx(0.2 * scale, abs=0.05)
    assert target - min(bar) == pytest.approx(1.4 * scale, abs=0.05)


def test_a_base_is_a_mark_on_its_bar_and_one_that_is_missing_has_none() -> None:
    assert len(draw("football_field", FIELD).shapes(stroke=SUBJECT)) == 2
    unknown = Range("X", worth(1), Label(float("nan"), "n/a"), worth(2))
    drawing = draw("football_field", replace(FIELD, rows=(unknown,)))
    assert not drawing.shapes(stroke=SUBJECT)
    assert "n/a" not in drawing.words


def test_a_range_without_an_end_is_left_out() -> None:
    gap = Range("Unknown", Label(float("nan"), "n/a"), None, worth(3))
    with_it = replace(FIELD, rows=(*FIELD.rows, gap))
    assert draw("football_field", with_it).svg == draw("football_field", FIELD).svg


def test_ends_that_are_given_the_wrong_way_round_are_drawn_all_the_same() -> None:
    turned = tuple(replace(row, low=row.high, high=row.low) for row in FIELD.rows)
    drawing = draw("football_field", replace(FIELD, rows=turned))
    assert drawing.shapes(fill=SUBJECT_MID) == draw("football_field", FIELD).shapes(
        fill=SUBJECT_MID
    )


def test_many_rows_make_the_chart_higher() -> None:
    heights = [
        float(draw("football_field", data).root.attrib["height"].removesuffix("mm"))
        for data in (FIELD, FIELDS["nine rows"])
    ]
    assert heights[0] == 56
    assert heights[1] > 70


def test_the_ranges_are_told_in_words() -> None:
    assert draw("football_field", FIELD).alternative == (
        "Range chart of values: Sum of the parts from $2.60T to $3.90T with $3.10T as its base, "
        "Discounted cash flow from $1.90T to $4.30T with $2.70T as its base and EV/EBIT from "
        "$2.20T to $3.00T. Vertical lines mark Market cap today at $2.80T and Target at $4T."
    )
