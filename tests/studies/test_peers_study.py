"""A group of invented peers: who is in the mean, who is not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures import Figures
    from tests.conftest import Desk

EDITION = "skarv/2025Q4/edition.yaml"
STATISTICS = (
    "peer_forward_pe", "peer_median_forward_pe", "lowest_peer_forward_pe", "highest_peer_forward_pe",
)  # fmt: skip


def figures(desk: Callable[..., Desk], old: str = "", new: str = "") -> Figures:
    files = desk("skarv")
    if old:
        files.replace(EDITION, old, new)
    return files.read("skarv").now.figures


def test_the_mean_of_three_by_hand(desk: Callable[..., Desk]) -> None:
    """Bergen 64 / 3.20 = 20, Lofoten 25, Senja 12.5; Vega's estimate is two months old."""
    told = figures(desk)
    values = [told[name].value for name in STATISTICS]
    assert values == pytest.approx([3 / (1 / 20 + 1 / 25 + 1 / 12.5), 20, 12.5, 25])
    assert (told["valid_peers"].value, told["excluded_peers"].value) == (3, 1)
    assert told["excluded_peers"].reason == "left out: Vega Hosting"


def test_a_member_that_is_left_out_makes_nothing_stale(desk: Callable[..., Desk]) -> None:
    told = figures(desk)
    assert told["vega.forward_pe"].status == "stale"
    assert {told[name].status for name in (*STATISTICS, "peer_premium", "valid_peers")} == {"ok"}


def test_premium_and_price_at_the_peers_multiple(desk: Callable[..., Desk]) -> None:
    """Skarv at 78.40 / 5.90 = 13.29 times against 17.65: a quarter less."""
    told = figures(desk)
    mean = 3 / (1 / 20 + 1 / 25 + 1 / 12.5)
    assert told["peer_premium"].value == pytest.approx(78.40 / 5.90 / mean - 1)
    assert told["implied_price_at_peer_pe"].value == pytest.approx(5.90 * mean)


@pytest.mark.parametrize(
    ("day", "count"), [("2026-02-07", 4), ("2026-02-17", 4), ("2026-02-06", 3)]
)
def test_estimates_more_than_five_days_apart_are_not_of_one_day(
    desk: Callable[..., Desk], day: str, count: int
) -> None:
    """The company's own is of 12 February."""
    files = desk("skarv")
    files.replace(EDITION, "as_of: 2026-02-13T", "as_of: 2026-02-17T")
    files.replace(EDITION, "as_of: 2025-12-12", f"as_of: {day}")
    assert files.read("skarv").now.figures["valid_peers"].value == count


def test_with_all_four_the_median_lies_between_two(desk: Callable[..., Desk]) -> None:
    """12.5, 18, 20, 25."""
    told = figures(desk, "as_of: 2025-12-12", "as_of: 2026-02-12")
    assert told["peer_median_forward_pe"].value == pytest.approx(19)
    assert told["valid_peers"].value == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("forward_pe: {value: 12.5x", "forward_pe: {value: -12.5x"),
        ("forward_pe: {value: 12.5x", "forward_pe: {value: null"),
        ("forward_earnings_per_share: {value: 3.20", "forward_earnings_per_share: {value: -3.20"),
    ],
)
def test_two_are_too_few_for_a_mean(desk: Callable[..., Desk], old: str, new: str) -> None:
    told = figures(desk, old, new)
    for name in STATISTICS:
        assert (told[name].status, told[name].reason) == (
            "n/a", "2 of 4 peers have a multiple of this day, 3 needed",
        )  # fmt: skip
    assert (told["valid_peers"].value, told["excluded_peers"].value) == (2, 2)
    assert told["peer_premium"].status == "n/a"


def test_without_own_estimates_the_peers_count_as_they_are(desk: Callable[..., Desk]) -> None:
    """Nordvind's own earnings are nobody's estimate: one multiple of three, a loss and a gap."""
    told = desk("nordvind").read("nordvind").now.figures
    assert told["peer_forward_pe"].reason == "1 of 3 peers have a multiple of this day, 3 needed"
    assert told["excluded_peers"].reason == "left out: Havkraft, Solhav"
    assert told["havkraft.forward_pe"].status == "n.m."


def test_the_fastest_rival_is_the_one_that_is_told(desk: Callable[..., Desk]) -> None:
    """Cloud sales grew from 803 to 1,052; Bergen grew by 24%, Lofoten by 35%."""
    told = figures(desk)
    assert told["bergen.growth_gap"].value == pytest.approx(1_052 / 803 - 1 - 0.24)
    assert told["growth_gap_to_fastest_rival"].value == pytest.approx(1_052 / 803 - 1 - 0.35)
    assert "senja.growth_gap" not in told
