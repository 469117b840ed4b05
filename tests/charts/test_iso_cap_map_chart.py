"""Multiple against earnings per share."""

from dataclasses import replace
from math import dist

import pytest
from drawings import FULL, HALF, draw
from forward_drawings import ISO_CAP_MAP
from hostile_drawings import cases, collisions, cut_off

from reportgen.charts import Label
from reportgen.charts.iso_cap_map import Multiple
from reportgen.charts.style.field import Position
from reportgen.charts.style.geometry import POINTS, Box
from reportgen.charts.style.tokens import BENCHMARK, GREY, INK, SUBJECT, WHITE

CASES = cases("iso_cap_map")


def away(room: Box, point: tuple[float, float]) -> float:
    """How far a point lies from a text."""
    x, y = point
    return dist(point, (min(max(x, room.left), room.right), min(max(y, room.bottom), room.top)))


def test_the_hyperbolas_fall_and_the_targets_lies_above() -> None:
    drawing = draw("iso_cap_map", ISO_CAP_MAP)
    (target,) = [line for line in drawing.shapes(stroke=SUBJECT, fill="none") if len(line) > 4]
    (today,) = [line for line in drawing.shapes(stroke=INK, fill="none") if len(line) > 4]
    assert target[1::2] == sorted(target[1::2])
    assert all(high < low for high, low in zip(target[1::2], today[1::2], strict=True))


def test_a_multiple_is_a_level_line_at_its_height() -> None:
    """30 lies halfway between 20 and 40."""
    multiples = tuple(Multiple(f"{n}", Label(n, f"{n}×")) for n in (20, 30, 40))
    drawing = draw("iso_cap_map", replace(ISO_CAP_MAP, multiples=multiples))
    lines = [line for line in drawing.shapes(stroke=GREY, fill="none") if line[0] == 0]
    low, middle, high = [line[1] for line in lines]
    assert all(line[1] == line[3] for line in lines)
    assert middle == pytest.approx((low + high) / 2, abs=0.02)
    assert high < low


@pytest.mark.parametrize("width", [HALF, FULL])
def test_the_multiples_and_the_curves_are_named_at_their_ends(width: float) -> None:
    words = draw("iso_cap_map", ISO_CAP_MAP, width).words
    assert words.index("41.0×") == words.index("Nvidia") + 1
    assert words.index("25.4×") == words.index("Alphabet") + 1
    assert {"$2.80T today", "$4T target"} <= set(words)


@pytest.mark.parametrize("width", [HALF, FULL])
def test_every_point_is_named(width: float) -> None:
    words = draw("iso_cap_map", ISO_CAP_MAP, width).words
    assert {"Today", "Bear", "Base", "Bull", "House"} <= set(words)


@pytest.mark.parametrize("step", range(24))
def test_no_name_stands_nearer_to_another_point(step: int) -> None:
    """Another point that passes by at the right comes where the name would end."""
    places = {"Still": (8, 25), "Passing": (10 + step / 4, 25), "Low": (6, 10), "High": (20, 40)}
    points = tuple(
        Position(name, Label(x, f"${x}"), Label(y, f"{y}×"), projected=True)
        for name, (x, y) in places.items()
    )
    data = replace(ISO_CAP_MAP, points=points, multiples=(), curves=())
    drawing = draw("iso_cap_map", data)
    rooms = dict(drawing.rooms)
    dots = {  # a circle is drawn from its rightmost point
        name: (ring[0] / POINTS - 0.95, -ring[1] / POINTS)
        for name, ring in zip(places, drawing.shapes(fill=WHITE, stroke=SUBJECT), strict=True)
    }
    for name, (x, y) in places.items():
        label = replace(rooms[name], right=rooms.get(f"${x}, {y}×", rooms[name]).right)
        assert min(dots, key=lambda each: away(label, dots[each])) == name


def test_the_benchmarks_multiple_has_its_colour() -> None:
    lines = draw("iso_cap_map", ISO_CAP_MAP).shapes(stroke=BENCHMARK, fill="none")
    assert len(lines) == 1


def test_a_multiple_that_is_not_known_has_no_line() -> None:
    unknown = Multiple("Unknown", Label(float("nan"), "n.m."))
    more = replace(ISO_CAP_MAP, multiples=(*ISO_CAP_MAP.multiples, unknown))
    assert draw("iso_cap_map", more).svg == draw("iso_cap_map", ISO_CAP_MAP).svg


def test_it_is_told_in_words() -> None:
    assert draw("iso_cap_map", ISO_CAP_MAP).alternative == (
        "Map of Price/earnings against Earnings per share, with curves of equal market "
        "capitalization: $2.80T today and $4T target. Points: Today ($7.60, 34.2×), Bear ($9.20, "
        "22.0×), Base ($10.60, 29.0×), Bull ($12.40, 34.0×) and House ($11.00, 30.5×). Horizontal "
        "lines: Nvidia at 41.0×, Microsoft at 33.1×, Walmart at 36.0× and Alphabet at 25.4×."
    )


@pytest.mark.parametrize(("data", "width"), CASES.values(), ids=CASES)
def test_whatever_the_data_no_texts_collide_and_none_is_cut_off(data: object, width: float) -> None:
    drawing = draw("iso_cap_map", data, width)
    assert collisions(drawing) == []
    assert cut_off(drawing, width) == []
