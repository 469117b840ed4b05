"""What a price implies: growth and margin."""

from dataclasses import replace

import pytest
from drawings import FULL, draw
from forward_drawings import PRICE_IMPLIED, rate
from hostile_drawings import cases, collisions, cut_off

from reportgen.charts import Label
from reportgen.charts.style.field import Curve, Position
from reportgen.charts.style.tokens import BENCHMARK, INK, SUBJECT, SUBJECT_LIGHT

CASES = cases("price_implied")


def test_the_curve_of_the_target_has_the_subjects_colour_and_todays_is_ink() -> None:
    drawing = draw("price_implied", PRICE_IMPLIED)
    (target,) = [line for line in drawing.shapes(stroke=SUBJECT, fill="none") if len(line) > 4]
    (today,) = [line for line in drawing.shapes(stroke=INK, fill="none") if len(line) > 4]
    assert len(target) == len(today) == 2 * 17
    assert target[0::2] == today[0::2]
    assert all(high < low for high, low in zip(target[1::2], today[1::2], strict=True))


def test_what_lies_between_the_curves_is_tinted() -> None:
    assert len(draw("price_implied", PRICE_IMPLIED).shapes(fill=SUBJECT_LIGHT)) == 1
    alone = replace(PRICE_IMPLIED, curves=PRICE_IMPLIED.curves[:1])
    assert not draw("price_implied", alone).shapes(fill=SUBJECT_LIGHT)


def test_the_tint_ends_where_one_of_the_curves_does() -> None:
    """One runs from 5% to 15%, the other from 10% to 20%: both run from 10% to 15%."""
    curves = (
        Curve("One", ((0.05, 0.1), (0.15, 0.1))),
        Curve("Other", ((0.10, 0.2), (0.20, 0.2)), emphasised=True),
    )
    drawing = draw("price_implied", replace(PRICE_IMPLIED, curves=curves, marks=()))
    (one,) = [line for line in drawing.shapes(stroke=INK, fill="none") if line[1] == line[3]][1:]
    (shade,) = drawing.shapes(fill=SUBJECT_LIGHT)
    assert max(shade[0::2]) == max(one[0::2])
    assert min(shade[0::2]) == pytest.approx((one[0] + one[2]) / 2, abs=0.02)


def test_the_curves_are_named_at_their_ends() -> None:
    drawing = draw("price_implied", PRICE_IMPLIED)
    rooms = dict(drawing.rooms)
    right = max(drawing.shapes(fill=SUBJECT_LIGHT)[0][0::2])
    for name in ("$2.80T today", "$4T target"):
        assert rooms[name].left * 72 / 25.4 > right


def test_a_point_further_up_and_to_the_right_lies_there() -> None:
    """Half as far again in growth and in margin: 10% and 10%, 15% and 15%, 20% and 20%."""
    marks = tuple(Position(f"{n}", rate(n / 100), rate(n / 100)) for n in (10, 15, 20))
    drawing = draw("price_implied", replace(PRICE_IMPLIED, curves=(), marks=marks))
    low, middle, high = [(dot[0], dot[1]) for dot in drawing.shapes(fill=SUBJECT)]
    assert middle[0] == pytest.approx((low[0] + high[0]) / 2, abs=0.02)
    assert middle[1] == pytest.approx((low[1] + high[1]) / 2, abs=0.02)
    assert high[0] > low[0]
    assert high[1] < low[1]  # SVG counts from the top


def test_what_is_projected_is_an_open_dot() -> None:
    drawing = draw("price_implied", PRICE_IMPLIED)
    assert len(drawing.shapes(fill=SUBJECT)) == 1
    assert len(drawing.shapes(fill="#FFFFFF", stroke=SUBJECT)) == 1
    assert len(drawing.shapes(fill=BENCHMARK)) == 1


def test_points_are_named_with_their_numbers_where_there_is_room() -> None:
    drawing = draw("price_implied", PRICE_IMPLIED, FULL)
    words = drawing.words
    assert {"Today", "House", "Consensus", "Nvidia"} <= set(words)
    assert words.index("11.8%, 11.2%") == words.index("Today") + 1


def test_both_axes_say_what_they_measure() -> None:
    words = draw("price_implied", PRICE_IMPLIED).words
    assert {"Revenue growth a year, years 1–5", "Operating margin in year 10"} <= set(words)


def test_a_point_without_a_number_is_left_out() -> None:
    unknown = Position("Unknown", rate(0.1), Label(float("nan"), "n/a"))
    more = replace(PRICE_IMPLIED, marks=(*PRICE_IMPLIED.marks, unknown))
    assert draw("price_implied", more).svg == draw("price_implied", PRICE_IMPLIED).svg


def test_it_is_told_in_words() -> None:
    assert draw("price_implied", PRICE_IMPLIED).alternative == (
        "Curves of equal value over Revenue growth a year, years 1–5 and Operating margin in year "
        "10: $2.80T today and $4T target. Points: Today (11.8%, 11.2%), House (11.5%, 16.5%), "
        "Consensus (10.8%, 14.2%) and Nvidia (19.0%, 24.0%)."
    )


@pytest.mark.parametrize(("data", "width"), CASES.values(), ids=CASES)
def test_whatever_the_data_no_texts_collide_and_none_is_cut_off(data: object, width: float) -> None:
    drawing = draw("price_implied", data, width)
    assert collisions(drawing) == []
    assert cut_off(drawing, width) == []
