"""Adoption of custom chips: lower bounds look like lower bounds, assumptions like assumptions."""

from dataclasses import replace

from drawings import BOUNDS, CHIPS, FULL, HALF, draw

from reportgen.charts.style.tokens import GREY, SUBJECT, SUBJECT_LIGHT, WHITE


def test_a_bound_is_an_open_arrow_upward_and_keeps_its_sign() -> None:
    drawing = draw("custom_chips", CHIPS)
    assert len(drawing.shapes(fill=WHITE, stroke=SUBJECT)) == 3
    assert {"> 7.0%", "> 13.3%", "> 14.8%"} <= set(drawing.words)


def test_the_wide_chart_says_of_which_quarter_a_bound_is() -> None:
    assert {"Q1 2026", "Q2 2026"} <= set(draw("custom_chips", CHIPS, FULL).words)
    assert "Q2 2026" not in draw("custom_chips", CHIPS, HALF).words


def test_a_share_that_is_known_exactly_is_a_dot() -> None:
    exact = (*BOUNDS[:2], replace(BOUNDS[2], lower=False))
    drawing = draw("custom_chips", replace(CHIPS, bounds=exact))
    assert len(drawing.shapes(fill=WHITE, stroke=SUBJECT)) == 2
    assert len(drawing.shapes(fill=SUBJECT)) == 1


def test_a_change_of_scope_is_marked_between_its_neighbours() -> None:
    drawing = draw("custom_chips", CHIPS)
    assert "definition widened" in drawing.words
    (line,) = drawing.shapes(stroke=GREY, stroke_width="0.6")
    assert line[0] == line[2]


def test_without_a_change_of_scope_there_is_no_mark() -> None:
    same = tuple(replace(bound, scope="") for bound in BOUNDS)
    drawing = draw("custom_chips", replace(CHIPS, bounds=same))
    assert not drawing.shapes(stroke=GREY, stroke_width="0.6")


def test_the_curve_says_that_it_is_assumed_and_names_its_three_cases() -> None:
    drawing = draw("custom_chips", CHIPS)
    assert "Assumed, not fitted" in drawing.words
    assert {"Low", "29%", "Base", "44%", "High", "64%"} <= set(drawing.words)
    assert len(drawing.shapes(fill=SUBJECT_LIGHT)) == 1
    assert drawing.alternative == (
        "Lower bounds of the share of custom chips: > 7.0% in Q4 2025, > 13.3% in Q1 2026 "
        "(definition widened) and > 14.8% in Q2 2026. Assumed, not fitted: a curve that reaches "
        "44% in 2029, or between 29% and 64%."
    )


def test_without_a_curve_the_bounds_stand_alone() -> None:
    drawing = draw("custom_chips", replace(CHIPS, curve=None))
    assert "Assumed, not fitted" not in drawing.words
    assert not drawing.shapes(fill=SUBJECT_LIGHT)
    assert "> 14.8%" in drawing.words


def test_one_bound_is_enough() -> None:
    for curve in (None, CHIPS.curve):
        drawing = draw("custom_chips", replace(CHIPS, bounds=BOUNDS[:1], curve=curve))
        assert drawing.words.count("> 7.0%") == 1
        assert len(drawing.shapes(fill=WHITE, stroke=SUBJECT)) == 1
