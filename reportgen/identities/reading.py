"""A printed number read back: all the numbers that print as it does.

`$2.79T` stands for everything from 2.785 to 2.795 trillion, `> 13.3%` for everything from 13.25% on. How
wide that is follows from the digits alone, so no tolerance is set by hand anywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from reportgen import formats
from reportgen.identities.intervals import DOWN, INFINITE, UP, Interval

NUMBER = re.compile(
    rf"([+{formats.MINUS}]?)(?:[$€£¥₹₩]|[A-Z]{{3}}\N{{NO-BREAK SPACE}})?(\d[\d,]*)(?:\.(\d+))?(\D*)"
)
BOUND = re.compile(r"([<>])\s")
DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: What follows the digits, and the power of ten by which they are multiplied.
SCALED = {letter: power for power, letter, _ in formats.SCALES} | {
    f" {word}": power for power, _, word in formats.SCALES
}
PLAIN = {
    "": 0, "%": -2, "pp": -2, "bps": -4, "×": 0, " years": 0, " months": 0, " GW": 0,
}  # fmt: skip
#: Decimals of what is printed without zeros behind the point, by what follows its digits.
WHOLE = {"%": 1, "pp": 1, "bps": 0, "×": 1, " years": 2, " months": 1, " GW": 1}


@lru_cache(maxsize=8192)
def interval(printed: str, *, trimmed: bool = False) -> Interval | None:
    """Everything that prints like this; None where it is no number, such as `n/a`, or a series.

    `trimmed` numbers have lost their zeros behind the point: `25%` is then one of 25.0%.
    """
    text = printed.removesuffix(formats.STALE_MARK).removeprefix("about ")
    bound = BOUND.match(text)
    if bound is not None:
        found = _number(text[bound.end() :], trimmed=trimmed)
        if found is None:
            return None
        return Interval(found.low, INFINITE) if bound[1] == ">" else Interval(-INFINITE, found.high)
    ends = [_day(end) or _number(end, trimmed=trimmed) for end in text.split("\N{EN DASH}")]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends):
        return None
    return Interval(min(end.low for end in known), max(end.high for end in known))


def _day(text: str) -> Interval | None:
    match = DAY.fullmatch(text)
    if match is None or match[2] not in MONTHS:
        return None
    number = dt.date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])).toordinal()
    return Interval(Decimal(number), Decimal(number))


def _number(text: str, *, trimmed: bool) -> Interval | None:
    match = NUMBER.fullmatch(text)
    if match is None or match[4] not in SCALED | PLAIN:
        return None
    sign, whole, part, unit = match.groups(default="")
    digits = Decimal(f"{'-' if sign == formats.MINUS else ''}{whole.replace(',', '')}.{part or 0}")
    decimals = max(len(part), _finest(whole, part, unit, trimmed=trimmed))
    half, power = Decimal(5).scaleb(-decimals - 1), SCALED.get(unit, PLAIN.get(unit, 0))
    return Interval(DOWN.subtract(digits, half).scaleb(power), UP.add(digits, half).scaleb(power))


def _finest(whole: str, part: str, unit: str, *, trimmed: bool) -> int:
    """How many decimals the number had before zeros were dropped."""
    if unit in SCALED:
        return max(0, formats.SIGNIFICANT_DIGITS - len(whole.replace(",", "")))
    if unit:
        return WHOLE[unit] if trimmed else len(part)
    # Without a scale and a unit: whole from a thousand on, else to two decimals less the zeros.
    return 0 if "," in whole else 2
