"""Peers: the multiple of the company's first peer group, and who is in it.

The statistic takes only members whose multiple means something, which no single formula can say; a
member of another day than the company's price is left out as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.formulas.peers import FEWEST, PeerStatistic, peer_statistic
from reportgen.inquiry import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.company import PeerGroup
    from reportgen.assumptions.reading import Assumptions
    from reportgen.figures import Figure, Formula
    from reportgen.inquiry import Inquiry

NAMES = (
    "peer_forward_pe", "peer_median_forward_pe", "lowest_peer_forward_pe",
    "highest_peer_forward_pe", "valid_peers", "excluded_peers",
)  # fmt: skip
#: Estimates further apart than this are not of the same day.
FARTHEST_APART = 5

SECTION = "peers"


def offers(assumptions: Assumptions, formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The statistics of the first group, where the company has one."""
    del formulas
    return NAMES if assumptions.company.peer_groups else ()


def answer(inquiry: Inquiry) -> Mapping[str, Figure]:
    """Harmonic mean, median, and how many members stand behind them."""
    group = next(iter(inquiry.assumptions.company.peer_groups.values()))
    return {found.name: inquiry.told(found, SECTION) for found in _findings(inquiry, group)}


def _findings(inquiry: Inquiry, group: PeerGroup) -> Iterator[Finding]:
    statistic = _statistic(inquiry, group)
    used = statistic.valid if statistic.harmonic_mean is not None else group.members
    # A member that is left out makes nothing stale.
    inputs = tuple(f"{member}.forward_pe" for member in used)
    reason = ""
    if statistic.harmonic_mean is None:
        count = len(statistic.valid)
        reason = (
            f"{count} of {len(group.members)} peers have a multiple of this day, {FEWEST} needed"
        )
    yield Finding(
        "peer_forward_pe", f"{group.name}: forward P/E, harmonic mean", "multiple",
        statistic.harmonic_mean, "n / sum(1 / forward_pe) over the valid members", inputs, reason,
    )  # fmt: skip
    valid = [value for name in statistic.valid if (value := statistic.members[name]) is not None]
    ends = (min(valid), max(valid)) if statistic.harmonic_mean is not None else (None, None)
    for name, words, value in (
        ("peer_median_forward_pe", "median", statistic.median),
        ("lowest_peer_forward_pe", "lowest", ends[0]),
        ("highest_peer_forward_pe", "highest", ends[1]),
    ):
        yield Finding(
            name, f"{group.name}: forward P/E, {words}", "multiple", value,
            f"{words} forward_pe of the valid members", inputs, reason,
        )  # fmt: skip
    yield Finding(
        "valid_peers", f"{group.name}: peers in the mean", "count",
        float(len(statistic.valid)), "members with a positive multiple of this day",
    )  # fmt: skip
    left_out = ", ".join(_name(inquiry, name) for name in statistic.excluded)
    yield Finding(
        "excluded_peers", f"{group.name}: peers left out", "count",
        float(len(statistic.excluded)), "members without one",
        reason=f"left out: {left_out}" if left_out else "",
    )  # fmt: skip


def _statistic(inquiry: Inquiry, group: PeerGroup) -> PeerStatistic:
    return peer_statistic({member: _multiple(inquiry, member) for member in group.members})


def _multiple(inquiry: Inquiry, member: str) -> float | None:
    """A member's multiple, unless its estimate is of another day than the company's."""
    own = inquiry.figure("forward_earnings_per_share").as_of
    name = "forward_pe" if inquiry.figure(f"{member}.forward_pe").given else None
    theirs = inquiry.figure(f"{member}.{name or 'forward_earnings_per_share'}").as_of
    apart = own and theirs and abs((own - theirs).days) > FARTHEST_APART
    return None if apart else inquiry.value(f"{member}.forward_pe")


def _name(inquiry: Inquiry, member: str) -> str:
    return inquiry.assumptions.company.peers[member].name
