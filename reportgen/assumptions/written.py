"""How values are written in the files: a reader turns what stands there into a value."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError, core_schema

from reportgen.assumptions.quantities import LARGEST, QuantityError, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

#: A number, a range from low to high, or nothing where it is not known.
Quantity = Decimal | tuple[Decimal, Decimal] | None

_SEPARATED = re.compile(r"[-+]?\d{1,3}(?:[,\s'\u2019]\d+)+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAGNITUDES = ("K", "M", "B", "T")
_RATES = ("%", "pp", "bps")


@dataclass(frozen=True, slots=True)
class Reads:
    """Annotation of a field: the function that reads it, and its shape for editors."""

    read: Callable[[object], object]
    json_schema: dict[str, Any] = field(hash=False)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """One function reads the field, so one thing wrong is one error."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The shape given with the reader."""
        return dict(self.json_schema)


@dataclass(frozen=True, slots=True)
class ShortForm:
    """Annotation of a mapping with a value: the bare value may stand for it."""

    bare: list[dict[str, Any]] = field(hash=False)

    def __get_pydantic_core_schema__(
        self, source: type, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """The bare value is made long before it is looked at."""
        return core_schema.no_info_before_validator_function(_long_form, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Either form."""
        return {"anyOf": [*self.bare, handler(schema)]}


def _long_form(value: object) -> object:
    return value if isinstance(value, dict) or value is None else {"value": value}


def wrong(kind: str, what: str, advice: str = "") -> PydanticCustomError:
    """An error of a reader in our own words, for `validation` to give its place."""
    return PydanticCustomError("wrong", "{what}", {"kind": kind, "what": what, "advice": advice})


def number(value: object, suffixes: tuple[str, ...] = ()) -> Decimal:
    """Read a number, with one of the suffixes the field allows."""
    if isinstance(value, str):
        return _quantity(value, suffixes)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise wrong("quantity", "must be a number", "write 4T, 364B, 1.4M, 12% or a plain number")
    result = Decimal(value)
    if abs(result) > LARGEST:
        raise wrong("quantity", "is larger than 10^18", "check the magnitude")
    return result


def _quantity(text: str, suffixes: tuple[str, ...]) -> Decimal:
    allowed = f"use a plain number or {', '.join(suffixes)}" if suffixes else "use a plain number"
    if _SEPARATED.fullmatch(text):
        # Whether a comma separates thousands or decimals nobody can know.
        raise wrong("quantity", "has separators in a number", "write digits and a decimal point")
    try:
        value, suffix = parse_quantity(text)
    except QuantityError as error:
        what, _, advice = str(error).partition("; ")
        if what.startswith("unknown"):
            raise wrong("units", f"has the {what}", allowed) from error
        raise wrong("quantity", f"is {what}", advice) from error
    if suffix and suffix not in suffixes and suffix.upper() not in suffixes:
        allowed = ", ".join(suffixes)
        raise wrong(
            "units",
            f"cannot be written in '{suffix}'",
            f"use a plain number or {allowed}" if allowed else "use a plain number",
        )
    return value


def money(value: object) -> Decimal:
    """Read money or a count: a plain number or one with a magnitude."""
    return number(value, _MAGNITUDES)


def multiple(value: object) -> Decimal:
    """Read a multiple: `28.2x` or a plain number."""
    return number(value, ("x",))


def amount(value: object) -> Decimal:
    """Read a value of any unit: `12%`, `4T`, `28.2x` or a plain number."""
    return number(value, (*_MAGNITUDES, *_RATES, "x"))


def rate(value: object) -> Decimal:
    """Read a rate: `12%` or `0.12`; a bare 12 is refused, because it was meant to be 12%."""
    result = number(value, _RATES)
    written_bare = not isinstance(value, str) or not value.strip().endswith(_RATES)
    if written_bare and abs(result) > 1:
        raise wrong("units", "is a rate above 1 without a per cent sign", f"did you mean {value}%?")
    return result


def positive(read: Callable[[object], Decimal]) -> Callable[[object], Decimal]:
    """Let a reader refuse zero and less."""

    def read_positive(value: object) -> Decimal:
        result = read(value)
        if result <= 0:
            raise wrong("quantity", "must be greater than zero")
        return result

    return read_positive


def stated(read: Callable[[object], Decimal]) -> Callable[[object], Quantity]:
    """Let a reader also take a range [low, high] and null."""

    def read_stated(value: object) -> Quantity:
        if value is None:
            return None
        if not isinstance(value, list):
            return read(value)
        if len(value) != 2:  # noqa: PLR2004 - low and high
            raise wrong("range", "must be one value or a range of two", "write [low, high]")
        low, high = (read(end) for end in value)
        if high < low:
            raise wrong("range", "has its low end above its high end", "swap the two")
        return low, high

    return read_stated


def day(value: object) -> dt.date:
    """Read a day: 2026-03-10."""
    advice = "write year-month-day, such as 2026-03-10"
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise wrong("day", "must be a day", advice)
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise wrong("day", "is not a day of the calendar", advice) from None


def moment(value: object) -> dt.datetime:
    """Read a moment with its offset from UTC: 2026-03-10T16:00:00-04:00."""
    advice = "write day, time and offset, such as 2026-03-10T16:00:00-04:00"
    try:
        result = dt.datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise wrong("moment", "must be a moment", advice) from None
    if result.tzinfo is None:
        raise wrong("moment", "has no offset from UTC", advice)
    return result


def time_zone(value: object) -> str:
    """Read the IANA name of a time zone."""
    try:
        return zoneinfo.ZoneInfo(value if isinstance(value, str) else "").key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise wrong(
            "zone", "is not a time zone", "use an IANA name such as America/New_York"
        ) from None
