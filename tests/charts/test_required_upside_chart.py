"""Required upside edition by edition, against the declared path."""

from dataclasses import replace
from datetime import date

from drawings import EDITIONS, FULL, REQUIRED_UPSIDE, TWELVE_EDITIONS, draw

from reportgen.charts import Label
from reportgen.charts.style.tokens import GREY, SUBJECT, SUBJECT_LIGHT


def test_every_edition_has_its_value() -> None:
    words = draw("required_upside", REQUIRED_UPSIDE).words
    assert {"74%", "40%", "56%", "43%"} <= set(words)
    assert words.index("still required") == words.index("43%") + 1


def test_the_path_and_the_horizon_are_named() -> None:
    drawing = draw("required_upside", REQUIRED_UPSIDE)
    assert {"Declared path", "Horizon Sep 2027"} <= set(drawing.words)
    assert drawing.alternative == (
        "Line chart of the upside still required: 74% in Mar 2026, 40% in Apr 2026, 56% in Jun "
        "2026 and 43% in Aug 2026. A dashed line, Declared path, falls to nothing: Horizon Sep "
        "2027."
    )


def test_what_lies_between_the_editions_and_the_path_is_tinted() -> None:
    assert len(draw("required_upside", REQUIRED_UPSIDE).shapes(fill=SUBJECT_LIGHT)) == 1


def test_a_first_edition_is_a_point_on_the_path() -> None:
    drawing = draw("required_upside", replace(REQUIRED_UPSIDE, editions=EDITIONS[:1]))
    assert "74%" in drawing.words
    assert not drawing.shapes(stroke=SUBJECT)
    assert not drawing.shapes(fill=SUBJECT_LIGHT)


def test_twelve_editions_name_the_first_and_the_last_and_as_many_more_as_have_room() -> None:
    words = draw("required_upside", TWELVE_EDITIONS).words
    told = [label.text for _, label in TWELVE_EDITIONS.editions if label and label.text in words]
    assert told[0] == "74%"
    assert told[-1] == "19%"
    assert len(told) > 3


def test_without_a_baseline_there_is_no_path() -> None:
    drawing = draw("required_upside", replace(REQUIRED_UPSIDE, path=()))
    assert "Declared path" not in drawing.words
    assert not drawing.shapes(stroke=GREY)
    assert "dashed" not in drawing.alternative


def test_an_edition_without_a_figure_is_left_out() -> None:
    gap = (*EDITIONS[:2], (date(2026, 5, 20), None), *EDITIONS[2:])
    nan = (*EDITIONS[:2], (date(2026, 5, 20), Label(float("nan"), "n/a")), *EDITIONS[2:])
    drawn = [
        draw("required_upside", replace(REQUIRED_UPSIDE, editions=editions), FULL).svg
        for editions in (EDITIONS, gap, nan)
    ]
    assert len(set(drawn)) == 1


def test_a_target_that_is_passed_goes_below_nought() -> None:
    passed = (*EDITIONS, (date(2027, 1, 30), Label(-0.05, "−5%")))
    drawing = draw("required_upside", replace(REQUIRED_UPSIDE, editions=passed))
    assert {"−5%", "-20%"} <= set(drawing.words)
