"""All rounding and wording of numbers: one formatter for tables, prose, charts, terminal and mail.

A value is rounded once, here, half away from zero, from its unrounded form. Negative numbers carry a
true minus. What is missing is never a blank, a zero or a dash: it is `n/a`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

NOT_AVAILABLE = "n/a"
NOT_MEANINGFUL = "n.m."
NOT_COMPARABLE = "n/c"
STALE_MARK = "†"
MINUS = "\N{MINUS SIGN}"
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}
SCALES = ((12, "T", "trillion"), (9, "B", "billion"), (6, "M", "million"))
SIGNIFICANT_DIGITS = 3
THOUSAND = 1000
#: A part of a scale below this does not round up to one of it.
NEARLY_ONE = 0.99
#: Digits enough for the largest float there is.
EXACT = Context(prec=400)


@dataclass(frozen=True, slots=True)
class Style:
    """How one figure is printed: its unit, decimals where the unit's own do not fit, forced sign."""

    unit: str
    decimals: int | None = None
    signed: bool = False


def exactly(value: float) -> Decimal:
    """The shortest decimal that stands for the float."""
    return Decimal(repr(float(value)))


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Round half away from zero, on the shortest decimal that stands for the float."""
    exact = value if isinstance(value, Decimal) else exactly(value)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT)


def number(value: float | Decimal, decimals: int, *, signed: bool = False) -> str:
    """`1,234.5` with a true minus; a value that rounds to zero has no sign."""
    exact = rounded(value, decimals)
    sign = "" if exact == 0 else MINUS if exact < 0 else "+" if signed else ""
    return f"{sign}{exact.copy_abs():,f}"


@lru_cache(maxsize=4096)  # an amount is printed in digits and in words, and in more than one table
def scaled(value: float) -> tuple[str, str, str]:
    """Bring a large number to three significant digits: digits, letter and word of its scale.

    The scale is chosen after rounding, so that 999.6 billion becomes 1.00 trillion, not 1000 billion.
    """
    for power, letter, word in SCALES:
        part = abs(value) / 10.0**power
        if part < NEARLY_ONE:
            continue
        decimals = _decimals(part)
        if rounded(part, decimals) >= 1:
            return number(part, _decimals(float(rounded(part, decimals)))), letter, word
    whole = value == round(value) or abs(value) >= THOUSAND
    return number(abs(value), 0) if whole else trimmed(number(abs(value), 2)), "", ""


def _decimals(part: float) -> int:
    whole_digits = len(str(int(part))) if part >= 1 else 0
    return max(0, SIGNIFICANT_DIGITS - whole_digits)


def money(value: float, currency: str, *, signed: bool = False, words: bool = False) -> str:
    """`$2.30T`, `SEK 12.4B`; in words `$4 trillion`, trailing zeros dropped."""
    digits, letter, word = scaled(value)
    if words:
        digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
        return _with_currency(f"{digits} {word}".strip(), value, currency, signed=signed)
    return _with_currency(f"{digits}{letter}", value, currency, signed=signed)


def power_of(highest: float) -> int:
    """The power of ten of the scale in which an axis up to this value is printed."""
    return next((power for power, _, _ in SCALES if abs(highest) >= 10.0**power), 0)


def axis_money(value: float, power: int, currency: str) -> str:
    """A tick in the axis's own scale: `40`, or with a currency `$40B`; zeros behind the point go."""
    letter = next((letter for scale, letter, _ in SCALES if scale == power), "")
    digits = trimmed(number(abs(value) / 10.0**power, 2))
    if not currency:
        return f"{MINUS}{digits}" if value < 0 else digits
    return _with_currency(f"{digits}{letter}", value, currency, signed=False)


def per_share(value: float, currency: str, *, signed: bool = False) -> str:
    """`$214.33`: two decimals, as exchanges quote."""
    return _with_currency(number(abs(value), 2), value, currency, signed=signed)


def _with_currency(digits: str, value: float, currency: str, *, signed: bool) -> str:
    symbol = SYMBOLS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    sign = "" if _is_zero(digits) else MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{symbol}{digits}"


def _is_zero(digits: str) -> bool:
    return not any(digit in "123456789" for digit in digits)


def day(value: dt.date | float) -> str:
    """`10 Mar 2026`."""
    date = value if isinstance(value, dt.date) else dt.date.fromordinal(round(value))
    return f"{date.day} {date:%b} {date.year}"


def long_day(date: dt.date) -> str:
    """`10 March 2026`."""
    return f"{date.day} {date:%B} {date.year}"


def quarter(name: str) -> str:
    """`2026Q2` as it is printed: `Q2 2026`."""
    return f"Q{name[-1]} {name[:4]}"


def text(value: float, style: Style, currency: str) -> str:
    """Print one value in its unit; the only place where a figure becomes text."""
    unit, signed = style.unit, style.signed
    if unit == "money":
        return money(value, currency, signed=signed)
    if unit == "money_per_share":
        return per_share(value, currency, signed=signed)
    if unit == "date":
        return day(value)
    if unit in ("shares", "count"):
        digits, letter, _ = scaled(value)
        return f"{MINUS if value < 0 and not _is_zero(digits) else ''}{digits}{letter}"
    factor, decimals, suffix = _SIMPLE[unit]
    places = decimals if style.decimals is None else style.decimals
    # Not value * factor: 0.285 * 100 is 28.499999999999996 in floats and would round down.
    return number(exactly(value) * factor, places, signed=signed) + suffix


#: unit -> factor to its printed form, decimals, what follows the digits
_SIMPLE = {
    "rate": (100, 1, "%"),
    "points": (100, 1, "pp"),
    "basis_points": (10_000, 0, "bps"),
    "multiple": (1, 1, "×"),
    "number": (1, 2, ""),
    "years": (1, 2, " years"),
    "months": (1, 1, " months"),
    "quarters": (1, 0, ""),
    "gigawatts": (1, 1, " GW"),
}


def trimmed(printed: str) -> str:
    """Drop zeros behind the point (`$20.0B` -> `$20B`): a disclosed round number keeps its roundness."""
    head, point, tail = printed.partition(".")
    if not point:
        return printed
    digits = tail[: len(tail) - len(tail.lstrip("0123456789"))]
    kept = digits.rstrip("0")
    return head + (f".{kept}" if kept else "") + tail[len(digits) :]


def lowered(label: str) -> str:
    """A label in the middle of a sentence: a word loses its capital, an abbreviation keeps it."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def bounded(printed: str, bound: str | None) -> str:
    """Keep a bound a bound: `> 13.3%`, `< 5%`."""
    return {"lower": f"> {printed}", "upper": f"< {printed}"}.get(bound or "", printed)


def ranged(low: str, high: str) -> str:
    """`23.1%\N{EN DASH}28.6%`."""
    return low if low == high else f"{low}\N{EN DASH}{high}"
