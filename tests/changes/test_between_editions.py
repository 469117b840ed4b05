"""The bridge between editions: news of the quarter, our own edits, the price, restatements, each apart."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from reportgen.changes.bridge import HEADLINES, bridge
from tests.changes.benches import between, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.changes.worlds import Worlds
    from tests.changes.benches import Bench

AMAZON = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")
PAIRS = [("amazon/2026Q2", *pair) for pair in combinations(AMAZON, 2)]
PAIRS.append(("nordvind/2025Q4", "2025Q3", "2025Q4"))
#: A cell of a quarter that both editions see, written otherwise between them.
RESTATED = ("history.csv", "35579,12465", "35579,12365")


def worlds_between(on: Bench, first: str, last: str, *, restated: bool = False) -> Worlds:
    before = on.read(edition=f"{on.company}/{first}")
    after = on.read([RESTATED] if restated else (), edition=f"{on.company}/{last}")
    return between(before, after)


@pytest.mark.parametrize("figure", HEADLINES)
@pytest.mark.parametrize(("edition", "first", "last"), PAIRS)
def test_parts_sum_to_the_change_or_the_reason_is_told(
    bench: Callable[..., Bench], edition: str, first: str, last: str, figure: str
) -> None:
    worlds = worlds_between(bench(edition, editions=True), first, last)
    found = bridge(worlds, figure)
    if found.change is None:
        assert found.contributions == ()
        assert "n/a before" in found.reason
        return
    assert found.reason == ""
    first_value, last_value = found.ends
    assert first_value is not None
    assert last_value is not None
    assert found.change == last_value - first_value
    assert math.fsum(parts(found).values()) == pytest.approx(found.change, rel=1e-9)
    told = {edit for part in found.contributions for edit in part.edits} | {*found.unmoving}
    assert told == set(worlds.compared.edits)
    assert found.contributions


@pytest.mark.parametrize("figure", HEADLINES)
@pytest.mark.parametrize(("first", "last"), list(combinations(AMAZON, 2)))
def test_the_way_back_cancels(
    bench: Callable[..., Bench], first: str, last: str, figure: str
) -> None:
    on = bench("amazon/2026Q2", editions=True)
    there = bridge(worlds_between(on, first, last), figure)
    back = bridge(worlds_between(on, last, first), figure)
    if there.change is None:
        assert back.change is None
        return
    # News is called by the newer quarter of its direction.
    gone = {key.replace(first, last): -value for key, value in parts(back).items()}
    assert gone == pytest.approx(parts(there), rel=1e-8, abs=1e-8 * abs(there.change))


def test_the_price_and_our_own_edits_are_apart(bench: Callable[..., Bench]) -> None:
    on = bench("amazon/2026Q2", editions=True)
    found = bridge(worlds_between(on, "2026Q1", "2026Q2"), "required_upside")
    # 4T / (265.06 x 10,757,109,436) - 1 before, 4T / (258.63 x 10,786,313,572) - 1 now.
    price, shares = (265.06, 258.63), (10_757_109_436, 10_786_313_572)
    upside = {(p, s): 4e12 / (p * s) - 1 for p in price for s in shares}
    by_price = (
        (upside[price[1], shares[0]] - upside[price[0], shares[0]])
        + (upside[price[1], shares[1]] - upside[price[0], shares[1]])
    ) / 2
    assert {edit.cause for part in found.contributions for edit in part.edits} == {
        "market",
        "reported",
    }
    assert parts(found)["market.share_price.value"] == pytest.approx(by_price, rel=1e-9)


def test_news_and_our_own_edits_by_hand(bench: Callable[..., Bench]) -> None:
    on = bench("amazon/2026Q2", editions=True)
    found = bridge(worlds_between(on, "2026Q1", "2026Q2"), "parts_equity_value")
    # Four quarters of AWS's income: 2026Q2 came (16,621 million), 2025Q2 left (10,160 million).
    before, after = 10_160 + 11_434 + 12_465 + 14_161, 11_434 + 12_465 + 14_161 + 16_621
    by_hand = {
        "2026Q2.aws_operating_income": (after - before) * 1e6 * (23 + 24) / 2,
        "parts.multiples.aws.value": (before + after) / 2 * 1e6,
        "parts.net_debt.value": -(50_681e6 + 21_162e6),
        # A stake that came: its value less a fifth that is taken off.
        "parts.stakes.openai": 28.7e9 * 0.8,
        # A stake at 80 % of its value less tax of 21 %.
        "parts.stakes.anthropic.gross.value": (88.2e9 - 24.8e9) * 0.8 * 0.79,
    }
    told = parts(found)
    assert {key: told[key] for key in by_hand} == pytest.approx(by_hand, rel=1e-9)
    causes = {edit.key: edit.cause for part in found.contributions for edit in part.edits}
    assert causes["2026Q2.aws_operating_income"] == "reported"
    assert causes["parts.multiples.aws.value"] == "house"
    assert set(told) - set(by_hand) == {
        "2026Q2.net_sales", "2026Q2.aws_sales", "2026Q2.advertising_sales",
    }  # fmt: skip


def test_a_restatement_is_apart_from_the_news(bench: Callable[..., Bench]) -> None:
    on, figure = bench("amazon/2026Q2", editions=True), "parts_equity_value"
    plain = bridge(worlds_between(on, "2026Q1", "2026Q2"), figure)
    worlds = worlds_between(on, "2026Q1", "2026Q2", restated=True)
    found = bridge(worlds, figure)
    # 100 million less in a quarter that both sum over, at 23 times before and 24 times now.
    restated = -100e6 * (23 + 24) / 2
    told = parts(found)
    assert told.pop("2025Q4.aws_operating_income") == pytest.approx(restated, rel=1e-9)
    (edit,) = [edit for edit in worlds.compared.edits if edit.cause == "restated"]
    assert edit.key == "2025Q4.aws_operating_income"
    assert (edit.before, edit.after) == ("12465", "12365")
    # The news is what it was; only the multiple now meets a smaller income: 50 million for each point.
    expected = parts(plain)
    expected["parts.multiples.aws.value"] -= 100e6 / 2
    assert told == pytest.approx(expected, rel=1e-9)
    assert found.change is not None
    assert plain.change is not None
    assert found.change - plain.change == pytest.approx(-100e6 * 24, rel=1e-9)


@pytest.mark.parametrize("figure", HEADLINES)
@pytest.mark.parametrize(("first", "last"), list(combinations(AMAZON, 2)))
def test_with_a_restatement_in_between_the_parts_still_sum(
    bench: Callable[..., Bench], first: str, last: str, figure: str
) -> None:
    on = bench("amazon/2026Q2", editions=True)
    found = bridge(worlds_between(on, first, last, restated=True), figure)
    if found.change is not None:
        assert math.fsum(parts(found).values()) == pytest.approx(found.change, rel=1e-9)
