"""Figures that are typed in a text: where they stand and what they are worth.

Finding is a matter of patterns: names, dates and references are blotted out first, then each kind of
figure is taken out in turn, so that no place is found twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from reportgen.briefing.typed_names import without_names
from reportgen.briefing.typed_patterns import IN_DIGITS, IN_WORDS
from reportgen.briefing.typed_words import LARGEST_COUNT, SPELLED, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where a sentence surely ends, so that no figure goes on: not behind the point of `No. 1`.
_SENTENCE = re.compile(
    r"[.!?][\"”’)]*\s+(?=[A-Z“\"({<\ufffc])|\n\s*\n|\n(?=\s*[-*>#|<\d])|[|\ufffd]"
)
_A_DIGIT = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞]")
_A_WORD = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|fif|twen|for?ty|hundred|thousand"
    r"|million|billion|trillion|multi|dozen|hal[fv]|tenth|an?\s+(?:third|quarter)|(?:re)?doubl|trip|trebl|qua?dr|quint"
    r"|quarter|twice|thrice|single|low|mid|high|upper|percent|per\scent|basis|point)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as it is typed: its place in the text, its kind, and its words."""

    start: int
    end: int
    kind: str
    words: str


def typed_figures(text: str) -> list[Found]:
    """Every figure that is typed in a text, in the order of the text."""
    return list(_in_order(text))


@lru_cache(maxsize=64)  # a text is asked about its figures and then about its waivers
def _in_order(text: str) -> tuple[Found, ...]:
    return tuple(sorted(_found(text), key=lambda found: found.start))


def _found(text: str) -> Iterator[Found]:
    start = 0
    for end in (*(match.end() for match in _SENTENCE.finditer(text)), len(text)):
        for found in _found_in(text[start:end]):
            yield replace(found, start=found.start + start, end=found.end + start)
        start = end


def _found_in(sentence: str) -> Iterator[Found]:
    """The figures of one sentence; most sentences have no word of any number and are read no further."""
    digits, words = _A_DIGIT.search(sentence), _A_WORD.search(sentence)
    left = without_names(sentence, in_digits=bool(digits)) if digits or words else ""
    for each in (*(IN_DIGITS if digits else ()), *(IN_WORDS if words else ())):
        kind, pattern = each.kind, each.for_text(left)
        if pattern is None:
            continue
        for match in pattern.finditer(left):
            if _is_figure(kind, match[0]):
                yield Found(match.start(), match.end(), kind, sentence[match.start() : match.end()])
        left = pattern.sub(partial(_taken, kind), left)


def _is_figure(kind: str, words: str) -> bool:
    """Whether words are more than a small count: `three reasons`, `ten years`."""
    if kind != "count":
        return True
    spelled = re.match(SPELLED, words, re.IGNORECASE)
    return spelled is not None and not 0 <= value_of(spelled[0]) <= LARGEST_COUNT


def _taken(kind: str, match: re.Match[str]) -> str:
    return "\0" * len(match[0]) if _is_figure(kind, match[0]) else match[0]
