"""Market capitalization, the target, and the way still to go."""

from dataclasses import replace

from drawings import FULL, HALF, MARKET_CAPS, NOW, draw

from reportgen.charts import Label
from reportgen.charts.style.tokens import BENCHMARK, SUBJECT, TINT

REACHED = replace(MARKET_CAPS, target=Label(2.5, "$2.5T"), upside="12% above", route=None)


def test_each_line_is_named_at_its_end_with_its_last_value() -> None:
    words = draw("market_caps", MARKET_CAPS).words
    assert words.index("$2.80T") == words.index("Amazon") + 1
    assert words.index("$5.36T") == words.index("Nvidia") + 1


def test_the_target_is_named_and_the_arrow_says_how_far_it_is() -> None:
    words = draw("market_caps", MARKET_CAPS).words
    assert {"$4T", "target", "+43%"} <= set(words)


def test_the_unit_stands_on_the_top_tick_only() -> None:
    words = draw("market_caps", MARKET_CAPS).words
    assert "$6T" in words
    assert "5" in words
    assert "$5T" not in words


def test_the_alternative_text_gives_the_numbers_in_sentences() -> None:
    assert draw("market_caps", MARKET_CAPS).alternative == (
        "Line chart of market capitalization from Dec 2023 to Aug 2026. Amazon is worth $2.80T "
        "and Nvidia is worth $5.36T. The target of $4T is still +43% away. A dashed line shows "
        "the route: Path to $4T by Sep 2027."
    )


def test_the_subject_has_its_colour_and_the_benchmark_its_own() -> None:
    drawing = draw("market_caps", MARKET_CAPS)
    lines = [drawing.shapes(stroke=colour, fill="none") for colour in (SUBJECT, BENCHMARK)]
    assert [len(found) for found in lines] == [2, 1]  # the subject's second one is its route


def test_what_has_not_happened_stands_on_tinted_ground() -> None:
    assert draw("market_caps", MARKET_CAPS).shapes(fill=TINT)
    assert not draw("market_caps", replace(MARKET_CAPS, route=None)).shapes(fill=TINT)


def test_without_a_benchmark_there_is_one_line() -> None:
    drawing = draw("market_caps", replace(MARKET_CAPS, benchmark=None))
    assert "Nvidia" not in drawing.words
    assert not drawing.shapes(stroke=BENCHMARK)
    assert "Nvidia" not in drawing.alternative


def test_a_single_point_is_a_dot_with_its_name_and_an_arrow() -> None:
    single = replace(MARKET_CAPS.subject, points=((NOW, 2.8),))
    for route in (None, MARKET_CAPS.route):
        drawing = draw(
            "market_caps", replace(MARKET_CAPS, subject=single, benchmark=None, route=route)
        )
        assert {"Amazon", "$2.80T", "+43%"} <= set(drawing.words)
        assert len(drawing.shapes(stroke=SUBJECT, fill="none")) == (1 if route else 0)


def test_a_target_that_is_reached_has_no_arrow_but_says_so_beside_the_name() -> None:
    drawing = draw("market_caps", REACHED)
    words = drawing.words
    assert words.index("12% above") == words.index("$2.80T") + 1
    assert "The target of $2.5T has been reached: 12% above." in drawing.alternative


def test_a_target_so_near_that_no_arrow_fits_is_told_the_same_way() -> None:
    near = replace(MARKET_CAPS, target=Label(2.9, "$2.9T"), upside="+4%", route=None)
    words = draw("market_caps", near).words
    assert words.index("+4%") == words.index("$2.80T") + 1


def test_a_name_too_long_for_one_row_takes_two() -> None:
    long = replace(MARKET_CAPS, subject=replace(MARKET_CAPS.subject, name="Taiwan Semiconductor"))
    rooms = dict(draw("market_caps", long, HALF).rooms)
    assert rooms["Taiwan Semiconductor"].bottom > rooms["$2.80T"].top


def test_years_are_written_out_once() -> None:
    words = draw("market_caps", MARKET_CAPS, FULL).words
    assert [word for word in words if word in {"2024", "25", "26", "27"}] == [
        "2024",
        "25",
        "26",
        "27",
    ]
