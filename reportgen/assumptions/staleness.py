"""When a number is too old: the house's limits in days, and the words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

    from reportgen.assumptions.company import Policy

#: What ages: prices in days, expectations in weeks, disclosures and reports in months; the rest does not.
Ageing = Literal["market", "consensus", "disclosure", "capital", "peer", ""]

# Not strftime: its month names change with the locale of the machine.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def stale_text(day: dt.date | None, ageing: Ageing, as_of: dt.date, policy: Policy) -> str:
    """How old a number is: 'of 21 Feb 2026, older than 45 days'; '' where it is not too old."""
    if not ageing or day is None:
        return ""
    limit = {
        "market": policy.market_stale_after_days,
        "consensus": policy.consensus_stale_after_days,
        "disclosure": policy.disclosure_stale_after_days,
        "capital": policy.capital_stale_after_days,
        "peer": policy.peer_stale_after_days,
    }[ageing]
    if (as_of - day).days <= limit:
        return ""
    return f"of {day.day} {_MONTHS[day.month - 1]} {day.year}, older than {limit} days"
