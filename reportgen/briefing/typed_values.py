"""What a typed figure is worth: a number or a range, in a unit, with the precision it was typed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.briefing.typed_measures import CURRENCY, NUMBER
from reportgen.briefing.typed_words import PARTS, SPELLED, VALUES, value_of

if TYPE_CHECKING:
    from reportgen.briefing.typed_figures import Found

Unit = Literal["money", "rate", "points", "multiple", "power", "time", "factor", "share", "plain"]
#: How an amount ends -> its unit and what one of it is worth.
_ENDS: tuple[tuple[str, Unit, float], ...] = (
    (r"(?:%|per[\s-]?cent)[\s-]*points?|percentage[\s-]points?|pps?|ppts?|p\.p\.", "points", 0.01),
    (r"bps?|basis[\s-]points?", "points", 0.0001),
    (r"points?", "points", 0.01),
    (r"%|per[\s-]?cent", "rate", 0.01),
    (r"x|×|times|fold", "multiple", 1.0),
    (r"GWh?|gigawatts?", "power", 1.0),
    (r"MWh?|megawatts?", "power", 0.001),
    (r"years?", "time", 1.0),
    (r"months?", "time", 1 / 12),
    (r"quarters?", "time", 0.25),
    (r"weeks?", "time", 7 / 365),
    (r"days?", "time", 1 / 365),
    (r"dollars?|euros?|pounds(?:\ssterling)?|yen|kron(?:er|or|a)|francs|rupees|yuan|USD|EUR|GBP|JPY|SEK|NOK|DKK|CHF|[€£]",
     "money", 1.0),
    (r"cents?", "money", 0.01),
)  # fmt: skip
_UNITS = [
    (re.compile(rf"[\s-]*(?:\b|(?<=\W)|(?<=\d)|(?=fold$))(?:{end})$", re.IGNORECASE), unit, scale)
    for end, unit, scale in _ENDS
]
_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "t": 1e12, "tn": 1e12, "trn": 1e12, "trln": 1e12, "trillion": 1e12, "hundred": 1e2,
    "dozen": 12.0,
}  # fmt: skip
_SCALE = re.compile(
    r"[\s-]*\b(hundred|thousand|million|billion|trillion|dozen)s?$"
    r"|(?<=[\d.])\s?(trln|trn|tn|bn|mn|mm|[kmbt])$",
    re.IGNORECASE,
)
_CURRENCY = re.compile(CURRENCY)
_NUMBERS = re.compile(NUMBER)
_SPELLED = re.compile(rf"\b(?:{SPELLED})", re.IGNORECASE)
_GLYPHS = {
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}
_FACTORS = {
    "halv": 0.5, "doubl": 2.0, "redoubl": 2.0, "twice": 2.0, "thrice": 3.0, "tripl": 3.0, "trebl": 3.0,
    "quadrupl": 4.0, "quintupl": 5.0, "hundredfold": 100.0, "thousandfold": 1000.0,
}  # fmt: skip
#: A share in words stands for what people say so of: 66% and 67.5% are two-thirds.
_SHARE_IS_ROUGHLY = 0.0075


@dataclass(frozen=True, slots=True)
class Value:
    """Numbers typed at once, smallest first, in one unit; `half` is half a unit of their last digit.

    `currency` is the sign or word in front of money, `signed` is -1 or 1 where a sign was typed.
    """

    numbers: tuple[float, ...]
    unit: Unit
    half: float
    currency: str = ""
    signed: int = 0


def value_of_typed(found: Found) -> Value | None:
    """What was typed; None where it says no number, as `dozens` and `double-digit` do."""
    words = found.words.strip()
    if found.kind == "vague" or words.lower() in ("dozens", "many dozens", "several dozen"):
        return None
    if found.kind == "fraction":
        return _share(words)
    if found.kind == "factor":
        return _factor(words)
    if found.kind == "ratio":
        return _ratio(words)
    return _amount(words)


def _amount(words: str) -> Value | None:
    sign = -1 if words[:1] in "-−–" or words.lower().startswith("minus ") else int(words[:1] == "+")
    currency = _CURRENCY.search(words)
    rest, unit, scale = _measured(words)
    rest, scale = _scaled(rest, scale)
    numbers, half = _numbers(rest)
    if not numbers:
        return None
    if currency and unit in ("plain", "money"):
        unit = "money"
    scaled = tuple(sorted(number * scale * (sign or 1) for number in numbers))
    name = currency[0].strip() if currency else ""
    return Value(scaled, unit, half * scale, name, sign)


def _measured(words: str) -> tuple[str, Unit, float]:
    """What stands before the measure, the unit, and what one of it is worth."""
    for pattern, unit, scale in _UNITS:
        if match := pattern.search(words):
            return words[: match.start()], unit, scale
    return words, "plain", 1.0


def _scaled(words: str, scale: float) -> tuple[str, float]:
    while match := _SCALE.search(words):
        words, scale = words[: match.start()], scale * _SCALES[(match[1] or match[2]).lower()]
    return words, scale


def _numbers(words: str) -> tuple[list[float], float]:
    """The numbers of an amount without its measure, and half a unit of their last digit."""
    typed = _NUMBERS.findall(words)
    if typed:
        plain = [re.sub(r"[^\d.]", "", number) for number in typed]
        digits = max(len(number.partition(".")[2]) for number in plain)
        extra = _GLYPHS.get(words.strip()[-1:], 0.0)
        return [float(number) + extra for number in plain], 0.5 * 10.0**-digits
    if words.strip() in _GLYPHS:
        return [_GLYPHS[words.strip()]], 0.005
    spelled = [value_of(number) for number in _SPELLED.findall(words)]
    if spelled:
        return spelled, 0.05 if any(number % 1 for number in spelled) else 0.5
    if re.search(r"\bhalf\b", words, re.IGNORECASE):
        return [0.5], 0.05
    if re.search(r"\bquarter\b", words, re.IGNORECASE):
        return [0.25], 0.005
    return ([1.0], 0.5) if re.fullmatch(r"\s*(?:an?)?\s*", words, re.IGNORECASE) else ([], 0.0)


def _share(words: str) -> Value | None:
    head, *rest = re.split(r"[\s-]+", words.lower())
    part = PARTS.get(rest[-1] if rest else head)
    if part is None:
        return None
    count = VALUES.get(head, 1) if rest else 1
    return Value((count / part,), "share", _SHARE_IS_ROUGHLY)


def _factor(words: str) -> Value | None:
    low = words.lower()
    spelled = _SPELLED.search(low.removesuffix("fold"))
    value = next((v for stem, v in _FACTORS.items() if low.startswith(stem)), None)
    if value is None and spelled:
        value = value_of(spelled[0])
    return None if value is None else Value((value,), "factor", 0.05 * value)


def _ratio(words: str) -> Value | None:
    numbers = [float(n) for n in _NUMBERS.findall(words)] or [
        value_of(n) for n in _SPELLED.findall(words)
    ]
    if not re.search(r"\b(?:in|of)\b", words) or not all(numbers):
        return None
    part, whole = numbers
    return Value((part / whole,), "share", _SHARE_IS_ROUGHLY)
