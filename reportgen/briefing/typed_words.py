"""Numbers that are spelled out (`three hundred and twenty`): a pattern that finds them, and their value."""

from __future__ import annotations

import re

_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
VALUES = {
    **{word: value for value, word in enumerate(_COUNTED.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), start=2)},
}
#: Numbers above this one are figures even where they only count: `thirteen reasons`.
LARGEST_COUNT = 12

_ONE = "|".join(sorted(VALUES, key=len, reverse=True))
_MANY = "hundred|thousand|million|billion|trillion"
#: Words of a number; `and` may only follow a hundred or more.
SPELLED = (
    rf"(?:{_ONE})(?:(?:[\s-]+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+)(?:{_ONE}|{_MANY})\b)*"
    r"(?:\s+point(?:\s+(?:zero|one|two|three|four|five|six|seven|eight|nine))+)?"
    rf"(?:\s+and\s+(?:a\s+half|a\s+quarter|three[\s-]quarters)(?:\s+(?:{_MANY}))?)?"
)
#: What stands under a fraction -> how many parts it makes.
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_ADDED = (("and a half", 0.5), ("and a quarter", 0.25), ("and three quarters", 0.75))


def value_of(words: str) -> float:
    """The number that words of `SPELLED` stand for; other words count as nothing.

    `two and a half billion` is 2.5 billion: what is added belongs before the word that follows it.
    """
    plain = re.sub(r"[\s-]+", " ", words.lower())
    whole, _, behind = plain.partition(" point ")
    decimals = float("0." + "".join(str(VALUES[word]) for word in behind.split())) if behind else 0
    for added, part in _ADDED:
        if added in whole:
            before, _, after = whole.partition(added)
            return (_whole(before) + part) * _scale(after)
    return _whole(whole) + decimals


def _whole(words: str) -> float:
    total, current = 0, 0
    for word in words.split():
        if word in VALUES:
            current += VALUES[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _LARGE:
            total, current = total + max(current, 1) * _LARGE[word], 0
    return float(total + current)


def _scale(words: str) -> float:
    scale = 1.0
    for word in words.split():
        scale *= 100 if word == "hundred" else _LARGE.get(word, 1)
    return scale
