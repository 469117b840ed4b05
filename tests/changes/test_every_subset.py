"""The bridge against readings of files: every subset of some edits is really written, read and computed."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import pytest

from reportgen.changes.bridge import HEADLINES
from tests.changes.acts import AMAZON, CALM, NORDVIND, SKARV
from tests.changes.benches import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.changes.benches import Act, Bench, Change

EDITIONS: dict[str, tuple[str, Mapping[str, Act], tuple[Change, ...]]] = {
    "amazon": ("amazon/2026Q2", AMAZON, ()),
    "nordvind": ("nordvind/2025Q4", NORDVIND, CALM),
    "skarv": ("skarv/2025Q4", SKARV, ()),
}
#: What lies below the headline figures differs from them in how edits meet in it.
ALSO = (
    "outlook_share_price",
    "operating_assets_value",
    "required_cagr",
    "parts_gap_to_market",
)


def some_of(pool: Mapping[str, Act], size: int, count: int) -> list[tuple[str, ...]]:
    """So many selections, the same ones in every run."""
    every = list(combinations(pool, size))
    return Random(size).sample(  # noqa: S311 - a choice, no secret
        every, min(count, len(every))
    )


def same_as_by_hand(
    bench: Bench, figure: str, acts: Mapping[str, Act], before: tuple[Change, ...]
) -> None:
    """Each edit adds what readings of all subsets say, to a billionth of the change."""
    found = bench.split(figure, *acts.values(), before=before)
    expected = dict(zip(acts, bench.by_hand(figure, *acts.values(), before=before), strict=True))
    assert found.change == pytest.approx(
        sum(expected.values()), rel=1e-9, abs=1e-9 * _size(expected)
    )
    told = parts(found)
    assert told.keys() <= expected.keys()
    for key, value in expected.items():
        assert told.get(key, 0.0) == pytest.approx(value, abs=1e-9 * _size(expected) + 1e-13)


def _size(values: Mapping[str, float]) -> float:
    return max(map(abs, values.values()))


@pytest.mark.parametrize("figure", [*HEADLINES, *ALSO])
@pytest.mark.parametrize("company", EDITIONS)
def test_pairs_add_what_readings_of_all_their_subsets_say(
    bench: Callable[..., Bench], company: str, figure: str
) -> None:
    edition, pool, before = EDITIONS[company]
    for keys in some_of(pool, 2, 30):
        same_as_by_hand(bench(edition), figure, {key: pool[key] for key in keys}, before)


@pytest.mark.parametrize("figure", HEADLINES)
@pytest.mark.parametrize("company", EDITIONS)
def test_triples_add_what_readings_of_all_their_subsets_say(
    bench: Callable[..., Bench], company: str, figure: str
) -> None:
    edition, pool, before = EDITIONS[company]
    for keys in some_of(pool, 3, 10):
        same_as_by_hand(bench(edition), figure, {key: pool[key] for key in keys}, before)


#: Pairs that meet in one number, so that it hangs on both; each with a figure that shows it.
MEETING = (
    ("amazon", "outlook_share_price", "growth_driver", "2026Q2.north_america_sales"),
    ("amazon", "outlook_share_price", "growth_driver", "outlook.outlook_segment_growth.value"),
    ("amazon", "operating_assets_value", "cash_flow.first_year_growth", "cash_flow.revenue_growth.value"),
    ("amazon", "parts_equity_value", "parts.aws.metric", "2026Q1.aws_operating_income"),
    ("amazon", "parts_equity_value", "parts.net_debt.value", "parts.holding_discount"),
    ("amazon", "implied_price", "house.share_count_growth.value", "as_of"),
    ("nordvind", "probability_weighted_market_cap", "outlook.outlook_other_margin.value",
     "scenarios.bull.shock.outlook_other_margin"),
    ("nordvind", "probability_weighted_market_cap", "outlook.outlook_other_growth",
     "scenarios.bull.shock.outlook_other_growth"),
    ("nordvind", "parts_equity_value", "history_unit", "2025Q4.storage_operating_income"),
    ("nordvind", "parts_equity_value", "parts.net_debt.value", "parts.stakes.havskum.haircut.value"),
    ("nordvind", "required_upside", "thesis.target_market_cap", "market.share_price.value"),
    ("skarv", "required_upside", "thesis.share_basis", "market.options[1].strike.value"),
    ("skarv", "required_upside", "thesis.share_basis", "market.restricted_stock_units.value"),
    ("skarv", "probability_weighted_market_cap", "outlook.outlook_segment_growth",
     "scenarios.good.shock.outlook_segment_growth"),
)  # fmt: skip


@pytest.mark.parametrize(("company", "figure", "one", "other"), MEETING)
def test_two_edits_that_meet_in_one_number_add_what_readings_say(
    bench: Callable[..., Bench], company: str, figure: str, one: str, other: str
) -> None:
    edition, pool, before = EDITIONS[company]
    same_as_by_hand(bench(edition), figure, {one: pool[one], other: pool[other]}, before)
