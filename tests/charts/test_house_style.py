"""The house style: ticks, places and letters that all charts share."""

from itertools import pairwise
from math import inf, nan

import pytest
from drawings import FONTS
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts import Axis, Label, Quarter, use_fonts
from reportgen.charts.style.axes import ticks, year_texts
from reportgen.charts.style.geometry import Box, Panel, between, crosses, height_at, spread
from reportgen.charts.style.letters import Run, breadth, extent, fitting, wrapped
from reportgen.charts.style.values import listing, number, present, stated, stretches


@pytest.fixture(autouse=True)
def _letters() -> None:
    use_fonts(FONTS)


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        (0, 5.36, 6, (0, 1, 2, 3, 4, 5, 6)),
        (0, 42.2, 5, (0, 10, 20, 30, 40)),  # the highest may stand a little above the last line
        (-0.05, 0.74, 5, (-0.2, 0, 0.2, 0.4, 0.6, 0.8)),
        (215, 260, 2, (200, 220, 240, 260)),
        (0, 0, 5, (0,)),
    ],
)
def test_ticks_are_round(low: float, high: float, count: int, expected: tuple[float, ...]) -> None:
    assert ticks(low, high, count) == pytest.approx(expected)


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.integers(2, 8))
def test_ticks_rise_and_are_not_many(low: float, span: float, count: int) -> None:
    values = ticks(low, low + span, count)
    assert list(values) == sorted(values)
    assert len(values) <= count * 4 / 3 + 3


def test_the_unit_is_on_the_top_tick() -> None:
    axis = Axis(lambda value: f"{value:g}", lambda value: f"${value:g}T")
    assert axis.texts((0, 1, 2)) == ("0", "1", "$2T")
    assert Axis(lambda value: f"{value:g}%").texts((0, 1)) == ("0%", "1%")
    assert axis.texts(()) == ()


def test_the_first_year_that_has_room_is_written_out() -> None:
    assert list(year_texts([2023, 2024, 2025], [0.5, 20, 20])) == ["", "2024", "25"]
    assert list(year_texts([2023, 2024], [5, 20])) == ["23", "2024"]


def test_missing_values_are_left_out() -> None:
    assert present([(1, 2.0), (2, None), (3, nan), (4, inf)]) == ((1, 2.0),)
    assert stated([(1, None), (2, Label(nan, "?")), (3, Label(1, "1"))]) == ((3, Label(1, "1")),)
    assert number(Label(nan, "?")) is None
    assert stretches([(0, 1.0), (1, None), (2, 3.0), (3, 4.0)]) == (
        ((0, 1.0),),
        ((2, 3.0), (3, 4.0)),
    )


def test_a_listing_reads_like_a_sentence() -> None:
    assert listing(["a"]) == "a"
    assert listing(["a", "b", "c"]) == "a, b and c"
    assert Quarter(2026, 2).text == "Q2 2026"


def test_labels_that_are_too_near_part_evenly() -> None:
    assert spread([10, 10], 4, (0, 100)) == pytest.approx((8, 12))
    assert spread([10, 30], 4, (0, 100)) == pytest.approx((10, 30))
    assert spread([1, 1], 4, (0, 100)) == pytest.approx((0, 4))
    assert spread([12, 10, 11], 4, (0, 100)) == pytest.approx((15, 7, 11))


@given(st.lists(st.floats(0, 50), min_size=1, max_size=8))
def test_labels_are_apart_within_the_bounds_and_in_their_order(wanted: list[float]) -> None:
    placed = spread(wanted, 3, (0, 50))
    rising = sorted(zip(wanted, placed, strict=True))
    assert all(after - before >= 3 - 1e-6 for (_, before), (_, after) in pairwise(rising))
    assert min(placed) >= -1e-6
    assert max(placed) <= 50 + 1e-6


def test_a_line_crosses_a_box_or_passes_it() -> None:
    box = Box(2, 2, 4, 4)
    assert crosses(box, [(0, 0), (6, 6)])
    assert crosses(box, [(0, 3), (9, 3)])
    assert crosses(box, [(3, 0), (3, 9)])
    assert not crosses(box, [(0, 0), (6, 1)])
    assert not crosses(box, [(5, 0), (5, 9)])
    assert not crosses(box, [(0, 3), (1, 3)])
    assert not crosses(box, [])


def test_a_part_of_a_line_has_ends_of_its_own() -> None:
    line = [(0.0, 0.0), (10.0, 10.0), (20.0, 0.0)]
    assert height_at(line, 5) == 5
    assert height_at(line, 21) is None
    assert between(line, 5, 15) == ((5, 5), (10, 10), (15, 5))


def test_values_have_places_in_a_panel() -> None:
    panel = Panel(Box(10, 20, 30, 40), (0, 4), (0, 2))
    assert panel.line([(0, 0), (2, 1), (4, 2)]) == ((10, 20), (20, 30), (30, 40))
    assert Panel(Box(10, 20, 30, 40), (5, 5), (7, 7)).line([(5, 7)]) == ((10, 20),)


def test_a_text_is_as_wide_as_its_letters() -> None:
    """Inter's figure 1 at 10 points: 870 of 2,048 units would be 4.2 points (by the font's table)."""
    narrow, wide = breadth([Run("1", 10)]), breadth([Run("W", 10)])
    assert 0 < narrow < wide
    assert breadth([Run("11", 10)]) == pytest.approx(2 * narrow)
    assert breadth([Run("1", 20)]) == pytest.approx(2 * narrow)
    assert breadth([Run("1", 10), Run("W", 10)]) == pytest.approx(narrow + wide)
    assert breadth([Run("W", 10, 600)]) > wide


def test_a_text_takes_room_where_it_is_set() -> None:
    runs = [Run("Amazon")]
    left, middle, right = (extent(runs, (50, 10), align) for align in (0, 0.5, 1))
    assert left.left == middle.middle == right.right == 50
    assert left.width == pytest.approx(breadth(runs))


def test_texts_shrink_to_their_room_but_not_below_the_least_size() -> None:
    run = Run("Market capitalization", 8)
    assert fitting([run], 1000, 6) == 1
    assert fitting([run], breadth([run]) * 0.9, 6) == pytest.approx(0.9)
    assert fitting([run], 1, 6) == pytest.approx(6 / 8)


def test_a_text_is_broken_between_words_only() -> None:
    assert wrapped(Run("Share count"), 100) == ("Share count",)
    assert wrapped(Run("Share count"), 1) == ("Share", "count")
    assert wrapped(Run(""), 1) == ()
