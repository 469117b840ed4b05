"""The bridge: the change of a figure between two sides, split between the edits that made it.

Each edit is given the average, over all orders in which the edits may have been made, of what it adds to
those before it (Shapley, 1953). So the parts sum to the change, their order does not matter, an edit alone
carries everything, and one that the figure does not hang on carries nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reportgen.changes.structure import reach
from reportgen.formulas.coalitions import shapley
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from reportgen.changes.edits import Edit
    from reportgen.changes.structure import Reach
    from reportgen.changes.worlds import Group, Worlds
    from reportgen.figures import Figure
    from reportgen.formulas.coalitions import Shares

#: The figures whose change is split, where an edition has them.
HEADLINES = (
    "required_upside", "probability_weighted_market_cap", "implied_price", "parts_equity_value",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contribution:
    """What edits that belong together add to the change, in the figure's unit."""

    edits: tuple[Edit, ...]
    value: float
    error: float = 0.0
    """The standard error, where orders were drawn."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """The change of one figure and what each edit adds to it; the largest first.

    `unmoving` edits add nothing. Where the change cannot be split there are no contributions, and `reason`
    says why. `orders` is the number of orders drawn, 0 where all were looked at.
    """

    before: Figure
    after: Figure
    change: float | None
    contributions: tuple[Contribution, ...] = ()
    unmoving: tuple[Edit, ...] = ()
    orders: int = 0
    residual: float = 0.0
    reason: str = ""

    @property
    def name(self) -> str:
        """The figure's name."""
        return self.after.name


def bridge(worlds: Worlds, figure: str) -> Bridge:
    """Split the change of a figure, or say why it cannot be split."""
    before, after = worlds.before.figure(figure), worlds.after.figure(figure)
    first, last = worlds.before.value(figure), worlds.after.value(figure)
    if first is None or last is None:
        return Bridge(before, after, None, reason=_unknown(before, after, first is None))
    whole = Bridge(before, after, last - first, unmoving=worlds.compared.edits)
    found = reach(worlds, figure)
    return _split(worlds, found, whole) if found.groups else whole


def _unknown(before: Figure, after: Figure, earlier: bool) -> str:  # noqa: FBT001 - private
    figure = before if earlier else after
    side = "before" if earlier else "now"
    if figure.bound:
        return f"it is only a bound {side}: {figure.printed}"
    return f"it is {figure.printed} {side}" + (f" ({figure.reason})" if figure.reason else "")


def _split(worlds: Worlds, found: Reach, whole: Bridge) -> Bridge:
    together = (tuple(edit for group in found.groups for edit in group),)
    for groups in (found.groups, together):
        worth = partial(worlds.worth, whole.name, groups, found.structural)
        try:
            return _told(whole, groups, shapley(worth, len(groups)))
        except (ValueError, ProblemsError):
            # In some order the files give no number: then these edits cannot be taken apart.
            continue
    return replace(whole, reason="the edits cannot be made one after the other")


def _told(whole: Bridge, groups: tuple[Group, ...], shares: Shares) -> Bridge:
    """The parts in the order of their size; an edit that moves nothing is not among them."""
    parts = [
        Contribution(group, value, error)
        for group, value, error in zip(groups, shares.values, shares.errors, strict=True)
        if value or error
    ]
    moving = {edit for part in parts for edit in part.edits}
    return replace(
        whole,
        contributions=tuple(sorted(parts, key=lambda part: -abs(part.value))),
        unmoving=tuple(edit for edit in whole.unmoving if edit not in moving),
        orders=shares.orders,
        residual=shares.residual,
    )
