"""Growth of the company's driver and of its rivals."""

from dataclasses import replace

import pytest
from drawings import FULL, HALF, QUARTERS, draw
from forward_drawings import CLOUD_GROWTH, rate
from hostile_drawings import cases, collisions, cut_off

from reportgen.charts.cloud_growth import Line
from reportgen.charts.style.tokens import BENCHMARK, GREY, SUBJECT

CASES = cases("cloud_growth")
AWS, AZURE, GOOGLE = CLOUD_GROWTH.lines


def test_the_subject_has_its_colour_and_the_first_rival_the_comparators() -> None:
    drawing = draw("cloud_growth", CLOUD_GROWTH)
    for colour in (SUBJECT, BENCHMARK):
        (line,) = drawing.shapes(stroke=colour, fill="none")
        assert len(line) == 2 * len(QUARTERS)


def test_a_missing_quarter_leaves_a_gap_and_no_line_through_it() -> None:
    """Google's fifth and sixth are missing, and the last: four quarters, then seven."""
    lines = draw("cloud_growth", CLOUD_GROWTH).shapes(stroke=GREY, fill="none")
    assert [len(line) // 2 for line in lines if len(line) > 4] == [4, 7]


def test_a_quarter_between_two_gaps_is_a_dot() -> None:
    values = (None, rate(0.1), None, rate(0.2), *(None,) * 10)
    drawing = draw(
        "cloud_growth", replace(CLOUD_GROWTH, lines=(Line("Alone", values, subject=True),))
    )
    assert not drawing.shapes(stroke=SUBJECT, fill="none")
    assert len({(dot[1]) for dot in drawing.shapes(fill=SUBJECT)}) >= 2


def test_values_lie_at_their_heights() -> None:
    """20% lies halfway between 10% and 30%."""
    values = tuple(rate(0.1 * (1 + index % 3)) for index in range(14))
    drawing = draw(
        "cloud_growth", replace(CLOUD_GROWTH, lines=(Line("Saw", values, subject=True),))
    )
    (line,) = drawing.shapes(stroke=SUBJECT, fill="none")
    low, middle, high = line[1:6:2]
    assert middle == pytest.approx((low + high) / 2, abs=0.02)
    assert high < low


@pytest.mark.parametrize("width", [HALF, FULL])
def test_each_line_has_its_name_and_last_value_at_its_end(width: float) -> None:
    words = draw("cloud_growth", CLOUD_GROWTH, width).words
    for name, value in (("AWS", "30%"), ("Azure", "39%"), ("Google Cloud", "50%")):
        assert words[words.index(name) + 1] == value


def test_a_value_that_is_not_the_latest_quarters_says_whose_it_is() -> None:
    words = draw("cloud_growth", CLOUD_GROWTH).words
    assert [word for word in words if word.startswith("Q")] == ["Q1 2026"]


def test_values_below_nought_lie_below_the_base_line() -> None:
    shrinking = Line("Shrinking", tuple(rate(-0.1) for _ in QUARTERS), subject=True)
    drawing = draw("cloud_growth", replace(CLOUD_GROWTH, lines=(shrinking, AZURE)))
    (line,) = drawing.shapes(stroke=SUBJECT, fill="none")
    (base,) = [path for path in drawing.shapes(stroke="#16212C") if len(path) == 4 and path[0] == 0]
    assert line[1] > base[1]


def test_it_is_told_in_words() -> None:
    lines = (AWS, AZURE, GOOGLE, Line("Oracle", (None,) * 14))
    assert draw("cloud_growth", replace(CLOUD_GROWTH, lines=lines)).alternative == (
        "Line chart of growth on the year by quarter, at last AWS 30% in Q2 2026, Azure 39% in Q2 "
        "2026 and Google Cloud 50% in Q1 2026. Not known: Oracle."
    )


@pytest.mark.parametrize(("data", "width"), CASES.values(), ids=CASES)
def test_whatever_the_data_no_texts_collide_and_none_is_cut_off(data: object, width: float) -> None:
    drawing = draw("cloud_growth", data, width)
    assert collisions(drawing) == []
    assert cut_off(drawing, width) == []
