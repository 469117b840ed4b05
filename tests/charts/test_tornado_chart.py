"""What each input moves."""

from dataclasses import replace

import pytest
from drawings import FULL, HALF, draw
from valuation_drawings import TORNADO, TORNADOES, faults, worth

from reportgen.charts import Label
from reportgen.charts.style.tokens import INK, SUBJECT, SUBJECT_LIGHT
from reportgen.charts.tornado import Swing, TornadoData


@pytest.mark.parametrize("width", [HALF, FULL])
@pytest.mark.parametrize("data", TORNADOES.values(), ids=TORNADOES)
def test_no_text_meets_another_or_is_cut_off(data: TornadoData, width: float) -> None:
    assert faults(draw("tornado", data, width), width) == []


def test_both_ends_have_their_result_and_their_input() -> None:
    words = draw("tornado", TORNADO, FULL).words
    assert [word for word in words if word in {"15%", "$2.10T", "$4.40T", "32%"}][:4] == [
        "15%",
        "$2.10T",
        "$4.40T",
        "32%",
    ]


def test_the_first_row_says_which_end_is_which() -> None:
    rooms = dict(draw("tornado", TORNADO).rooms)
    assert rooms["Low input"].right < rooms["High input"].left
    turned = replace(TORNADO, rows=TORNADO.rows[1:])
    rooms = dict(draw("tornado", turned).rooms)
    assert rooms["High input"].right < rooms["Low input"].left


def test_bars_reach_from_the_base_to_the_results() -> None:
    """From 3.15: solid 1.25 up to 4.4, 0.55 down to 2.6 and 0.02 down to 3.13."""
    drawing = draw("tornado", TORNADO, FULL)
    base = drawing.shapes(stroke=INK, stroke_width="0.9")[0][0]
    first, second, third = (shape[::2] for shape in drawing.shapes(fill=SUBJECT))
    scale = (max(first) - min(first)) / 1.25
    assert min(first) == pytest.approx(base, abs=0.02)
    assert max(second) == pytest.approx(base, abs=0.02)
    assert max(second) - min(second) == pytest.approx(0.55 * scale, abs=0.05)
    assert max(third) - min(third) == pytest.approx(0.02 * scale, abs=0.05)


def test_the_end_of_the_low_input_is_open() -> None:
    """The low input lowers the first result and raises the second: open left, then right."""
    drawing = draw("tornado", TORNADO, FULL)
    base = drawing.shapes(stroke=INK, stroke_width="0.9")[0][0]
    first, second, _ = (shape[::2] for shape in drawing.shapes(fill=SUBJECT_LIGHT, stroke=SUBJECT))
    assert max(first) < base < min(second)


def test_a_target_beyond_the_results_is_told_but_not_drawn() -> None:
    drawing = draw("tornado", TORNADO)
    assert drawing.svg.count("stroke-dasharray") == 1
    far = draw("tornado", replace(TORNADO, target=Label(40.0, "$40T")))
    assert "stroke-dasharray" not in far.svg
    assert "$40T" not in far.words
    assert far.alternative.endswith("The target is $40T.")


def test_rows_keep_the_order_in_which_they_are_given() -> None:
    turned = replace(TORNADO, rows=TORNADO.rows[::-1])
    names = [word for word in draw("tornado", turned, FULL).words if "rate" in word]
    assert names == ["Tax rate", "Discount rate"]


def test_two_ends_on_one_side_of_the_base_are_both_seen() -> None:
    """The shorter part lies on the longer one, and each result stands outside the bar."""
    above = Swing("Above", "10%", "20%", worth(3.5), worth(3.9))
    drawing = draw("tornado", replace(TORNADO, rows=(above,)))
    (solid,), (opened,) = drawing.shapes(fill=SUBJECT), drawing.shapes(fill=SUBJECT_LIGHT)
    assert max(opened[::2]) < max(solid[::2])
    assert drawing.svg.index(SUBJECT.lower()) < drawing.svg.index(SUBJECT_LIGHT.lower())
    rooms = dict(drawing.rooms)
    assert rooms["$3.50T"].right < rooms["$3.90T"].left


def test_an_input_without_a_result_is_left_out() -> None:
    gap = Swing("Unknown", "1%", "2%", Label(float("nan"), "n.m."), worth(3))
    with_it = replace(TORNADO, rows=(*TORNADO.rows, gap))
    assert draw("tornado", with_it).svg == draw("tornado", TORNADO).svg


def test_the_swings_are_told_in_words() -> None:
    assert draw("tornado", replace(TORNADO, rows=TORNADO.rows[:1])).alternative == (
        "Tornado chart of what each input makes of the base of $3.15T: AWS growth, years 1–5 "
        "from $2.10T (at 15%) to $4.40T (at 32%). The target is $4T."
    )
