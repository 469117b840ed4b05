"""How often the simulation ends where."""

from dataclasses import replace

import pytest
from drawings import FULL, HALF, draw
from valuation_drawings import HISTOGRAM, HISTOGRAMS, faults, worth

from reportgen.charts import Label
from reportgen.charts.simulation_histogram import SimulationHistogramData
from reportgen.charts.style.tokens import INK, SUBJECT, SUBJECT_MID


@pytest.mark.parametrize("width", [HALF, FULL])
@pytest.mark.parametrize("data", HISTOGRAMS.values(), ids=HISTOGRAMS)
def test_no_text_meets_another_or_is_cut_off(data: SimulationHistogramData, width: float) -> None:
    assert faults(draw("simulation_histogram", data, width), width) == []


def test_columns_at_or_above_the_target_have_the_full_colour() -> None:
    drawing = draw("simulation_histogram", HISTOGRAM)
    assert len(drawing.shapes(fill=SUBJECT_MID)) == 3  # from 1, 2 and 3
    assert len(drawing.shapes(fill=SUBJECT)) == 2  # from 4 and 5


def test_a_column_that_the_target_cuts_is_in_two_parts_of_one_height() -> None:
    """A target of 3.25 cuts the column from 3 to 4 at a quarter of its width."""
    drawing = draw("simulation_histogram", replace(HISTOGRAM, target=worth(3.25)), FULL)
    below, above = drawing.shapes(fill=SUBJECT_MID)[-1], drawing.shapes(fill=SUBJECT)[0]
    assert max(below[::2]) == pytest.approx(min(above[::2]), abs=0.02)
    assert min(below[1::2]) == min(above[1::2])
    widths = [max(part[::2]) - min(part[::2]) for part in (below, above)]
    assert widths[0] / sum(widths) == pytest.approx(0.25, abs=0.01)


def test_columns_are_as_high_as_their_counts() -> None:
    """1,200, 5,200 and 3,100 draws below the target."""
    shapes = draw("simulation_histogram", HISTOGRAM).shapes(fill=SUBJECT_MID)
    heights = [max(shape[1::2]) - min(shape[1::2]) for shape in shapes]
    unit = heights[1] / 5200
    assert heights == pytest.approx([1200 * unit, 5200 * unit, 3100 * unit], abs=0.05)


def test_target_and_today_lie_at_their_values() -> None:
    """The column from 4 to 5 starts at the target; today at 2.8 is 1.2 columns to its left."""
    drawing = draw("simulation_histogram", HISTOGRAM, FULL)
    today, target = (line[0] for line in drawing.shapes(stroke=INK, stroke_width="0.9"))
    first, second = (min(shape[::2]) for shape in drawing.shapes(fill=SUBJECT))
    assert target == pytest.approx(first, abs=0.4)
    assert target - today == pytest.approx(1.2 * (second - first), abs=0.1)
    assert drawing.svg.count("stroke-dasharray") == 1


def test_what_is_marked_is_named() -> None:
    words = draw("simulation_histogram", HISTOGRAM, FULL).words
    for name, value in (
        ("Today", "$2.80T"),
        ("Target", "$4T"),
        ("5%", "$1.70T"),
        ("Median", "$2.90T"),
        ("95%", "$5.10T"),
    ):
        assert words[words.index(name) + 1] == value
    assert "23% of draws reach it" in words


def test_draws_beyond_the_ends_are_said_in_words_unless_there_are_none() -> None:
    rooms = dict(draw("simulation_histogram", HISTOGRAM).rooms)
    assert rooms["104 draws below $1T"].left == pytest.approx(0, abs=0.1)
    assert rooms["512 draws above $6T"].right == pytest.approx(HALF, abs=0.1)
    none = replace(HISTOGRAM, below=Label(0, "no draws"), above=Label(0, "no draws"))
    drawing = draw("simulation_histogram", none)
    assert "no draws" not in drawing.words
    assert "Not shown" not in drawing.alternative


def test_an_empty_bin_has_no_column() -> None:
    hole = replace(HISTOGRAM, counts=(1200, 0, 3100, 1700, 600))
    assert len(draw("simulation_histogram", hole).shapes(fill=SUBJECT_MID)) == 2


def test_the_simulation_is_told_in_words() -> None:
    assert draw("simulation_histogram", HISTOGRAM).alternative == (
        "Histogram of simulated values with the median at $2.90T, 5% at $1.70T and 95% at "
        "$5.10T; today $2.80T, target $4T: 23% of draws reach it. Not shown: 104 draws below "
        "$1T and 512 draws above $6T."
    )
