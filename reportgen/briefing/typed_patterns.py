"""What a typed figure looks like: a pattern a kind, tried in this order on what earlier ones left.

Patterns match the figure alone, with sign, currency and measure; what must stand around it is looked at
and not matched. Words of a small number are a figure only with a measure, a share only with its whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from reportgen.briefing.typed_measures import (
    AND,
    BASIS_POINTS,
    BETWEEN,
    CASH,
    CURRENCY,
    FREE,
    MAGNITUDE,
    MANY,
    MEASURE,
    NUMBER,
    POINTS,
    POWER,
    RATE,
    SIGN,
    TIME,
    TO,
    after,
    any_of,
    either,
    not_after,
    of_two,
)
from reportgen.briefing.typed_words import SPELLED


@dataclass(frozen=True)
class Pattern:
    """A pattern and the kind of figure that it finds; compiled for the first text that may hold one.

    `needs` is a part that every match has: where a text has none of it, the whole need not be compiled,
    which takes milliseconds where all numbers in words are in it more than once.
    """

    kind: str
    written: str
    flags: int = 0
    needs: str = ""

    def for_text(self, text: str) -> re.Pattern[str] | None:
        """The compiled pattern, or None where the text cannot hold what it finds."""
        return self._compiled if not self.needs or self._needed.search(text) else None

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.written, self.flags)

    @cached_property
    def _needed(self) -> re.Pattern[str]:
        return re.compile(self.needs, self.flags)


# Digits

_TAIL = rf"(?:{MAGNITUDE}(?:{MEASURE})?|{MEASURE}|[\s-]*points?\b|{TIME})"
_ORDINAL = rf"{NUMBER}(?:st|nd|rd|th)?"
DOZEN = ("dozen", r"(?:\bhalf\s+a\s+|\ba\s+|\b(?:two|three|four|several|many)\s+)?\bdozens?\b")
DIGITS = (
    ("dozen", r"\d+\s+dozens?\b"),
    (
        "amount",
        rf"{FREE}{SIGN}{CURRENCY}" + of_two(NUMBER, rf"(?:{_TAIL})?", again=f"{CURRENCY}?"),
        CURRENCY,
    ),
    ("amount", FREE + of_two(NUMBER, _TAIL, before=SIGN), rf"\d{_TAIL}"),
    ("ratio", rf"{FREE}\d{{1,3}}[\s-](?:in|out\sof)[\s-]\d{{1,3}}\b(?![.,]\d)"),
    ("ratio", rf"{FREE}(?:\d{{1,3}}-for-\d{{1,3}}|\d+:\d+)\b"),
    ("glyph", r"\d*[½¼¾⅓⅔⅛⅜⅝⅞](?:\s?%|[\s-]*(?:per\s?cent|times|percentage\spoints?)\b)?"),
    ("amount", rf"{SIGN}(?:{BETWEEN}{NUMBER}{AND}{NUMBER}|{_ORDINAL}(?:{TO}{_ORDINAL})?)", r"\d"),
)

# Words

_WORD_MEASURE = either(POINTS, RATE, BASIS_POINTS, POWER)
_WORD_TAIL = rf"(?:{_WORD_MEASURE}|[\s-]?fold\b|{CASH}|[\s-]+{MANY}s?\b(?:{CASH})?)"
_COMPARED = any_of(
    "as more less higher lower larger smaller bigger faster slower cheaper dearer greater fewer better worse "
    "below above off again longer shorter stronger weaker richer ahead behind short"
)
_TIMES_WHAT = any_of(
    r"as the its their that what those his our forward trailing sales revenues? earnings profits? income "
    r"operating free book cash cover\w* EBIT\w* expected estimated next average over\w* leverage\w* "
    r"current today annual larger more less bigger higher faster greater better cheaper dearer"
)
_BY = after(
    "by up down about nearly almost than around only roughly over some lost gained rose fell barely just "
    "to of least below above exactly dropped shrank grew shed"
)
_GOES_ON = (
    r"(?=\s*(?:[.,;:!?)\ufffc–—]|$|(?:since|in|over|last|this|from|to|on|and|or|while|when|after|before|within|at"
    r"|if|but|for|with|during|against|between|through|without)\b))"
)
#: `a quarter of growth` is a time, `a quarter of sales` a share.
_NO_TIME = (
    r"(?!\s+of\s+(?:an?\s|growth|decline|losses|profits?\b(?!\sis)|record|strong\w*|weak\w*|solid|slow\w*|steady"
    r"|heavy|flat|falling|rising|transition|consecutive|uninterrupted|the\s(?:year|fiscal|calendar|current)|fiscal"
    r"|\d|\0"
    r"|(?!operating|advertising|marketing|computing|spending|retailing|lending|banking|trading|funding|financing"
    r"|borrowing|manufacturing|everything|housing|training|streaming|gaming|earning)\w+ing\b"
    r"|data\b|history|results|good|bad|poor|rapid|stagnation|negative|positive))"
)
_NOT_A_TIME = r"(?!\s*-?\s*(?:ago|later|earlier|before|after|away|ended|for)\b)"
_ORDINALS = any_of("third fifth sixth seventh eighth ninth tenth hundredth")
_PARTS = any_of("thirds fourths fifths sixths sevenths eighths ninths tenths hundredths")
_SMALL = any_of("one two three four five six seven eight nine ten")
_TIMES, _PLAIN_POINTS = r"\s+times\b", r"[\s-]+points?\b"
_TURN = r"(?:doubl|tripl|trebl|quadrupl|quintupl)(?:e|es|ed|ing)"
_LITTLE = (
    r"(?:half\s+an?\s+|(?:a\s+)?quarter\s+of\s+a\s+|half[\s-]|quarter[\s-]|an?\s+(?=perc|basis))"
)
_OF_SO_MANY = any_of(
    r"two three four five six seven eight nine ten eleven twelve twenty a\s+hundred"
)
_SOME = any_of("tens dozens hundreds thousands millions")
_COINS = any_of("dollars euros pounds kroner")
_A_FEW = r"(?:several|an?\s+few|some|many|a\s+couple\s+of)"
_NO_SPAN = r"(?!\s+(?:years|quarters|months|weeks|days|editions|minutes|hours))"
_NOT_THE_LAST = not_after("first last past next previous these those other recent")
_AGENDA = (
    r"(?!\s+(?:stand|matter|are|were|deserve|remain|to\s+(?:make|note|watch)|about|follow|need|argue|speak"
    r"|on\s+the\s+(?:agenda|list)|for|stood|emerge|come)\b)"
)
_NO_COUNT = not_after("these those make makes made raised raises raise main key other the all")
_LIKE_WHAT = (
    r"(?:the|as|its|their|that|what|his|her|our|those|over|forward|earnings|sales|revenue|book|today"
    r"|last\s+year|current|normal|average|(?:[A-Z]\w+(?:['’]s|s['’])))"
)
_BAND = r"(?:low|mid|high|upper)[\s-]+(?:to[\s-]+(?:mid|high)[\s-]+)?"
_TENS = any_of("teens twenties thirties forties fifties sixties seventies eighties nineties")
_PLURALS = any_of("hundreds thousands millions billions trillions")
_A_PART = rf"\b(?:an?|one)\s+(?:{_ORDINALS}|quarter)\b"
SPELLED_OUT = (
    ("factor", rf"\bfactor\s+of\s+(?:about\s+|nearly\s+|roughly\s+)?(?:{SPELLED}|a\s+hundred)\b"),
    ("amount", r"\b(?:minus\s+)?" + of_two(SPELLED, _WORD_TAIL), _WORD_TAIL),
    ("amount", rf"\b{_LITTLE}(?:(?:percentage|basis)[\s-])?point\b(?!\s+of\b)"),
    ("amount", r"\b(?:half\s+a|(?:a\s+)?quarter\s+of\s+a|a|half)[\s-]+per\s?cent\b"),
    ("amount", rf"\bhalf[\s-]+an?[\s-]+{MANY}\b(?:{CASH})?|\bhalf[\s-]{MANY}\b(?:{CASH})?"),
    ("amount", r"\b" + of_two(SPELLED, rf"{_TIMES}(?=\s+{_TIMES_WHAT}\b)"), _TIMES),
    (
        "amount",
        rf"{_BY}{of_two(SPELLED, _TIMES)}(?!\s+(?:a|this|in|since|before|during|last)\b)",
        _TIMES,
    ),
    (
        "amount",
        rf"{_NO_COUNT}\b(?!one\b){of_two(SPELLED, _PLAIN_POINTS)}{_AGENDA}",
        _PLAIN_POINTS,
    ),
    ("amount", after("by than least about gained lost rose fell added") + r"one\s+point\b"),
    ("vague", rf"\b(?:{_SOME}\s+of\s+)?{_PLURALS}(?:\s+of\s+{_PLURALS})?(?:\s+of\s+{_COINS})?\b"),
    ("vague", rf"\b(?:multi-)?{MANY}-(?:dollar|euro|pound|year|unit)\b|\bmulti-{MANY}\b"),
    ("vague", rf"\b{_A_FEW}\s+{MANY}\b(?:\s+{MANY}\b)*(?:{MEASURE})?"),
    (
        "amount",
        rf"\b(?:an?\s+)?{MANY}\b(?:\s+(?:and\s+)?(?:{SPELLED}|{MANY})\b)*(?:{MEASURE})?",
        MANY,
    ),
    (
        "ratio",
        rf"\b{_SMALL}[\s-]+(?:in|out\s+of(?:\s+every)?|in\s+every)[\s-]+{_OF_SO_MANY}\b{_NO_SPAN}",
    ),
    ("fraction", rf"\b(?!one\b){_SMALL}[\s-]{_PARTS}\b|\bthree-quarters\b"),
    ("fraction", rf"\bone[\s-](?:half|{_ORDINALS})\b(?![\s-]+(?:party|quarter|year|time|edition))"),
    ("fraction", r"\bone-quarter\b(?!\s+(?:ago|later|earlier))"),
    ("fraction", rf"{_NOT_THE_LAST}\bthree\s+quarters\b(?=\s+of\s){_NO_TIME}"),
    ("fraction", rf"{_A_PART}(?=\s+of\s){_NO_TIME}"),
    ("fraction", rf"{_A_PART}(?=\s+{_COMPARED}\b)(?!\s+ahead\s+of\s+schedule)"),
    ("fraction", rf"{_BY}\ban?\s+(?:{_ORDINALS}|quarter)\b{_GOES_ON}{_NOT_A_TIME}"),
    ("fraction", r"\b(?:half|halves)\b(?!-\w)"),
    ("factor", rf"\b(?:halv(?:es|ed|e|ing)|(?:re)?{_TURN})\b(?![\s-]+digits?\b)"),
    ("factor", rf"\b(?:twice|thrice)\b(?=\s+{_LIKE_WHAT}(?:\s|['’]))"),
    ("factor", after("than nearly almost about") + r"twice\b"),
    ("factor", rf"\b(?:{_SMALL}|twenty|hundred|thousand)fold\b"),
    ("vague", rf"\b(?:{_BAND})?(?:single|double|triple)[\s-]digits?\b|\b{_BAND}{_TENS}\b"),
    ("vague", r"\b(?:five|six|seven|eight|nine|ten|eleven)-figure\b"),
    (
        "vague",
        rf"\b{_A_FEW}\s+(?:(?:basis|percentage)\s+points|points|per\s?cent\b)|\bper\s?cent\b",
    ),
    ("count", rf"\b{SPELLED}(?:{MEASURE}|{TIME}|[\s-]*points?\b)?"),
)
IN_DIGITS = tuple(Pattern(kind, written, 0, *needs) for kind, written, *needs in DIGITS)
IN_WORDS = tuple(
    Pattern(kind, written, re.IGNORECASE, *needs) for kind, written, *needs in (DOZEN, *SPELLED_OUT)
)
