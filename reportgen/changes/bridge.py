"""The bridge: the change of a figure between two sides, split between the edits that made it.

Each edit is given the average, over all orders in which the edits may have been made, of what it adds to
those before it (Shapley, 1953). So the parts sum to the change, their order does not matter, an edit alone
carries everything, and one that the figure does not hang on carries nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from reportgen.changes.parting import parted
from reportgen.changes.structure import reach
from reportgen.evaluation import single
from reportgen.figures import Figure
from reportgen.formats import NOT_AVAILABLE
from reportgen.formulas.coalitions import Shares, shapley
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from reportgen.changes.edits import Edit
    from reportgen.changes.structure import Reach
    from reportgen.changes.worlds import Group, Worlds

#: Less than this part of a figure is what floats lose on the way to it, and no change.
NOISE = 1e-14
#: How near the parts must come to the change, as a part of it.
TOLERANCE = 1e-9

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

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Its one number on either side; None where there is none to split."""
        first, last = (single(f) if f.series is None else None for f in (self.before, self.after))
        return first, last


def bridge(worlds: Worlds, figure: str) -> Bridge:
    """Split the change of a figure, or say why it cannot be split; KeyError where neither side has it."""
    before, after = _figures(worlds, figure)
    whole = Bridge(before, after, None, unmoving=worlds.compared.edits)
    first, last = whole.ends
    if first is None or last is None:
        return replace(whole, reason=_unknown(before, after, earlier=first is None))
    found = reach(worlds, figure)
    noise = NOISE * max(abs(first), abs(last))
    change = last - first
    if not found.groups:
        unexplained = abs(change) > noise
        reason = "what moved it is none of the edits" if unexplained else ""
        return replace(whole, change=change if unexplained else 0.0, reason=reason)
    return _split(worlds, found, replace(whole, change=change), noise)


def _figures(worlds: Worlds, name: str) -> tuple[Figure, Figure]:
    """The figure on both sides; n/a on the side that has none of that name."""
    found: list[Figure | None] = []
    for inquiry in (worlds.before, worlds.after):
        try:
            found.append(inquiry.figure(name))
        except KeyError:
            found.append(None)
    before, after = found
    other = after or before
    if other is None:
        raise KeyError(name)
    absent = Figure(
        name=name, label=other.label, unit=other.unit, value=None, status="n/a",
        printed=NOT_AVAILABLE, reason="its files have no such figure",
    )  # fmt: skip
    return before or absent, after or absent


def _unknown(before: Figure, after: Figure, *, earlier: bool) -> str:
    figure = before if earlier else after
    side = "before" if earlier else "now"
    if figure.series is not None:
        return "it is a number for each year, not one"
    if figure.bound:
        return f"it is only a bound {side}: {figure.printed}"
    return f"it is {figure.printed} {side}" + (f" ({figure.reason})" if figure.reason else "")


def _split(worlds: Worlds, found: Reach, whole: Bridge, noise: float) -> Bridge:
    """The Shapley values of edits that are taken apart as far as the figure stays defined."""
    change = whole.change or 0.0
    groups = (*found.alone, *parted(worlds, whole.name, found.choosing))
    worth = partial(worlds.worth, whole.name, groups, found.structural)
    try:
        shares = shapley(worth, len(groups))
    except (ValueError, ProblemsError):
        shares = None
    if shares and abs(math.fsum(shares.values) - change) <= max(noise, TOLERANCE * abs(change)):
        return _told(whole, groups, shares, noise)
    # In some order the files give no number: then these edits cannot be taken apart.
    every = tuple(chain.from_iterable(groups))
    return _told(whole, (every,), Shares((change,), (0.0,), 0, 0.0), noise)


def _told(whole: Bridge, groups: tuple[Group, ...], shares: Shares, noise: float) -> Bridge:
    """The parts in the order of their size; an edit that moves nothing is not among them.

    What floats lose is given to the largest, so that the parts sum to the change, and told.
    """
    parts = [
        Contribution(group, value, error)
        for group, value, error in zip(groups, shares.values, shares.errors, strict=True)
        if abs(value) > noise or error > noise
    ]
    parts.sort(key=lambda part: -abs(part.value))
    lost = (whole.change or 0.0) - math.fsum(part.value for part in parts)
    if parts:
        parts[0] = replace(parts[0], value=parts[0].value + lost)
    moving = {edit for part in parts for edit in part.edits}
    return replace(
        whole,
        change=whole.change if parts else 0.0,
        contributions=tuple(parts),
        unmoving=tuple(edit for edit in whole.unmoving if edit not in moving),
        orders=shares.orders,
        residual=shares.residual + lost,
    )
