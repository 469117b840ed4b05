"""Segment sales, backlog and capital expenditure: columns by quarter."""

from dataclasses import replace

from drawings import BACKLOG, CAPEX, FULL, HALF, QUARTERS, SALES, draw

from reportgen.charts import Label
from reportgen.charts.style.tokens import SUBJECT, SUBJECT_MID


def test_the_last_quarter_is_emphasised_and_has_its_value() -> None:
    drawing = draw("segment_sales", SALES)
    assert len(drawing.shapes(fill=SUBJECT_MID)) == 13
    assert len(drawing.shapes(fill=SUBJECT)) == 1
    assert "$42.2B" in drawing.words
    assert "$40.6B" not in drawing.words


def test_fourteen_quarters_have_their_growth_at_either_width() -> None:
    for width in (HALF, FULL):
        words = draw("segment_sales", SALES, width).words
        assert [each.growth for each in SALES.quarters if each.growth in words] == [
            f"{12 + index}%" for index in range(14)
        ]


def test_growth_texts_too_long_for_every_column_are_thinned_from_the_last_one() -> None:
    long = [replace(each, growth=f"+{each.growth} FX") for each in SALES.quarters]
    words = draw("segment_sales", replace(SALES, quarters=tuple(long)), HALF).words
    told = [word for word in words if word.endswith("FX")]
    assert told[-1] == "+25% FX"
    assert len(told) < 14


def test_a_quarter_without_growth_has_no_label() -> None:
    quarters = tuple(replace(each, growth=None) for each in SALES.quarters)
    drawing = draw("segment_sales", replace(SALES, quarters=quarters))
    assert not [word for word in drawing.words if word.endswith("%")]
    assert "(" not in drawing.alternative


def test_one_quarter_is_a_column_and_not_a_wall() -> None:
    drawing = draw("segment_sales", replace(SALES, quarters=SALES.quarters[-1:]), FULL)
    (bar,) = drawing.shapes(fill=SUBJECT)
    assert max(bar[::2]) - min(bar[::2]) < 20 / 25.4 * 72
    assert {"$42.2B", "25%", "2026"} <= set(drawing.words)


def test_a_missing_quarter_is_listed_with_no_column() -> None:
    drawing = draw("backlog", BACKLOG)
    assert drawing.words.count("n/a") == 2
    assert len(drawing.shapes(fill=SUBJECT_MID)) == 11
    assert "Not disclosed: Q3 2023 and Q3 2024." in drawing.alternative


def test_a_value_that_is_not_a_number_is_missing_too() -> None:
    nan = [replace(each, backlog=Label(float("nan"), "?")) for each in BACKLOG.quarters[:1]]
    drawing = draw("backlog", replace(BACKLOG, quarters=(*nan, *BACKLOG.quarters[1:])))
    assert drawing.words.count("n/a") == 3
    assert "?" not in drawing.alternative


def test_a_segment_without_any_backlog_has_its_quarters_and_nothing_else() -> None:
    none = tuple(replace(each, backlog=None) for each in BACKLOG.quarters)
    drawing = draw("backlog", replace(BACKLOG, quarters=none))
    assert drawing.words.count("n/a") == len(QUARTERS)
    assert not drawing.shapes(fill=SUBJECT)
    assert "none known" in drawing.alternative


def test_the_coverage_stands_above_its_column() -> None:
    drawing = draw("backlog", BACKLOG, FULL)
    rooms = dict(drawing.rooms)
    (bar,) = drawing.shapes(fill=SUBJECT)
    top = -min(bar[1::2]) / 72 * 25.4
    assert top < rooms["2.8"].bottom + 0.8 < rooms["$499B"].bottom


def test_capital_expenditure_has_two_panels_with_their_headings() -> None:
    words = draw("capex_efficiency", CAPEX).words
    assert words.index("Trailing-year capex") < words.index("Capex per dollar of new AWS sales")
    assert {"$140B", "$5.5"} <= set(words)


def test_the_ratio_is_interrupted_where_it_is_not_meaningful() -> None:
    drawing = draw("capex_efficiency", CAPEX)
    assert len(drawing.shapes(fill="none", stroke=SUBJECT)) == 2
    assert "Q2 2024" in drawing.alternative
    assert "$3.2 in" not in drawing.alternative


def test_one_quarter_of_capital_expenditure_is_a_column_and_a_dot() -> None:
    drawing = draw("capex_efficiency", replace(CAPEX, quarters=CAPEX.quarters[-1:]))
    assert {"$140B", "$5.5"} <= set(drawing.words)
    assert not drawing.shapes(fill="none", stroke=SUBJECT)
