"""Market capitalization so far, and where each scenario would take it."""

from dataclasses import replace
from datetime import date

import pytest
from drawings import FULL, HALF, NOW, draw
from forward_drawings import SCENARIO_FAN, worth
from hostile_drawings import cases, collisions, cut_off

from reportgen.charts import Label
from reportgen.charts.scenario_fan import Scenario
from reportgen.charts.style.tokens import GREY, SUBJECT, SUBJECT_LIGHT

CASES = cases("scenario_fan")


def rays(data: object) -> list[list[float]]:
    """The lines from now to the horizon, and the history last."""
    return draw("scenario_fan", data).shapes(stroke=SUBJECT, fill="none")


def test_the_scenarios_start_where_the_history_ends() -> None:
    *scenarios, history = rays(SCENARIO_FAN)
    assert [ray[:2] for ray in scenarios] == [history[-2:]] * 3


def test_each_scenario_ends_at_the_height_of_its_value() -> None:
    """3 lies halfway between 2 and 4."""
    ends = tuple(Scenario(f"{n}", worth(n), "likely") for n in (2, 3, 4))
    low, middle, high = [ray[3] for ray in rays(replace(SCENARIO_FAN, ends=ends))[:3]]
    assert middle == pytest.approx((low + high) / 2, abs=0.02)
    assert high < low


def test_the_history_is_solid_and_what_is_to_come_is_dashed() -> None:
    svg = draw("scenario_fan", SCENARIO_FAN).svg
    lines = [part for part in svg.split("<path") if f'stroke="{SUBJECT.lower()}"' in part]
    dashed = ["dasharray" in line for line in lines if 'fill="none"' in line]
    assert dashed == [True, True, True, False]


def test_the_lowest_and_the_highest_bound_the_tint() -> None:
    (shade,) = draw("scenario_fan", SCENARIO_FAN).shapes(fill=SUBJECT_LIGHT)
    bull, _, bear, _ = rays(SCENARIO_FAN)
    assert {*shade} == {*bull, *bear}


@pytest.mark.parametrize("width", [HALF, FULL])
def test_each_end_has_its_name_its_value_and_how_likely_it_is(width: float) -> None:
    words = draw("scenario_fan", SCENARIO_FAN, width).words
    for each in SCENARIO_FAN.ends:
        place = words.index(each.name)
        assert words[place : place + 3] == [each.name, each.value.text, each.probability]


def test_the_target_and_the_value_now_are_named() -> None:
    words = draw("scenario_fan", SCENARIO_FAN).words
    assert words.index("target") == words.index("$4T") + 1
    assert words.index("$2.80T") == words.index("Amazon") + 1


def test_the_required_path_is_optional() -> None:
    with_path, without = (
        draw("scenario_fan", data) for data in (SCENARIO_FAN, replace(SCENARIO_FAN, path=()))
    )
    assert "Required path" in with_path.words
    assert "Required path" not in without.words
    assert not without.shapes(stroke=GREY, fill="none")


def test_of_a_long_past_twice_the_time_ahead_is_shown() -> None:
    """The horizon is 375 days off: what is older than 12 August 2024 is left out."""
    older = ((date(2001, 1, 2), worth(0.01)), *SCENARIO_FAN.history)
    drawing = draw("scenario_fan", replace(SCENARIO_FAN, history=older))
    assert drawing.svg == draw("scenario_fan", SCENARIO_FAN).svg
    assert "since Aug 2024" in drawing.alternative


def test_a_scenario_without_a_value_is_left_out() -> None:
    unknown = Scenario("Unknown", Label(float("nan"), "n/a"), "n/a")
    more = replace(SCENARIO_FAN, ends=(*SCENARIO_FAN.ends, unknown))
    assert draw("scenario_fan", more).svg == draw("scenario_fan", SCENARIO_FAN).svg


def test_it_is_told_in_words() -> None:
    alone = replace(SCENARIO_FAN, history=((NOW, None),))
    assert draw("scenario_fan", alone).alternative == (
        "Line chart of market capitalization: Amazon is worth $2.80T in Aug 2026. Dashed lines to "
        "Sep 2027: Bull $4.62T (25% likely), Base $3.41T (50% likely) and Bear $2.20T (25% "
        "likely). The target is $4T. A grey dashed line: Required path."
    )


@pytest.mark.parametrize(("data", "width"), CASES.values(), ids=CASES)
def test_whatever_the_data_no_texts_collide_and_none_is_cut_off(data: object, width: float) -> None:
    drawing = draw("scenario_fan", data, width)
    assert collisions(drawing) == []
    assert cut_off(drawing, width) == []
