"""Figures without a number on a side, edits that only make sense together, figures that studies find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.changes.bridge import bridge
from tests.changes.acts import CALM
from tests.changes.benches import between, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.changes.benches import Act, Bench, Change

AMAZON, NORDVIND, SKARV = "amazon/2026Q2", "nordvind/2025Q4", "skarv/2025Q4"
EDITION, COMPANY = "2026Q2/edition.yaml", "company.yaml"
NET_DEBT = "value: 50681M"
UNKNOWN = (EDITION, NET_DEBT, "value: null")
BOUND = (EDITION, NET_DEBT, NET_DEBT + "\n    qualifier: more_than")


@pytest.mark.parametrize(
    ("change", "words"),
    [(UNKNOWN, "n/a {} (missing: net_debt)"), (BOUND, "only a bound {}: < $2.70T")],
)
def test_what_is_not_known_on_a_side_is_not_split(
    bench: Callable[..., Bench], change: Change, words: str
) -> None:
    on, figure = bench(AMAZON), "parts_equity_value"
    price = (EDITION, "{value: 258.63,", "{value: 249,")
    there = bridge(on.worlds([change, price]), figure)
    back = bridge(on.worlds([], [change, price]), figure)
    for found, side in ((there, "now"), (back, "before")):
        assert found.change is None
        assert found.contributions == ()
        assert words.format(side) in found.reason


def test_what_would_mislead_is_not_split(bench: Callable[..., Bench]) -> None:
    found = bench(NORDVIND).split("probability_weighted_market_cap", CALM)
    assert (found.change, found.contributions) == (None, ())
    assert found.reason.startswith("it is n.m. before (")


def test_a_figure_that_one_side_does_not_have_is_told(bench: Callable[..., Bench]) -> None:
    on = bench(NORDVIND, editions=True)
    before, after = (on.read(edition=f"nordvind/{quarter}") for quarter in ("2025Q3", "2025Q4"))

    found = bridge(between(before, after), "outlook_market_cap")
    assert found.change is None
    assert found.before.printed == "n/a"
    assert found.reason == "it is n/a before (its files have no such figure)"


def test_a_figure_that_neither_side_has_is_refused(bench: Callable[..., Bench]) -> None:
    with pytest.raises(KeyError, match="no_such_figure"):
        bench(AMAZON).split("no_such_figure")


def test_a_number_for_each_year_is_not_split(bench: Callable[..., Bench]) -> None:
    act = ((EDITION, "revenue_growth: {value: 13%", "revenue_growth: {value: 12%"),)
    found = bench(AMAZON).split("forecast_revenues", act)
    assert (found.change, found.reason) == (None, "it is a number for each year, not one")


MEDIA = """\
  media:
    name: Media
    metric: advertising_sales
    multiple: ev_to_sales
    covers: advertising_sales
  commerce:
    name"""
STAKE = "    x: {name: X, gross: 9B, haircut: 0%, tax_rate: 0%}\n    openai:\n"


def test_edits_that_only_together_make_a_number_are_one(bench: Callable[..., Bench]) -> None:
    # A part needs its multiple: neither is anything without the other. Price and stake stand apart.
    on, figure = bench(AMAZON), "parts_gap_to_market"
    acts: tuple[Act, ...] = (
        (
            (COMPANY, "  commerce:\n    name", MEDIA),
            (
                EDITION,
                "    commerce: {",
                "    media: {low: 1x, value: 2x, high: 3x}\n    commerce: {",
            ),
        ),
        ((EDITION, "    openai:\n", STAKE),),
        ((EDITION, "{value: 258.63,", "{value: 249,"),),
    )
    keys = ("parts.media + parts.multiples.media", "parts.stakes.x", "market.share_price.value")
    by_hand = dict(zip(keys, on.by_hand(figure, *acts), strict=True))
    assert parts(on.split(figure, *acts)) == pytest.approx(by_hand, rel=1e-9)


DILUTIVE = "  restricted_stock_units: {value: 301M, source: amazon-results-2026q2}\n  options: []\n"


def test_what_a_share_count_lacks_to_be_diluted_belongs_together(
    bench: Callable[..., Bench],
) -> None:
    act = (
        (COMPANY, "share_basis: basic", "share_basis: diluted"),
        (EDITION, "\ncapital:\n", DILUTIVE + "\ncapital:\n"),
    )
    found = bench(AMAZON).split("required_upside", act)
    key = "market.options + market.restricted_stock_units + thesis.share_basis"
    assert parts(found) == {key: found.change}


STUDIED: dict[str, tuple[str, Act, Act]] = {
    "simulated_median": (
        SKARV,
        (("2025Q4/edition.yaml", "mode: 18x, high: 24x", "mode: 20x, high: 24x"),),
        (("2025Q4/edition.yaml", "outlook_tax_rate: 21%", "outlook_tax_rate: 23%"),),
    ),
    "implied_revenue_growth": (
        SKARV,
        (("2025Q4/edition.yaml", "{value: 78.40", "{value: 70"),),
        (("2025Q4/edition.yaml", "target_margin: 27%", "target_margin: 26%"),),
    ),
    "peer_forward_pe": (
        SKARV,
        (("2025Q4/edition.yaml", "{value: 25x", "{value: 22x"),),
        (("2025Q4/edition.yaml", "value: 3.20", "value: 3.50"),),
    ),
}


@pytest.mark.parametrize("figure", STUDIED)
def test_what_a_study_finds_is_read_anew_for_every_selection(
    bench: Callable[..., Bench], figure: str
) -> None:
    edition, *acts = STUDIED[figure]
    on = bench(edition)
    for act in acts:
        alone = on.split(figure, act)
        assert alone.change
        assert list(parts(alone).values()) == [alone.change]
    found = on.split(figure, *acts)
    by_hand = on.by_hand(figure, *acts)
    assert sorted(parts(found).values()) == pytest.approx(sorted(by_hand), rel=1e-7)


def test_a_study_sees_each_restated_cell_alone(bench: Callable[..., Bench]) -> None:
    on, figure = bench(SKARV), "implied_revenue_growth"
    acts = [(("history.csv", "2026-02-05,1425,", "2026-02-05,1405,"),),
            (("history.csv", "2025-11-05,1350,", "2025-11-05,1345,"),)]  # fmt: skip
    keys = ("2025Q4.net_sales", "2025Q3.net_sales")
    by_hand = dict(zip(keys, on.by_hand(figure, *acts), strict=True))
    assert parts(on.split(figure, *acts)) == pytest.approx(by_hand, rel=1e-7)


def test_more_edits_than_a_study_is_asked_for_are_told_as_one(bench: Callable[..., Bench]) -> None:
    file = "2025Q4/edition.yaml"
    acts = [
        ((file, old, new),)
        for old, new in (
            ("{value: 78.40", "{value: 70"),
            ("value: 203M", "value: 204M"),
            ("target_margin: 27%", "target_margin: 26%"),
            ("  revenue_growth: 16%", "  revenue_growth: 15%"),
            ("terminal_growth: 3%", "terminal_growth: 2.5%"),
            ("sales_to_capital: 1.5", "sales_to_capital: 1.6"),
            ("cash_tax_rate: 21%", "cash_tax_rate: 22%"),
        )
    ]
    found = bench(SKARV).split("implied_return", *acts)
    (only,) = found.contributions
    assert only.value == found.change
    assert len(only.edits) > 5
