"""Tripwires: the rules cover the line, and a bound proves only what it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures import Figure, Status
from reportgen.formulas.watch import RuleError, Rules, coverage_fault, parse_rule, read

if TYPE_CHECKING:
    from reportgen.assumptions.inputs import Bound

GROWTH = Rules(
    parse_rule(">= 24%"), parse_rule("18% to 24%"), parse_rule("< 18%"), higher_is_better=True
)
PRICE = Rules(
    parse_rule("< 4x"), parse_rule("4x to 6x"), parse_rule(">= 6x"), higher_is_better=False
)


def reading(value: float | None, bound: Bound | None = None) -> Figure:
    status: Status = "n/a" if value is None else "bound" if bound else "ok"
    return Figure("f", "F", "rate", value, status, "", bound=bound)


def test_each_value_has_one_colour() -> None:
    assert [GROWTH.state(reading(v)) for v in (0.24, 0.239, 0.18, 0.179)] == [
        "green", "amber", "amber", "red",
    ]  # fmt: skip
    assert [PRICE.state(reading(v)) for v in (3.9, 4.0, 6.0)] == ["green", "amber", "red"]


def test_what_is_missing_is_unknown_and_never_green() -> None:
    assert GROWTH.state(reading(None)) == "unknown"


def test_a_lower_bound_proves_green_but_not_red() -> None:
    assert GROWTH.state(reading(0.25, "lower")) == "green"
    assert GROWTH.state(reading(0.10, "lower")) == "unknown"
    assert PRICE.state(reading(7.0, "lower")) == "red"
    assert PRICE.state(reading(3.0, "lower")) == "unknown"


@given(st.floats(-10, 10))
def test_complete_rules_colour_every_number_once(value: float) -> None:
    colours = [v for v in (GROWTH.green, GROWTH.amber, GROWTH.red) if value in v]
    assert len(colours) == 1


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        (("< 18%", "18% to 24%", ">= 24%"), ""),
        (("< 18%", "20% to 24%", ">= 24%"), "no rule covers values from 0.18 to 0.2"),
        (("<= 18%", "18% to 24%", ">= 24%"), "two rules overlap at 0.18"),
        (("< 18%", "18% to 24%", "> 24%"), "no rule covers 0.24 itself"),
        (("< 18%", "18% to 24%", "24% to 30%"), "no rule covers values above 0.3"),
        (("10% to 18%", "18% to 24%", ">= 24%"), "no rule covers values below 0.1"),
    ],
)
def test_holes_and_overlaps_are_named(rules: tuple[str, str, str], fault: str) -> None:
    assert coverage_fault([parse_rule(rule) for rule in rules]) == fault


@pytest.mark.parametrize("text", ["", "24%", "=> 24%", "24% to 18%", ">= lots"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        parse_rule(text)


def test_a_reading_knows_its_trend_its_distance_and_how_long_it_has_lasted() -> None:
    """20%, 25%, 26%: green for two readings, 8 points above red; deviation of 20, 25, 26 is 3.215."""
    history = [reading(v) for v in (0.20, 0.25, 0.26)]
    found = read(GROWTH, history, dead_band=0.005)
    assert (found.state, found.trend, found.quarters_in_state) == ("green", 1, 2)
    assert found.room == pytest.approx(0.08)
    assert found.room_in_deviations == pytest.approx(0.08 / 0.032146, rel=1e-3)


def test_a_small_change_is_no_trend() -> None:
    assert read(GROWTH, [reading(0.250), reading(0.253)], dead_band=0.005).trend == 0


def test_bounds_have_no_trend_and_no_deviation() -> None:
    history = [reading(v, "lower") for v in (0.20, 0.25, 0.26)]
    found = read(GROWTH, history)
    assert (found.state, found.trend, found.room_in_deviations) == ("green", None, None)
    assert found.room == pytest.approx(0.08)


def test_red_for_long_enough_breaks_the_thesis() -> None:
    history = [reading(v) for v in (0.2, 0.1, 0.1)]
    assert read(GROWTH, history, persist=2).broken
    assert not read(GROWTH, history, persist=3).broken
