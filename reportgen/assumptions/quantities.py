"""Quantities as an analyst writes them (`4T`, `12%`, `1.4M`) turned into exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

MAGNITUDES = {
    "": Decimal(1),
    "K": Decimal(10) ** 3,
    "M": Decimal(10) ** 6,
    "B": Decimal(10) ** 9,
    "T": Decimal(10) ** 12,
    "%": Decimal("0.01"),
    "bps": Decimal("0.0001"),
    "pp": Decimal("0.01"),
    "x": Decimal(1),
}
#: A number beyond this is a slip of the pen in any currency of the world.
LARGEST = Decimal(10) ** 18

_PATTERN = re.compile(
    r"(?P<number>[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?)\s*(?P<suffix>[A-Za-z%]*)"
)


class QuantityError(ValueError):
    """The text is not a quantity; the message says what was expected."""


def parse_quantity(text: str) -> tuple[Decimal, str]:
    """Read `4T`, `1.4M`, `-12%`, `180bps`, `28.2x` or a plain number; give value and suffix.

    Thousands may be grouped with underscores. NaN, infinities, commas and anything beyond 10^18 are
    refused with a `QuantityError`.
    """
    match = _PATTERN.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-"))
    if match is None:
        raise QuantityError("not a number; write 4T, 364B, 1.4M, 12% or a plain number")
    suffix = match["suffix"]
    scale = MAGNITUDES.get(suffix, MAGNITUDES.get(suffix.upper() if len(suffix) == 1 else ""))
    if suffix and (
        scale is None or (suffix not in MAGNITUDES and suffix.upper() not in MAGNITUDES)
    ):
        raise QuantityError(f"unknown magnitude '{suffix}'; use K, M, B, T, %, pp, bps or x")
    value = Decimal(match["number"].replace("_", "")) * (scale or Decimal(1))
    if abs(value) > LARGEST:
        raise QuantityError("larger than 10^18; check the magnitude")
    return value, suffix


def write_quantity(value: Decimal) -> str:
    """A number as an analyst would write it in a file, to six digits: `11.82B`, `0.0235`."""
    suffix = next((s for s in ("T", "B", "M") if abs(value) >= MAGNITUDES[s]), "")
    return f"{float(value / MAGNITUDES[suffix]):.6g}{suffix}"
