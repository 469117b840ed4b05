"""What earlier editions implied for today, against what came."""

from dataclasses import replace

import pytest
from drawings import FULL, draw
from forward_drawings import TRACK_RECORD, worth
from hostile_drawings import cases, collisions, cut_off

from reportgen.charts import Label
from reportgen.charts.style.tokens import INK, SUBJECT, SUBJECT_LIGHT
from reportgen.charts.track_record import Interval

CASES = cases("track_record")


def test_bars_that_contain_what_came_are_solid_and_others_open() -> None:
    """2.80 lies in 2.12 to 2.95 and 2.30 to 3.10, not in 2.05 to 2.52 or 2.95 to 3.34."""
    drawing = draw("track_record", TRACK_RECORD)
    solid, left, right = drawing.shapes(fill=SUBJECT), *drawing.shapes(fill=SUBJECT_LIGHT)
    assert len(solid) == 2
    assert all(left[0] < bar[0] < right[0] for bar in solid)


@pytest.mark.parametrize(("low", "high"), [(2.80, 3.0), (2.5, 2.80), (3.0, 2.5)])
def test_an_end_that_is_just_reached_counts_and_so_do_swapped_ends(low: float, high: float) -> None:
    edition = Interval("Q1 2026", worth(low), None, worth(high))
    drawing = draw("track_record", replace(TRACK_RECORD, editions=(edition,)))
    assert drawing.shapes(fill=SUBJECT)
    assert "contains it" in drawing.alternative


def test_bars_reach_from_the_bear_to_the_bull_value() -> None:
    """From 1 to 3 is twice as long as from 2 to 3, and 2 lies halfway."""
    editions = (
        Interval("Long", worth(1), None, worth(3)),
        Interval("Short", worth(2), None, worth(3)),
    )
    data = replace(TRACK_RECORD, editions=editions, actual=worth(2.5))
    long, short = draw("track_record", data).shapes(fill=SUBJECT)
    heights = [max(bar[1::2]) - min(bar[1::2]) for bar in (long, short)]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.04)
    assert min(long[1::2]) == min(short[1::2])


def test_what_came_is_a_line_across_at_its_height() -> None:
    """2.5 lies halfway between 2 and 3."""
    edition = Interval("Q1 2026", worth(2), None, worth(3))
    drawing = draw("track_record", replace(TRACK_RECORD, editions=(edition,), actual=worth(2.5)))
    _, line = [path for path in drawing.shapes(stroke=INK) if path[0] == 0]
    (bar,) = drawing.shapes(fill=SUBJECT)
    assert line[1] == line[3] == pytest.approx((max(bar[1::2]) + min(bar[1::2])) / 2, abs=0.02)
    assert drawing.words.index("$2.50T") == drawing.words.index("Actual") + 1


def test_every_value_is_written() -> None:
    words = draw("track_record", TRACK_RECORD, FULL).words
    told = [label.text for each in TRACK_RECORD.editions for label in (each.low, each.high)]
    assert {*told, "base", "$2.31T", "$2.48T", "$2.60T", "$3.10T"} <= set(words)


def test_every_edition_is_named_below_its_bar() -> None:
    drawing = draw("track_record", TRACK_RECORD)
    rooms = dict(drawing.rooms)
    for each in TRACK_RECORD.editions:
        assert rooms[each.name].top < rooms[each.low.text].bottom


def test_an_edition_without_an_end_is_left_out() -> None:
    unknown = Interval("Q1 2020", worth(1), None, Label(float("nan"), "n/a"))
    more = replace(TRACK_RECORD, editions=(*TRACK_RECORD.editions, unknown))
    assert draw("track_record", more).svg == draw("track_record", TRACK_RECORD).svg


def test_it_is_told_in_words() -> None:
    assert draw("track_record", TRACK_RECORD).alternative == (
        "Bars from the bear to the bull value that earlier editions implied for today, against "
        "Actual $2.80T: Q3 2025 $2.05T to $2.52T, base $2.31T (misses it); Q4 2025 $2.12T to "
        "$2.95T, base $2.48T (contains it); Q1 2026 $2.30T to $3.10T, base $2.60T (contains it); "
        "Q2 2026 $2.95T to $3.34T, base $3.10T (misses it)."
    )


@pytest.mark.parametrize(("data", "width"), CASES.values(), ids=CASES)
def test_whatever_the_data_no_texts_collide_and_none_is_cut_off(data: object, width: float) -> None:
    drawing = draw("track_record", data, width)
    assert collisions(drawing) == []
    assert cut_off(drawing, width) == []
