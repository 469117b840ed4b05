"""A typed figure meets what is computed: its name where it is the same, both values where it is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment

from reportgen import briefing
from reportgen.briefing.typed_against import problems_of
from reportgen.briefing.typed_text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing.shown import Names
    from reportgen.model import Story


@pytest.fixture(scope="module")
def names(story: Callable[[str], Story]) -> Names:
    """What the briefing of the second quarter of 2026 may name."""
    told = story("amazon/2026Q2")
    return briefing.names_of(told, lambda *_: "")


def told(sentence: str, names: Names) -> list[str]:
    """What is told of each figure in a sentence: found, what, and what to write."""
    words = words_of(sentence, "briefing.md", Environment(autoescape=True))
    return [
        f"{p.found} {p.what.removeprefix('a bare figure in the prose').strip()}; {p.advice}"
        for p in problems_of(words, names)
    ]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The required upside is 43%.", "required_upside"),
        ("Amazon needs 43 per cent more market value.", "required_upside"),
        ("Amazon's market cap is 2,790 billion dollars.", "market_cap"),
        ("Amazon's market cap is nearly $3T.", "market_cap"),
        ("The target is four trillion dollars.", "target_market_cap.words"),
        ("AWS sold $42.2B in the quarter.", "segment_sales"),
        ("AWS grew by 36.8% on the year.", "segment_growth"),
        ("The AWS margin rose by 645bps.", "segment_margin_change_on_year.bare"),
        ("The AWS margin rose by 6.45 percentage points.", "segment_margin_change_on_year.bare"),
        ("At 25 times forward earnings Amazon is dearer than Nvidia.", "forward_pe"),
        ("AWS brings in 61% of operating income.", "segment_share_of_operating_income"),
        ("Nvidia's market cap is $5.20T.", "nvidia.market_cap"),
        ("Google Cloud grew 82%.", "alphabet.segment_growth"),
        ("Free cash flow was −$7.6B.", "trailing_free_cash_flow"),
        ("Free cash flow was $7.6B in the red, a negative number.", "trailing_free_cash_flow.bare"),
        ("Amazon trails its path by 6.9 months.", "months_ahead_of_path.bare"),
        ("AWS growth was 28.4% a quarter ago.", "previous.segment_growth"),
        ("Of the house's draws 9.3% reach the target.", "simulated_target_probability"),
        ("The sum of the parts comes to $2.70T.", "parts_equity_value"),
        ("Bull has a probability of 20%.", "scenario.bull.probability"),
    ],
)
def test_the_same_number_gets_its_name(sentence: str, figure: str, names: Names) -> None:
    (first,) = told(sentence, names)
    assert "that is computed: " in first
    assert f"; write {{{{ {figure} }}}}" in first


CONTRADICTIONS = [
    ("A required upside of 80% is out of reach.", "80%", "Required upside is 43%", "required_upside"),
    ("AWS grew 25% on the year.", "25%", "AWS sales growth on the year is 36.8%", "segment_growth"),
    ("Amazon's market cap is $2.4T.", "$2.4T", "Market capitalization is $2.79T", "market_cap"),
    ("AWS brings in three-quarters of operating income.", "three-quarters",
     "AWS share of operating income is 61%", "segment_share_of_operating_income"),
    ("At 24x forward earnings it is dear.", "24x", "Forward P/E is 24.9×", "forward_pe"),
    ("Nvidia's market cap is $4T.", "$4T", "Nvidia: market capitalization is $5.20T", "nvidia.market_cap"),
    ("Free cash flow was $10B.", "$10B", "Free cash flow, last four quarters is −$7.60B",
     "trailing_free_cash_flow"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "found", "figure", "name"), CONTRADICTIONS)
def test_another_number_is_told_with_both_values(
    sentence: str, found: str, figure: str, name: str, names: Names
) -> None:
    wanted = f"'{found}' contradicts a computed one: {figure}; write {{{{ {name} }}}}"
    assert told(sentence, names) == [wanted]


def test_each_number_of_a_sentence_is_held_against_the_words_beside_it(names: Names) -> None:
    first, second = told("AWS grew 36.8% at a margin of 35%.", names)
    assert "{{ segment_growth }}" in first
    assert second == (
        "'35%' contradicts a computed one: AWS operating margin is 39.4%; write {{ segment_margin }}"
    )


@pytest.mark.parametrize(
    "sentence", ["It spent EUR 5bn.", "A dozen reasons speak.", "Capex has doubled."]
)
def test_what_is_no_figure_of_ours_is_told_as_typed(sentence: str, names: Names) -> None:
    (only,) = told(sentence, names)
    assert only.endswith("; print it from a figure: {{ name }}")


def test_a_past_quarter_is_recognized_where_the_sentence_speaks_of_one(names: Names) -> None:
    (only,) = told("AWS growth was 17.5% in the summer of 2025.", names)
    assert only.startswith(
        "'17.5%' that was computed: AWS sales growth on the year was 17.5% in Q2 2025;"
    )
    assert 'say why it may stand: {{ typed("…", "why") }}' in only


def test_another_currency_is_another_number(names: Names) -> None:
    assert "that is computed" in told("It is worth $2.79T.", names)[0]
    assert "that is computed" not in told("It is worth €2.79T.", names)[0]


def test_at_most_three_names_are_offered(names: Names) -> None:
    (only,) = told("It is 30%.", names)
    assert 1 <= only.count("{{") <= 3
