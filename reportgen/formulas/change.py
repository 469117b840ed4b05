"""Change since the previous edition, in the unit each figure's change is read in.

Rates change in percentage points, never in per cent; money and prices by a rate; multiples and years
by their own unit. Where either side is unknown or only a bound there is no change to state: n/a, and
why. A stale side makes a stale change. A house definition.
"""

from __future__ import annotations

from reportgen import formats
from reportgen.figures import Figure
from reportgen.formats import Style

RELATIVE = ("money", "money_per_share", "shares", "count")
UNIT_OF_CHANGE = {"rate": "points", "points": "points", "basis_points": "basis_points"}


def change(before: Figure, now: Figure, currency: str) -> Figure:
    """The difference of one figure between two editions, now less before.

    Money, prices and counts: now / before - 1, n/a unless the previous value is positive. Rates: the
    difference in percentage points. All else: the difference in the figure's own unit.
    """
    relative = now.unit in RELATIVE
    unit = "rate" if relative else UNIT_OF_CHANGE.get(now.unit, now.unit)
    value, reason = _difference(before, now, relative=relative)
    style = Style(unit, 2 if unit == "multiple" and abs(value or 0) < 1 else None, signed=True)
    stale = "; ".join(dict.fromkeys(figure.stale for figure in (before, now) if figure.stale))
    mark = formats.STALE_MARK if stale else ""
    return Figure(
        name=f"change.{now.name}", label=f"{now.label}, change", unit=unit, value=value,
        status="n/a" if value is None else "stale" if stale else "ok", reason=reason or stale,
        printed=formats.NOT_AVAILABLE
        if value is None
        else formats.text(value, style, currency) + mark,
        inputs=(f"previous.{now.name}", now.name), stale="" if value is None else stale,
    )  # fmt: skip


def _difference(before: Figure, now: Figure, *, relative: bool) -> tuple[float | None, str]:
    sides = (("previous", before), ("present", now))
    for side, figure in sides:
        if not figure.known or figure.value is None:
            return None, f"the {side} value is {figure.printed}"
        if figure.bound or figure.high is not None:
            return None, f"the {side} value is only a bound or a range"
    first, second = before.value or 0.0, now.value or 0.0
    if not relative:
        return second - first, ""
    return (second / first - 1, "") if first > 0 else (None, "the previous value is not positive")
