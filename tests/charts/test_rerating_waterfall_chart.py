"""From the market capitalization now to the target."""

from dataclasses import replace

from drawings import FULL, HALF, WATERFALL, WATERFALL_IN_KRONOR, draw

from reportgen.charts import Label
from reportgen.charts.rerating_waterfall import Step
from reportgen.charts.style.geometry import POINTS
from reportgen.charts.style.tokens import INK, SUBJECT, SUBJECT_LIGHT


def test_every_amount_stands_as_it_was_given() -> None:
    words = draw("rerating_waterfall", WATERFALL).words
    assert [w for w in words if "$" in w][:5] == [
        "$2.80T",
        "+$1.62T",
        "−$0.38T",
        "−$0.04T",
        "$4.00T",
    ]


def test_levels_are_ink_rises_are_solid_and_falls_are_open() -> None:
    drawing = draw("rerating_waterfall", WATERFALL)
    assert len(drawing.shapes(fill=INK)) == 2
    assert len(drawing.shapes(fill=SUBJECT)) == 1
    assert len(drawing.shapes(fill=SUBJECT_LIGHT, stroke=SUBJECT)) == 2


def test_a_contribution_of_next_to_nothing_is_still_seen() -> None:
    nothing = Step("Share count", Label(1e-9, "+$0.00T"))
    drawing = draw("rerating_waterfall", replace(WATERFALL, changes=(nothing,)))
    (bar,) = drawing.shapes(fill=SUBJECT)
    heights = bar[1::2]
    assert max(heights) - min(heights) >= 0.3 * POINTS


def test_a_contribution_larger_than_the_whole_gap_stays_on_the_paper() -> None:
    drawing = draw("rerating_waterfall", WATERFALL_IN_KRONOR)
    (bar,) = drawing.shapes(fill=SUBJECT)[:1]
    assert min(bar) >= 0


def test_amounts_that_are_wider_than_their_places_go_up_a_row() -> None:
    rooms = dict(draw("rerating_waterfall", WATERFALL_IN_KRONOR, HALF).rooms)
    assert rooms["−SEK 2,380B"].bottom > rooms["+SEK 3,620B"].top
    rooms = dict(draw("rerating_waterfall", WATERFALL_IN_KRONOR, FULL).rooms)
    assert rooms["−SEK 2,380B"].bottom == rooms["+SEK 3,620B"].bottom


def test_long_names_are_broken_between_words() -> None:
    words = draw("rerating_waterfall", WATERFALL_IN_KRONOR, HALF).words
    assert {"capitalization", "contribution", "(re-rating)"} <= set(words)


def test_the_bridge_is_told_in_words() -> None:
    assert draw("rerating_waterfall", WATERFALL).alternative == (
        "Waterfall chart from $2.80T (Market cap now) to $4.00T ($4T target), by way of: "
        "Earnings growth +$1.62T, Multiple −$0.38T and Share count −$0.04T."
    )
