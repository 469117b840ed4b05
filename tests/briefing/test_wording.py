"""Formulas in words: labels for names, the signs of print for those of a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.inputs import Input
from reportgen.briefing.rows import LONGEST_FORMULA
from reportgen.briefing.wording import in_words
from reportgen.figures import Figures
from reportgen.problems import Position
from reportgen.resolution import OnDemand, Resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.figures import Figure
    from tests.briefing.conftest import Written

LABELS = {
    "target_market_cap": "Target market capitalization",
    "market_cap": "Market capitalization",
    "net_debt": "Net debt",
    "base_pe": "P/E on base earnings",
    "segment_sales": "AWS sales, 2026Q2",
    "growth": "Growth",
    "years": "Years",
    "nvidia.market_cap": "Nvidia: market capitalization",
    "scenario.bull.exit_multiple": "Bull: exit multiple",
}


def known() -> Mapping[str, Figure]:
    inputs = {n: Input(n, 1.0, "money", label, Position("x")) for n, label in LABELS.items()}
    return Figures(OnDemand(Resolution(inputs, {}, "USD", {})), "USD").figures


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("target_market_cap / market_cap - 1", "target market capitalization ÷ market capitalization − 1"),
        ("4 * segment_sales", "4 × AWS sales, 2026Q2"),
        ("base_pe + 1", "P/E on base earnings + 1"),
        ("(1 + growth) ** years - 1", "(1 + growth)^years − 1"),
        ("growth ** 2", "growth²"),
        ("growth ** 0.5", "growth^½"),
        ("growth ** 20", "growth^20"),
        ("growth ** 0.55", "growth^0.55"),
        ("(1 + growth) ** (1 / years)", "(1 + growth)^(1 ÷ years)"),
        ("log(market_cap / net_debt)", "ln(market capitalization ÷ net debt)"),
        ("logarithmic_mean(market_cap, net_debt)", "logarithmic mean(market capitalization, net debt)"),
        ("exp(-growth * years)", "exp(−growth × years)"),
        ("N((m * t - b) / s), with b = log(growth), m = years - s ** 2 / 2",
         "N((m × t − b) ÷ s), with b = ln(growth), m = years − s² ÷ 2"),
        ("forecasts[-1]", "forecasts of the last year"),
        ("weight = growth; weight * later_step", "weight = growth; weight × later step"),
        ("nvidia.market_cap", "Nvidia: market capitalization"),
        ("scenario.bull.exit_multiple * 2", "Bull: exit multiple × 2"),
        ("parts.aws.metric + net_debt", "metric + net debt"),
        ("sum of growth × years", "sum of growth × years"),
        ("(x - DAYS_PER_YEAR) / N", "(x − days per year) ÷ N"),
        ("0", "0"),
    ],
)  # fmt: skip
def test_an_expression_is_told_as_a_reader_would_write_it(expression: str, words: str) -> None:
    assert in_words(expression, known()) == words


def test_a_label_that_looks_like_another_name_is_not_replaced_again() -> None:
    """Names are found in one pass: 'growth' inside of a label stays a word of it."""
    inputs = {
        "yield_rate": Input("yield_rate", 1.0, "rate", "Growth of net_debt", Position("x")),
        "growth": Input("growth", 1.0, "rate", "Expansion", Position("x")),
    }
    figures = Figures(OnDemand(Resolution(inputs, {}, "USD", {})), "USD").figures
    assert in_words("yield_rate + growth", figures) == "growth of net_debt + expansion"


CODE = re.compile(r"_|\*|/ | - |[a-z]\(-|\b(?:True|False|true|strict|zip|None)\b|\[")


@pytest.mark.parametrize("edition", ["amazon/2026Q2", "nordvind/2025Q4", "skarv/2025Q4"])
def test_no_row_of_the_appendix_is_written_in_the_language_of_a_program(
    written: Callable[..., Written], edition: str
) -> None:
    """The workings print every figure of the core, the most formulas there are."""
    made = written(edition, "workings")
    told = {row.label: row.how for row in made.rows if row.kind == "Figure"}
    assert sum("÷" in how for how in told.values()) > 10
    assert {label: how for label, how in told.items() if CODE.search(how)} == {}


def test_a_formula_too_long_for_a_cell_says_what_it_is_instead(
    written: Callable[..., Written],
) -> None:
    made = written("amazon/2026Q2", "workings")
    figures = made.story.now.figures
    long = {
        anchor: row.how
        for anchor, row in made.by_anchor.items()
        if (formula := figures[anchor].formula if anchor in figures else None) and formula.meaning
        and len(in_words(formula.expression, figures.figures)) > LONGEST_FORMULA
    }  # fmt: skip
    assert "touch_probability" in long
    for anchor, how in long.items():
        formula = figures[anchor].formula
        assert formula is not None
        assert how == formula.meaning
        assert len(how) <= LONGEST_FORMULA
