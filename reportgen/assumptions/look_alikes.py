"""Letters of one alphabet among those of another: what somebody writes who wants to be taken for another.

After the restriction levels of UTS 39: Japanese, Korean and Chinese are written with several alphabets,
other words with one. Which letter belongs to which alphabet fontTools knows.
"""

from __future__ import annotations

import re

_TOGETHER = (
    frozenset({"Latn", "Hani", "Hira", "Kana"}),
    frozenset({"Latn", "Hani", "Bopo"}),
    frozenset({"Latn", "Hani", "Hang"}),
)
#: Signs that every alphabet uses.
_COMMON = frozenset({"Zyyy", "Zinh", "Zzzz"})
#: Cyrillic and Greek letters that look like Latin ones, for words that hold no others.
_LIKE_LATIN = frozenset("абеһіјорсѕхуԁԛԝӏѵкмтнв" + "αινοορτυχκγ")
_WORD = re.compile(r"[^\W\d_]+")


def look_alikes(text: str) -> str:
    """The first word in which alphabets mix that are not written together; empty where there is none."""
    return next((word for word in _WORD.findall(text) if _mixed(word)), "")


def looks_latin(word: str) -> bool:
    """Whether a word of another alphabet could be read as a Latin one, letter for letter."""
    letters = set(word.lower())
    return bool(letters) and letters <= _LIKE_LATIN


def alphabets(word: str) -> frozenset[str]:
    """The scripts of a word's letters by their codes in ISO 15924."""
    if word.isascii():
        return frozenset({"Latn"})
    from fontTools import unicodedata

    return frozenset(unicodedata.script(letter) for letter in word) - _COMMON


def _mixed(word: str) -> bool:
    found = alphabets(word)
    return len(found) > 1 and not any(found <= group for group in _TOGETHER)
