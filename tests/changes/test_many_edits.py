"""More than twelve edits that a figure hangs on: orders are drawn, and the error of that is stated."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from reportgen.changes.bridge import bridge
from reportgen.formulas import coalitions
from tests.changes.benches import parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.changes.benches import Bench

FIGURE = "probability_weighted_market_cap"
EDITION, HISTORY = "2026Q2/edition.yaml", "history.csv"
#: Fourteen edits, of which one brings a key and so another formula.
FOURTEEN = [
    (EDITION, "{value: 25x, note: Held", "{value: 27x, note: Held"),
    (EDITION, "outlook_segment_growth: {value: 32%", "outlook_segment_growth: {value: 28%"),
    (EDITION, "outlook_segment_margin: {value: 38.5%", "outlook_segment_margin: {value: 40%"),
    (EDITION, "outlook_other_growth: {value: 10.5%", "outlook_other_growth: {value: 9%"),
    (EDITION, "outlook_other_margin: {value: 6.7%", "outlook_other_margin: {value: 7.2%"),
    (EDITION, "outlook_tax_rate: {value: 19%", "outlook_tax_rate: {value: 21%"),
    (EDITION, "      outlook_segment_growth: 40%", "      outlook_segment_growth: 44%"),
    (EDITION, "      outlook_segment_margin: 41%", "      outlook_segment_margin: 43%"),
    (EDITION, "      exit_multiple: 30x", "      exit_multiple: 28x"),
    (EDITION, "      outlook_segment_growth: 20%", "      outlook_segment_growth: 16%"),
    (EDITION, "      outlook_segment_margin: 33%", "      outlook_segment_margin: 30%"),
    (EDITION, "      exit_multiple: 20x\n", "      exit_multiple: 20x\n      outlook_tax_rate: 23%\n"),
    (HISTORY, "200606,27461", "203606,27461"),
    (HISTORY, "42232,16621", "41232,16621"),
]  # fmt: skip


def test_parts_sum_and_each_states_its_error(bench: Callable[..., Bench]) -> None:
    found = bench("amazon/2026Q2").split(FIGURE, *((change,) for change in FOURTEEN))
    assert len(found.contributions) == len(FOURTEEN)
    assert found.orders == 2 * coalitions.PAIRS
    assert found.change is not None
    assert math.fsum(parts(found).values()) == pytest.approx(found.change, rel=1e-9)
    assert abs(found.residual) < 1e-9 * abs(found.change)
    assert all(0 < part.error < 0.02 * abs(found.change) for part in found.contributions)


def test_within_four_standard_errors_of_all_coalitions(
    bench: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    on = bench("amazon/2026Q2")
    drawn = on.split(FIGURE, *((change,) for change in FOURTEEN))
    monkeypatch.setattr(coalitions, "MOST_EXACT", len(FOURTEEN))
    exact = on.split(FIGURE, *((change,) for change in FOURTEEN))
    assert exact.orders == 0
    true = parts(exact)
    for part in drawn.contributions:
        (edit,) = part.edits
        assert abs(part.value - true[edit.key]) <= 4 * part.error


def test_drawn_orders_cancel_on_the_way_back_too(bench: Callable[..., Bench]) -> None:
    on = bench("amazon/2026Q2")
    there, back = (
        bridge(worlds, FIGURE) for worlds in (on.worlds(FOURTEEN), on.worlds([], FOURTEEN))
    )
    assert there.orders
    assert parts(back) == pytest.approx(
        {key: -value for key, value in parts(there).items()}, rel=1e-9
    )


def test_asked_again_it_answers_the_same(bench: Callable[..., Bench]) -> None:
    on = bench("amazon/2026Q2")
    one, other = (bridge(on.worlds(FOURTEEN), FIGURE) for _ in range(2))
    assert one == other


def test_twelve_are_looked_at_in_every_order(bench: Callable[..., Bench]) -> None:
    found = bench("amazon/2026Q2").split(FIGURE, *((change,) for change in FOURTEEN[:12]))
    assert (found.orders, len(found.contributions)) == (0, 12)
    assert all(part.error == 0 for part in found.contributions)
