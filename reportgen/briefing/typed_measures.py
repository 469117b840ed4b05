"""Parts of patterns: numbers in digits, what they are in, ranges, and the words around them."""

from __future__ import annotations


def either(*patterns: str) -> str:
    """One of these patterns."""
    return f"(?:{'|'.join(patterns)})"


def any_of(words: str) -> str:
    """One of these words, which may be patterns without a space."""
    return either(*words.split())


def after(words: str) -> str:
    """Only directly behind one of these words."""
    return either(*(rf"(?<=\b{word}\s)" for word in words.split()))


def not_after(words: str) -> str:
    """Never directly behind one of these words."""
    return "".join(rf"(?<!\b{word}\s)" for word in words.split())


# Measures

NUMBER = r"(?:\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)"
SIGN = r"(?:(?<![\w)\0])[+\-−–])?"
CURRENCY = (
    r"(?:(?:US|C|A|HK|NT|S)?[$]|[€£¥₹₩]"
    r"|(?:USD|EUR|GBP|JPY|CHF|SEK|NOK|DKK|CNY|RMB|INR|KRW|CAD|AUD|HKD|TWD)\s?)"
)
MAGNITUDE = (
    r"(?:\s?(?:bn|mn|mm|tn|trn|trln)\b|[ \u00a0]?[KMBT]\b(?![-’'])|[kmbt]\b(?!-)"
    r"|[\s-]*(?:thousand|million|billion|trillion)s?\b)"
)
CASH = (
    r"(?:[\s-]+(?:(?:US\s|American\s)?dollars?|euros?|pounds(?:\ssterling)?|yen|kron(?:er|or|a)|francs|rupees"
    r"|yuan|renminbi|cents?|USD|EUR|GBP|JPY|SEK|NOK|DKK|CHF)\b|\s?[€£])"
)
RATE = r"(?:\s?%|[\s-]*per[\s-]?cent\b)(?:[\s-]points?\b)?"
POINTS = r"(?:\s?(?:pp|pps|ppt|ppts)\b|\s?p\.p\.|[\s-]*percentage[\s-]points?\b)"
BASIS_POINTS = r"(?:\s?(?:bps|bp)\b|[\s-]*basis[\s-]points?\b)"
TIMES = r"(?:\s?[x×](?!\w)|[\s-]*times\b|[\s-]?fold\b)"
POWER = r"(?:[\s-]?(?:[GMkT]Wh?|gigawatts?|megawatts?|kilowatts?|terawatts?)(?:[\s-]hours?)?\b)"
TIME = r"(?:[\s-]+(?:years?|months?|weeks?|days?|hours?|quarters?)\b)"
MEASURE = either(POINTS, RATE, BASIS_POINTS, TIMES, POWER, CASH)
MANY = r"(?:hundred|thousand|million|billion|trillion)"
TO = r"(?:\s?[-–—]\s?|\s+(?:to|or)\s+|-(?:to|or)-)"
AND = r"\s+and\s+"
BETWEEN = after("[Bb]etween from")
#: Nothing before it belongs to the number.
FREE = r"(?<![\w\0])(?<![\d\0][.,])"


def of_two(number: str, tail: str, *, before: str = "", again: str = "") -> str:
    """A number, a range, or what stands between two ends; the measure is said once, behind."""
    one_or_range = f"{before}{number}(?:{TO}{again}{number})?{tail}"
    return f"(?:{BETWEEN}{before}{number}{AND}{again}{number}{tail}|{one_or_range})"
