"""The kinds of values a field of an assumption file can hold, as pydantic types.

A *fact* carries its source and date; a *judgement* is the house's own and may be written short, as
a bare value. Both become an `Input`. Rates are decimals or carry a per cent sign: a bare rate above
one is refused, because 12 was meant to be 12% more often than 1200%.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field

from reportgen.assumptions import written
from reportgen.assumptions.written import Quantity, Reads


class Entry(BaseModel):
    """A mapping in a file: unknown keys are refused, values are frozen."""

    # Inner validators are built with the outermost one, which halves the time to import.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def empty(cls) -> Self:
        """The mapping with nothing in it, as a default: calling the class would build its validator."""
        return cast("Self", cls.model_construct())


def _shape(*examples: str) -> dict[str, Any]:
    return {"type": ["number", "string"], "examples": list(examples)}


_ONE: dict[str, Any] = {"type": ["number", "string"]}
_VALUE: list[dict[str, Any]] = [
    _ONE,
    {"type": "array", "items": _ONE, "minItems": 2, "maxItems": 2},
]


def _stated_shape(*examples: str) -> dict[str, Any]:
    return {"anyOf": [*_VALUE, {"type": "null"}], "examples": list(examples)}


_KEY = r"^[a-z][a-z0-9_]*$"
_QUARTER = r"^[12]\d{3}Q[1-4]$"

Key = Annotated[str, Field(pattern=_KEY)]
Quarter = Annotated[str, Field(pattern=_QUARTER)]
#: Columns of history.csv, added and subtracted.
Columns = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*( [+-] [a-z][a-z0-9_]*)*$")]
Day = Annotated[dt.date, Reads(written.day, {"type": "string", "format": "date"})]
Moment = Annotated[dt.datetime, Reads(written.moment, {"type": "string", "format": "date-time"})]
TimeZone = Annotated[str, Reads(written.time_zone, {"type": "string"})]
PositiveMoney = Annotated[Decimal, Reads(written.positive(written.money), _shape("1M"))]
Rate = Annotated[Decimal, Reads(written.rate, _shape("12%"))]
Multiple = Annotated[Decimal, Reads(written.multiple, _shape("28.2x"))]
#: A value of whatever its input is measured in; what that is, a rule on references checks.
Amount = Annotated[Decimal, Reads(written.amount, _shape("12%", "4T", "28.2x"))]
#: What stood in the previous edition, in whatever form it had there.
Former = Annotated[object, Reads(lambda value: value, {})]

Qualifier = Literal["exactly", "more_than", "less_than", "about", "majority"]
Confidence = Literal["high", "medium", "low"]


class Stated(Entry):
    """A value and what is known about it."""

    value: Quantity
    """The number, a range [low, high], or null where it is not known (printed n/a)."""
    source: str | None = None
    """A key of sources.yaml; a judgement has one where it rests on it."""
    as_of: Day | None = None
    """The day the value is true for."""
    period: str | None = None
    """The quarter or year it covers, such as 2026Q2."""
    locator: str | None = None
    """Page, table or field inside the source."""
    note: str | None = None
    """Anything a reader of the appendix should know."""
    confidence: Confidence | None = None
    qualifier: Qualifier = "exactly"
    """more_than and majority make a lower bound, less_than an upper one: it stays one in print."""
    basis: str | None = None
    """What the number is measured on, such as perf_per_dollar or cost."""
    scope: str | None = None
    """The definition behind a disclosure; different scopes are never compared."""
    derived: str | None = None
    """How the value was worked out, as arithmetic on numbers: recomputed, and must agree."""
    was: Former = None
    """The value in the previous edition (written by `reportgen new`)."""


class Fact(Stated):
    """A reported fact: it must say where it was read."""

    source: str
    """A key of sources.yaml."""


class RateFact(Fact):
    """A rate somebody reported."""

    value: Annotated[Quantity, Reads(written.stated(written.rate), _stated_shape("12%"))]


class MoneyFact(Fact):
    """An amount of money somebody reported."""

    value: Annotated[Quantity, Reads(written.stated(written.money), _stated_shape("364B"))]


class PriceFact(Fact):
    """A price or an amount per share somebody reported."""

    value: Annotated[
        Quantity, Reads(written.stated(written.positive(written.number)), _stated_shape("214.33"))
    ]


class EarningsFact(Fact):
    """Earnings per share somebody reported or expects; a loss is negative."""

    value: Annotated[Quantity, Reads(written.stated(written.number), _stated_shape("7.80"))]


class SharesFact(Fact):
    """A number of shares somebody reported."""

    value: Annotated[
        Quantity, Reads(written.stated(written.positive(written.money)), _stated_shape("10.73B"))
    ]


class MultipleFact(Fact):
    """A multiple somebody stated."""

    value: Annotated[Quantity, Reads(written.stated(written.multiple), _stated_shape("28.2x"))]


class CountFact(Fact):
    """A count somebody reported."""

    value: Annotated[Quantity, Reads(written.stated(written.money), _stated_shape("2.1M"))]


class RateAssumption(Stated):
    """A rate the house assumes."""

    value: Annotated[Quantity, Reads(written.stated(written.rate), _stated_shape("12%"))]


class NumberAssumption(Stated):
    """A plain number the house assumes."""

    value: Annotated[Quantity, Reads(written.stated(written.money), _stated_shape("1.5"))]


class MultipleAssumption(Stated):
    """A multiple the house assumes."""

    value: Annotated[Quantity, Reads(written.stated(written.multiple), _stated_shape("28.2x"))]


class MoneyAssumption(Stated):
    """An amount of money the house assumes."""

    value: Annotated[Quantity, Reads(written.stated(written.money), _stated_shape("4T"))]


_SHORT = written.ShortForm(_VALUE)
RateJudgement = Annotated[RateAssumption, _SHORT]
NumberJudgement = Annotated[NumberAssumption, _SHORT]
MultipleJudgement = Annotated[MultipleAssumption, _SHORT]
MoneyJudgement = Annotated[MoneyAssumption, _SHORT]
