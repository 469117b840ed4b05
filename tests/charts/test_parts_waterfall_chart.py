"""From nothing to the equity value, part by part."""

from dataclasses import replace

import pytest
from drawings import FULL, HALF, draw
from valuation_drawings import GOAL, PARTS, TODAY, WATERFALLS, faults

from reportgen.charts import Label
from reportgen.charts.parts_waterfall import Part, PartsWaterfallData
from reportgen.charts.style.tokens import INK, SUBJECT, SUBJECT_LIGHT, SUBJECT_MID


@pytest.mark.parametrize("width", [HALF, FULL])
@pytest.mark.parametrize("data", WATERFALLS.values(), ids=WATERFALLS)
def test_no_text_meets_another_or_is_cut_off(data: PartsWaterfallData, width: float) -> None:
    assert faults(draw("parts_waterfall", data, width), width) == []


def test_the_driver_is_solid_other_rises_are_light_and_falls_are_open() -> None:
    drawing = draw("parts_waterfall", PARTS)
    assert len(drawing.shapes(fill=SUBJECT)) == 1
    assert len(drawing.shapes(fill=SUBJECT_MID)) == 2
    assert len(drawing.shapes(fill=SUBJECT_LIGHT, stroke=SUBJECT)) == 2
    assert len(drawing.shapes(fill=INK)) == 1


def test_each_bar_starts_where_the_one_before_it_ends() -> None:
    """1.9, then 0.72 and 0.45 on top of it: 3.07 in all, on one scale from the base line."""
    drawing = draw("parts_waterfall", PARTS)
    (driver,) = (shape[1::2] for shape in drawing.shapes(fill=SUBJECT))
    second, third = (shape[1::2] for shape in drawing.shapes(fill=SUBJECT_MID))
    (total,) = (shape[1::2] for shape in drawing.shapes(fill=INK))
    scale = (max(driver) - min(driver)) / 1.9
    assert max(second) == pytest.approx(min(driver), abs=0.02)
    assert max(third) == pytest.approx(min(second), abs=0.02)
    assert max(driver) - min(third) == pytest.approx(3.07 * scale, abs=0.05)
    assert max(total) - min(total) == pytest.approx(2.7 * scale, abs=0.05)


def test_every_amount_and_both_lines_are_labelled() -> None:
    words = draw("parts_waterfall", PARTS, FULL).words
    amounts = ["+$1.90T", "+$0.72T", "+$0.45T", "−$0.28T", "−$0.09T", "$2.70T"]
    assert words[: len(amounts)] == amounts
    assert words[-4:] == ["Market cap today", "$2.80T", "Target", "$4T"]


def test_the_target_is_dashed_and_the_market_is_not() -> None:
    assert draw("parts_waterfall", PARTS).svg.count("stroke-dasharray") == 1
    only = replace(PARTS, references=(TODAY,))
    assert "stroke-dasharray" not in draw("parts_waterfall", only).svg


def test_the_lines_lie_at_their_values() -> None:
    """The target at 4.0 is as far above the base line as 4.0 is on the driver's scale of 1.9."""
    drawing = draw("parts_waterfall", replace(PARTS, references=(GOAL,)))
    (driver,) = (shape[1::2] for shape in drawing.shapes(fill=SUBJECT))
    (target,) = drawing.shapes(stroke=INK, stroke_width="0.9")
    scale = (max(driver) - min(driver)) / 1.9
    assert max(driver) - target[1] == pytest.approx(4.0 * scale, abs=0.05)


def test_names_without_room_take_turns_in_two_tiers() -> None:
    nine = WATERFALLS["nine bars"]
    rooms = dict(draw("parts_waterfall", nine, HALF).rooms)
    assert rooms["AWS"].bottom > rooms["discount"].top
    assert rooms["Advertising"].top < rooms["AWS"].bottom
    wide = dict(draw("parts_waterfall", nine, FULL).rooms)
    assert wide["AWS"].bottom == pytest.approx(wide["Advertising"].bottom, abs=0.01)


def test_a_part_without_a_number_is_left_out() -> None:
    gap = Part("Unknown", Label(float("nan"), "n/a"))
    with_it = replace(PARTS, parts=(*PARTS.parts, gap))
    assert draw("parts_waterfall", with_it).svg == draw("parts_waterfall", PARTS).svg


def test_the_bridge_is_told_in_words() -> None:
    assert draw("parts_waterfall", PARTS).alternative == (
        "Waterfall chart to Equity value $2.70T, by way of: AWS +$1.90T, Advertising +$0.72T, "
        "Third-party seller services +$0.45T, Conglomerate discount −$0.28T and Net debt and "
        "leases −$0.09T. Horizontal lines mark Market cap today at $2.80T and Target at $4T."
    )
