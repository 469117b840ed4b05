"""From a level then to the level now: what each step added or took."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from bridge_drawings import CASES, COLUMN, UPSIDE, VALUE, between
from drawings import FULL, HALF, Drawing, draw
from hostile_drawings import collisions, cut_off

from reportgen.charts.bridge import BridgeData, is_cut
from reportgen.charts.style.tokens import INK, SUBJECT, SUBJECT_LIGHT

every_case = pytest.mark.parametrize(("data", "width"), CASES.values(), ids=list(CASES))
CUT = "The scale does not start at zero."


def ends(bar: list[float]) -> tuple[float, float]:
    """Where a shape begins and ends from left to right."""
    return min(bar[::2]), max(bar[::2])


def solid(drawing: Drawing) -> list[tuple[float, float]]:
    return [ends(bar) for bar in drawing.shapes(fill=SUBJECT)]


def test_rows_stand_below_each_other_in_their_order() -> None:
    rooms = dict(draw("bridge", VALUE, FULL).rooms)
    names = ["Q1 2026", *(step.name for step in VALUE.steps), "Q2 2026"]
    heights = [rooms[name].bottom for name in names]
    assert all(above > below for above, below in pairwise(heights))


def test_each_amount_stands_in_the_row_of_its_name_right_of_its_bar() -> None:
    drawing = draw("bridge", VALUE, FULL)
    rooms = dict(drawing.rooms)
    for step in VALUE.steps:
        name, amount = rooms[step.name], rooms[step.amount.text]
        assert abs(name.bottom - amount.bottom) < 0.01
        assert amount.left > name.right
    bars = [*solid(drawing), *(ends(bar) for bar in drawing.shapes(fill=SUBJECT_LIGHT))]
    assert len(bars) == len(VALUE.steps)


def test_a_step_begins_where_the_one_before_it_ended() -> None:
    first, second, third, last = solid(draw("bridge", VALUE, FULL))
    (fall,) = (ends(bar) for bar in draw("bridge", VALUE, FULL).shapes(fill=SUBJECT_LIGHT))
    assert second[0] == pytest.approx(first[1], abs=0.02)
    assert third[0] == pytest.approx(second[1], abs=0.02)
    assert fall[1] == pytest.approx(third[1], abs=1.0)
    assert last[0] == pytest.approx(fall[0], abs=1.0)


def test_bars_are_as_long_as_their_steps() -> None:
    """125, 76, 38 and 90 billion on one scale."""
    lengths = [right - left for left, right in solid(draw("bridge", VALUE, FULL))]
    sizes = (125, 76, 38, 90)
    rates = [length / size for length, size in zip(lengths, sizes, strict=True)]
    assert rates == pytest.approx([rates[0]] * 4, rel=0.01)


def test_rises_are_solid_and_falls_are_open() -> None:
    drawing = draw("bridge", UPSIDE, COLUMN)
    assert len(drawing.shapes(fill=SUBJECT)) == 1
    assert len(drawing.shapes(fill=SUBJECT_LIGHT, stroke=SUBJECT)) == 1


def test_a_level_far_from_nought_is_a_mark_and_the_chart_says_that_its_scale_is_cut() -> None:
    """Marks have no length: two bars of 2.72 and 2.90 would show a rise by half, or no steps at all."""
    drawing = draw("bridge", VALUE, FULL)
    assert is_cut(VALUE)
    assert drawing.shapes(fill=INK) == []
    assert CUT in drawing.words
    assert drawing.alternative.endswith(CUT)


@pytest.mark.parametrize(
    ("start", "steps"), [(0.05, (60, -140)), (0.1, (90,)), (0.0, (10, 5)), (-0.1, (-90,))]
)
def test_a_level_near_nought_is_a_bar_that_starts_there(
    start: float, steps: tuple[float, ...]
) -> None:
    data = between(start, *steps)
    drawing = draw("bridge", data, FULL)
    assert not is_cut(data)
    assert len(drawing.shapes(fill=INK)) == 2
    assert CUT not in drawing.words
    assert CUT not in drawing.alternative


def test_levels_on_both_sides_of_nought_lie_on_its_both_sides() -> None:
    before, now = (
        ends(bar) for bar in draw("bridge", between(0.05, 60, -140), FULL).shapes(fill=INK)
    )
    assert now[1] == pytest.approx(before[0], abs=0.05)
    assert now[0] < before[0] < before[1]


@pytest.mark.parametrize(("start", "cut"), [(0.149, False), (0.151, True), (-0.251, True)])
def test_a_level_counts_as_near_within_half_as_much_again_as_the_steps_reach(
    start: float, *, cut: bool
) -> None:
    """Steps reach over 100 billion: at one and a half times that the scale is cut."""
    assert is_cut(between(start, 100)) is cut


def test_the_last_level_has_the_whole_change_behind_it() -> None:
    words = draw("bridge", VALUE, FULL).words
    assert words[words.index("$2.90T") + 1] == "+$185B"


def test_a_change_without_room_is_left_to_the_words() -> None:
    data, width = CASES["wide amounts, 84 mm"]
    assert data.change not in draw("bridge", data, width).words
    assert data.change in draw("bridge", data, width).alternative
    assert data.change in draw("bridge", data, FULL).words


def test_a_compact_chart_is_low_and_leaves_axis_and_words_on_its_cut_to_the_page() -> None:
    drawing = draw("bridge", UPSIDE, COLUMN)
    assert float(drawing.root.attrib["height"].removesuffix("mm")) == pytest.approx(14.0)
    assert CUT not in drawing.words
    assert not [word for word in drawing.words if word.endswith(".0%")]
    assert draw("bridge", replace(UPSIDE, compact=False), COLUMN).words[-1] == CUT


def test_a_step_of_next_to_nothing_is_still_seen() -> None:
    (rise, *_) = solid(draw("bridge", between(2.72, 0.0001, 500), FULL))
    assert rise[1] - rise[0] >= 0.9  # points


def test_who_cannot_see_it_hears_every_number() -> None:
    assert draw("bridge", UPSIDE, COLUMN).alternative == (
        "Waterfall chart of the required upside from 40% (Q1 2026) to 43% (Q2 2026), a change of +3.1pp, "
        f"by way of: Share price +3.5pp and Shares outstanding −0.4pp. {CUT}"
    )
    assert "with no step between" in draw("bridge", between(2.72), HALF).alternative


@every_case
def test_no_text_is_cut_off_whatever_is_drawn(data: BridgeData, width: float) -> None:
    assert cut_off(draw("bridge", data, width), width) == []


@every_case
def test_no_two_texts_collide_whatever_is_drawn(data: BridgeData, width: float) -> None:
    assert collisions(draw("bridge", data, width)) == []


@every_case
def test_bars_and_links_stay_on_the_paper(data: BridgeData, width: float) -> None:
    drawing = draw("bridge", data, width)
    height = float(drawing.root.attrib["height"].removesuffix("mm"))
    for shape in (
        *drawing.shapes(fill=SUBJECT),
        *drawing.shapes(fill=SUBJECT_LIGHT),
        *drawing.shapes(fill=INK),
    ):
        assert max(shape[::2]) <= width * 72 / 25.4 + 0.1
        assert max(shape[1::2]) <= height * 72 / 25.4 + 0.1


@every_case
def test_no_bar_lies_on_a_text(data: BridgeData, width: float) -> None:
    drawing = draw("bridge", data, width)
    bars = [
        (min(bar[::2]), -max(bar[1::2]), max(bar[::2]), -min(bar[1::2]))
        for colour in (SUBJECT, SUBJECT_LIGHT, INK)
        for bar in drawing.shapes(fill=colour)
    ]
    points = 72 / 25.4
    for text, room in drawing.rooms:
        left, bottom, right, top = (
            each * points for each in (room.left, room.bottom, room.right, room.top)
        )
        for bar in bars:
            meets = (
                left + 0.5 < bar[2]
                and bar[0] < right - 0.5
                and bottom + 0.5 < bar[3]
                and bar[1] < top - 0.5
            )
            assert not meets, text
