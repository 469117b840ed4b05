"""Tripwires: the rules cover the line, and a bound proves only what it proves."""

from __future__ import annotations

import math
from dataclasses import replace
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


@pytest.mark.parametrize(
    "text", ["", "24%", "=> 24%", "24% to 18%", "18% to 18%", "18% to 24% to 30%", ">= lots"]
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        parse_rule(text)


@pytest.mark.parametrize(
    ("rule", "inside", "outside"),
    [
        (">= 24%", (0.24, 9.0), (0.239,)),
        ("> 24%", (0.241, 9.0), (0.24,)),
        ("<= 5x", (5.0, -9.0), (5.1,)),
        ("< 5x", (4.9, -9.0), (5.0,)),
        ("18% to 24%", (0.18, 0.239), (0.179, 0.24)),
    ],
)
def test_which_end_belongs_to_a_rule(
    rule: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    assert [value in parse_rule(rule) for value in (*inside, *outside)] == [
        *(True for _ in inside), *(False for _ in outside),
    ]  # fmt: skip


def test_no_rule_reaches_what_is_beyond_all_numbers() -> None:
    assert math.inf not in parse_rule(">= 24%")
    assert -math.inf not in parse_rule("< 24%")


#: Green from 5%, red below -5%, and zero in the middle.
AROUND_ZERO = Rules(
    parse_rule(">= 5%"), parse_rule("-5% to 5%"), parse_rule("< -5%"), higher_is_better=True
)


def test_zero_is_a_value_as_any_other() -> None:
    rising, falling = (
        read(AROUND_ZERO, list(map(reading, v))) for v in ((-0.02, 0.0), (0.0, -0.02))
    )
    assert (rising.trend, falling.trend) == (1, -1)
    near = read(AROUND_ZERO, [reading(-0.2), reading(0.0)]).nearest
    assert near is not None
    assert abs(near.distance) == pytest.approx(0.05)
    ups, downs = (read(AROUND_ZERO, list(map(reading, v))) for v in ((0.0, 0.02), (0.02, 0.0)))
    assert (ups.trend, downs.trend) == (1, -1)
    closer = read(
        replace(AROUND_ZERO, amber=parse_rule("-2% to 5%"), red=parse_rule("< -2%")), [reading(0.0)]
    )
    assert closer.nearest is not None
    assert (closer.nearest.line, closer.nearest.distance) == ("red", 0.02)
    # From red back to amber: zero is 5 points clear of the line, and 10 were asked.
    slow = replace(AROUND_ZERO, hysteresis=0.1)
    assert slow.states([reading(-0.2), reading(0.0)]) == ["red", "red"]


def test_a_trend_is_up_down_or_none_within_its_dead_band() -> None:
    """From 1 to 1.5 is just within a band of 0.5, from 1 to 1.75 beyond it."""
    steps = ((1.0, 1.75), (1.75, 1.0), (1.0, 1.5), (1.5, 1.0), (1.0, 1.0))
    found = [read(PRICE, list(map(reading, pair)), dead_band=0.5).trend for pair in steps]
    assert found == [1, -1, 0, 0, 0]
    assert read(PRICE, [reading(1.0), reading(1.0)]).trend == 0


def test_what_is_not_meaningful_is_unknown_whatever_its_number() -> None:
    """No colour, no trend to or from it, and no part of the deviation of the others."""
    misleading = replace(reading(0.30), status="n.m.")
    assert GROWTH.state(misleading) == "unknown"
    assert read(GROWTH, [misleading, reading(0.20)]).trend is None
    assert read(GROWTH, [reading(0.20), misleading]).trend is None
    room = read(GROWTH, [misleading, reading(0.25), reading(0.26)]).room
    assert room is not None
    assert room.deviations is None


def test_a_reading_knows_its_trend_its_distance_and_how_long_it_has_lasted() -> None:
    """20%, 25%, 26%: green for two readings, 8 points above red; deviation of 20, 25, 26 is 3.215."""
    history = [reading(v) for v in (0.20, 0.25, 0.26)]
    found = read(GROWTH, history, dead_band=0.005)
    assert (found.state, found.trend, found.quarters_in_state) == ("green", 1, 2)
    assert found.room is not None
    assert found.room.distance == pytest.approx(0.08)
    assert found.room.deviations == pytest.approx(0.08 / 0.032146, rel=1e-3)


def test_a_small_change_is_no_trend() -> None:
    assert read(GROWTH, [reading(0.250), reading(0.253)], dead_band=0.005).trend == 0


def test_bounds_have_no_trend_and_no_deviation() -> None:
    history = [reading(v, "lower") for v in (0.20, 0.25, 0.26)]
    found = read(GROWTH, history)
    assert (found.state, found.trend) == ("green", None)
    assert found.room is not None
    assert found.room.distance == pytest.approx(0.08)
    assert found.room.deviations is None


def test_red_for_long_enough_breaks_the_thesis() -> None:
    history = [reading(v) for v in (0.2, 0.1, 0.1)]
    assert read(GROWTH, history, persist=2).broken
    assert read(GROWTH, history[:2]).broken
    assert not read(GROWTH, history, persist=3).broken


# Distances


@pytest.mark.parametrize(
    ("rules", "values", "line", "distance"),
    [
        (GROWTH, (0.30,), "green", 0.06),  # 30 is 6 points above the 24 where green begins
        (GROWTH, (0.23,), "green", -0.01),  # amber: 1 point short of 24, 5 above 18
        (GROWTH, (0.19,), "red", 0.01),  # amber: 1 point above 18, 5 short of 24
        (GROWTH, (0.15,), "red", -0.03),  # 3 points below the 18 where red begins
        (PRICE, (3.0,), "green", 1.0),  # lower is better: 1 below the 4 where green ends
        (PRICE, (5.5,), "red", 0.5),
    ],
)
def test_the_nearest_line_of_a_status_and_the_side_of_it(
    rules: Rules, values: tuple[float, ...], line: str, distance: float
) -> None:
    found = read(rules, [reading(value) for value in values]).nearest
    assert found is not None
    assert found.line == line
    assert found.distance == pytest.approx(distance)


def test_what_is_unknown_is_near_no_line() -> None:
    found = read(GROWTH, [reading(0.20), reading(None)])
    assert (found.state, found.previous_state) == ("unknown", "amber")
    assert (found.room, found.nearest) == (None, None)


# Hysteresis


def with_hysteresis(rules: Rules, band: float) -> Rules:
    return replace(rules, hysteresis=band)


def test_a_recovery_has_to_clear_the_line_but_a_fall_counts_at_once() -> None:
    """Lines at 18 and 24, band 1 point: back to green at 25, back to amber at 19."""
    rules = with_hysteresis(GROWTH, 0.01)
    values = (0.26, 0.239, 0.245, 0.25, 0.17, 0.185, 0.245, 0.25)
    assert rules.states([reading(value) for value in values]) == [
        "green", "amber", "amber", "green", "red", "red", "amber", "green",
    ]  # fmt: skip


def test_where_lower_is_better_a_recovery_has_to_go_lower() -> None:
    """Lines at 4 and 6, band half a turn: back to green below 3.5."""
    rules = with_hysteresis(PRICE, 0.5)
    assert rules.states([reading(value) for value in (4.1, 3.6, 3.5, 3.4)]) == [
        "amber", "amber", "amber", "green",
    ]  # fmt: skip


def test_the_end_of_the_band_is_exact() -> None:
    """28.2% clears 24% by 4.2 points, though in floats 0.282 - 0.042 is less than 0.24."""
    rules = with_hysteresis(GROWTH, 0.042)
    assert 0.282 - 0.042 < 0.24
    assert rules.states([reading(0.2), reading(0.282)])[-1] == "green"


def test_a_first_reading_stands_as_it_is() -> None:
    assert with_hysteresis(GROWTH, 0.03).states([reading(0.25)]) == ["green"]


def test_an_unknown_reading_is_passed_over() -> None:
    """Amber, unknown, and 24.5%: within the band of the last status that was known."""
    rules = with_hysteresis(GROWTH, 0.01)
    history = [reading(0.20), reading(None), reading(0.245)]
    assert rules.states(history) == ["amber", "unknown", "amber"]


def test_a_bound_recovers_only_where_it_proves_the_distance() -> None:
    """More than 24.5% proves green without a band, and only amber with one of a point."""
    history = [reading(0.20), reading(0.245, "lower")]
    assert GROWTH.states(history)[-1] == "green"
    assert with_hysteresis(GROWTH, 0.01).states(history)[-1] == "amber"
    # More than 18.5% is no longer red, but not proven to have cleared 18% by a point.
    fallen = [reading(0.10), reading(0.185, "lower")]
    assert with_hysteresis(GROWTH, 0.01).states(fallen)[-1] == "red"


def test_status_and_readings_in_it_follow_the_band() -> None:
    """Red at 17 and held there by 18.5 with a band of a point: two readings in red, a break at two."""
    found = read(with_hysteresis(GROWTH, 0.01), [reading(0.17), reading(0.185)], persist=2)
    assert (found.state, found.previous_state, found.quarters_in_state) == ("red", "red", 2)
    assert found.broken
    assert not read(GROWTH, [reading(0.17), reading(0.185)], persist=2).broken


FIGURES = st.builds(
    reading, st.floats(-1, 1) | st.none(), st.sampled_from(("lower", "upper", None))
)
HISTORIES = st.lists(FIGURES, min_size=1, max_size=8)
RULES = st.sampled_from((
    GROWTH,
    Rules(
        parse_rule("< 18%"), parse_rule("18% to 24%"), parse_rule(">= 24%"), higher_is_better=False
    ),
))  # fmt: skip


@given(RULES, HISTORIES)
def test_no_hysteresis_reads_each_value_by_itself(rules: Rules, history: list[Figure]) -> None:
    assert rules.states(history) == [rules.state(figure) for figure in history]


@given(RULES, HISTORIES, st.floats(0, 0.5), st.floats(0, 0.5))
def test_a_wider_band_never_gives_a_better_status(
    rules: Rules, history: list[Figure], first: float, second: float
) -> None:
    narrow, wide = sorted((first, second))
    pairs = zip(
        with_hysteresis(rules, narrow).states(history),
        with_hysteresis(rules, wide).states(history),
        strict=True,
    )
    order = ("red", "amber", "green")
    for better, worse in pairs:
        assert (better == "unknown") == (worse == "unknown")
        assert better == "unknown" or order.index(worse) <= order.index(better)


@given(st.lists(st.floats(0.18, 0.2499), min_size=1, max_size=8))
def test_what_wavers_within_the_band_never_flips_back(values: list[float]) -> None:
    """Amber once, then anything below the 25% that clears the line by a point: amber all along."""
    states = with_hysteresis(GROWTH, 0.01).states([reading(v) for v in (0.23, *values)])
    assert set(states) == {"amber"}
