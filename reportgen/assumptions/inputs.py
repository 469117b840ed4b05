"""An input: one number from the files, with everything that is known about where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from reportgen.problems import Position

Bound = Literal["lower", "upper"]
#: Which qualifier of a statement makes it a bound.
BOUNDS: Mapping[str, Bound] = {"more_than": "lower", "majority": "lower", "less_than": "upper"}
#: What an input is measured in; the formatter knows how each is printed.
Unit = Literal[
    "money",  # in full units of the company's currency
    "money_per_share",
    "shares",
    "rate",  # a decimal: 0.74 prints 74%
    "points",  # a difference of rates, as a decimal: 0.049 prints +4.9pp
    "basis_points",  # a difference of rates, as a decimal: 0.018 prints +180bps
    "multiple",
    "count",
    "years",
    "months",
    "date",  # days, proleptic Gregorian ordinal
    "gigawatts",
]


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of sources.yaml: what was read, where, and how near it stands to the origin."""

    key: str
    title: str
    publisher: str
    date: dt.date | None
    address: str | None
    tier: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """A number as the files state it.

    `value` is None where the files say `null` (printed n/a). `high` is set for a range whose low
    end is `value`. `bound` says that the statement was "more than" (lower) or "less than" (upper).
    `judgement` marks what is the house's own assumption, not a reported fact. `scope` names the
    definition behind a disclosure: numbers of different scopes are never compared; `basis` what it
    is measured on. `stale` says how old a number is that is older than the house allows.
    """

    name: str
    value: float | tuple[float, ...] | None
    unit: Unit
    label: str
    position: Position
    high: float | None = None
    bound: Bound | None = None
    about: bool = False
    as_of: dt.date | None = None
    period: str = ""
    source: Source | None = None
    scope: str = ""
    basis: str = ""
    note: str = ""
    judgement: bool = False
    stale: str = ""
