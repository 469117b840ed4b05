"""What others published is recomputed where it is quoted, and refused where it does not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.inputs import Input
from reportgen.briefing.claims import Ledger, disagreement
from reportgen.briefing.shown import Shown
from reportgen.formulas import FORMULAS
from reportgen.problems import Position, ProblemsError
from reportgen.resolution import Resolution

if TYPE_CHECKING:
    from reportgen.figures import Figure

NAMES = {"segment": "AWS", "benchmark": "Nvidia", "chips": "own chips"}


def computed(name: str, **values: float) -> Figure:
    """A figure of the house on some numbers."""
    inputs = {n: Input(n, v, "money", n, Position("here")) for n, v in values.items()}
    return Resolution(inputs, FORMULAS, "USD", NAMES).figure(name)


UPSIDE = computed("required_upside", market_cap=2.86e12, target_market_cap=4e12)
MARGIN_CHANGE = computed(
    "segment_margin_change_on_year",
    segment_operating_income=14.2, segment_sales=37.6,
    segment_operating_income_year_ago=11.5, segment_sales_year_ago=29.3,
)  # fmt: skip


def test_2_86_to_4_trillion_is_not_38_per_cent() -> None:
    """BAD-01, market-pulse.co: 4 / 2.86 - 1 = 39.86%."""
    assert disagreement("38%", Shown(UPSIDE)) == (
        "the claim disagrees with Required upside, which is 40%"
    )
    assert disagreement("39.9%", Shown(UPSIDE)) == ""
    assert disagreement("40%", Shown(UPSIDE)) == ""
    assert disagreement("39.8%", Shown(UPSIDE)) != ""


def test_a_margin_of_37_7_per_cent_was_not_up_80_basis_points() -> None:
    """BAD-03, aardvarklabs.co: 14.2 / 37.6 - 11.5 / 29.3 is a fall of 148."""
    assert "−148bps" in disagreement("80bps", Shown(MARGIN_CHANGE))
    assert disagreement("+80bps", Shown(MARGIN_CHANGE)) != ""
    assert disagreement("-148bps", Shown(MARGIN_CHANGE)) == ""
    assert disagreement("−148bps", Shown(MARGIN_CHANGE)) == ""


def test_the_seed_article_s_74_per_cent_agrees() -> None:
    """GAP-01, getaibrief.com: on $2.2989T it is 73.99%, on the close of 10 March 73.85%."""
    for cap in (2.2989e12, 2.300815590067e12):
        upside = Shown(computed("required_upside", market_cap=cap, target_market_cap=4e12))
        assert disagreement("74%", upside) == ""
    assert disagreement("73.9%", upside) == ""
    assert disagreement("74.0%", upside) != ""


def test_a_published_growth_of_23_6_per_cent_agrees() -> None:
    """AWS-01: 35,579 over 28,786."""
    growth = Shown(computed("segment_growth", segment_sales=35_579, segment_sales_year_ago=28_786))
    assert disagreement("+23.6%", growth) == ""
    assert disagreement("24%", growth) == ""
    assert disagreement("23.5%", growth) != ""


@pytest.mark.parametrize(
    ("published", "agrees"),
    [("$142B", True), ("$142.3B", True), ("142.32B", True), ("$141B", False), ("$142.4B", False),
     ("$0.142T", True), ("142316000000", True)],
)  # fmt: skip
def test_a_claim_has_half_a_unit_of_its_last_digit(published: str, agrees: bool) -> None:  # noqa: FBT001
    """AWS-03: four times 35,579 million is 142,316 million."""
    run_rate = Shown(computed("segment_run_rate", segment_sales=35_579e6))
    assert (disagreement(published, run_rate) == "") is agrees


def test_what_is_not_known_confirms_nothing() -> None:
    missing = Shown(computed("required_upside", market_cap=1.0))
    assert disagreement("38%", missing) == (
        "the claim cannot be recomputed: Required upside is n/a"
    )


def test_what_is_no_number_cannot_be_a_claim() -> None:
    assert disagreement("a lot", Shown(UPSIDE)).startswith("the claim cannot be read: not a number")


def test_every_refused_claim_is_told_on_its_line_and_agreeing_ones_are_printed() -> None:
    text = 'One line.\n{{ claim("A", "40%", x) }}\n\n{{ claim("B", "38%", x) }} {{ claim("C", "1%", x) }}'
    ledger = Ledger("briefing.md", text)
    assert ledger.claim("A", "40%", Shown(UPSIDE)) == "40%"
    assert ledger.claim("B", "38%", Shown(UPSIDE)) == "38%"
    ledger.claim("C", "1%", Shown(UPSIDE))
    with pytest.raises(ProblemsError) as stopped:
        ledger.stop_if_any()
    assert [str(problem) for problem in stopped.value.problems] == [
        (
            "briefing.md:4:1: B: the claim disagrees with Required upside, which is 40%, found '38%'; "
            "quote what the figure says, or drop the claim"
        ),
        (
            "briefing.md:4:1: C: the claim disagrees with Required upside, which is 40%, found '1%'; "
            "quote what the figure says, or drop the claim"
        ),
    ]


def test_a_text_without_faults_goes_on() -> None:
    Ledger("briefing.md").stop_if_any()


@pytest.mark.parametrize(
    ("published", "agrees"),
    [("39.9 per cent", True), ("forty per cent", True), ("thirty-eight per cent", False),
     ("two-thirds", False)],
)  # fmt: skip
def test_a_claim_may_be_quoted_in_words(published: str, agrees: bool) -> None:  # noqa: FBT001
    assert (disagreement(published, Shown(UPSIDE)) == "") is agrees


def test_a_sum_in_words_is_recomputed() -> None:
    run_rate = Shown(computed("segment_run_rate", segment_sales=35_579e6))
    assert disagreement("142 billion dollars", run_rate) == ""
    assert disagreement("$142bn", run_rate) == ""
    assert disagreement("$140bn", run_rate) != ""


def test_the_house_may_widen_the_tolerance_and_never_narrows_it() -> None:
    """39.86% is 1.86 points above 38%: a twentieth of it is 1.99 points, a hundredth 0.4."""
    assert disagreement("38%", Shown(UPSIDE), 0.05) == ""
    assert disagreement("38%", Shown(UPSIDE), 0.01) != ""
    assert disagreement("40%", Shown(UPSIDE), 0.0) == ""
