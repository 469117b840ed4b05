"""The trace walks from a figure down to what the files state, and names every source once."""

from __future__ import annotations

import datetime as dt

from reportgen.assumptions.inputs import Input, Source
from reportgen.figures import Figure, Values, figure
from reportgen.problems import Position
from reportgen.resolution import Resolution
from reportgen.trace import leaves, sources, trace

REPORT = Source("report", "Annual report", "The company", dt.date(2026, 2, 1), None, "primary")
CLOSES = Source("closes", "Closing prices", "The exchange", None, None, "vendor")


@figure(label="Cap", unit="money")
def cap(price: Values, shares: Values) -> Values:
    """Price times shares."""
    return price * shares


@figure(label="Earnings per share", unit="money_per_share")
def earnings_per_share(earnings: Values, shares: Values) -> Values:
    """Earnings over shares."""
    return earnings / shares


@figure(label="Price over earnings", unit="multiple")
def price_to_earnings(price: Values, earnings_per_share: Values) -> Values:
    """Price over earnings a share."""
    return price / earnings_per_share


@figure(label="Cap by earnings", unit="number")
def cap_by_multiple(cap: Values, price_to_earnings: Values, earnings_per_share: Values) -> Values:
    """Stands on everything, on some of it twice."""
    return cap / price_to_earnings / earnings_per_share


def computed() -> dict[str, Figure]:
    inputs = {
        "price": Input("price", 20.0, "money_per_share", "Price", Position("e", 3), source=CLOSES),
        "shares": Input("shares", 5.0, "shares", "Shares", Position("e", 4), source=REPORT),
        "earnings": Input("earnings", 10.0, "money", "Earnings", Position("h", 9), source=REPORT),
    }
    formulas = {f.name: f for f in (cap, earnings_per_share, price_to_earnings, cap_by_multiple)}
    resolution = Resolution(inputs, formulas, "USD", {})
    resolution.figure("cap_by_multiple")
    return resolution.done


def told(name: str) -> list[tuple[int, str, bool]]:
    return [(step.depth, step.figure.name, step.repeated) for step in trace(name, computed())]


def test_a_stated_number_is_a_trace_of_one_line() -> None:
    assert told("price") == [(0, "price", False)]


def test_inputs_follow_their_figure_in_the_order_of_the_formula() -> None:
    assert told("price_to_earnings") == [
        (0, "price_to_earnings", False),
        (1, "price", False),
        (1, "earnings_per_share", False),
        (2, "earnings", False),
        (2, "shares", False),
    ]


def test_what_was_unfolded_once_is_only_named_again() -> None:
    """Leaves are short and may come again; a figure with inputs of its own is not repeated in full."""
    assert told("cap_by_multiple") == [
        (0, "cap_by_multiple", False),
        (1, "cap", False),
        (2, "price", False),
        (2, "shares", False),
        (1, "price_to_earnings", False),
        (2, "price", False),
        (2, "earnings_per_share", False),
        (3, "earnings", False),
        (3, "shares", False),
        (1, "earnings_per_share", True),
    ]


def test_each_line_knows_which_branches_go_on_below_it() -> None:
    lasts = {step.figure.name: step.last for step in trace("price_to_earnings", computed())}
    assert lasts["price_to_earnings"] == ()
    assert lasts["price"] == (False,)
    assert lasts["earnings"] == (True, False)
    assert lasts["shares"] == (True, True)


def test_leaves_and_sources_come_once_and_in_order() -> None:
    figures = computed()
    assert [leaf.name for leaf in leaves("cap_by_multiple", figures)] == [
        "price", "shares", "earnings",
    ]  # fmt: skip
    assert sources("cap_by_multiple", figures) == [CLOSES, REPORT]
    assert sources("earnings_per_share", figures) == [REPORT]
