"""What a plain word of YAML 1.2 means: the core schema, with numbers kept exact.

YAML 1.1 would read `NO` as false, `12:30` as 750 and `010` as eight; here they are text, text and
ten. Days stay text: YAML 1.2 knows no dates, and the field that wants one says how it is written.
"""

from __future__ import annotations

import re
from decimal import Decimal

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
#: Only words that begin so can be anything but text.
_FIRST_LETTERS = frozenset("-+.0123456789~nNtTfF")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE](?P<exponent>[-+]?[0-9]+))?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
#: More digits, or a larger exponent, than any figure of a company's needs.
_MOST_DIGITS = 40
_LARGEST_EXPONENT = 99


class ScalarError(ValueError):
    """The word is a number that no figure can be made of; the message says why."""


def resolve(word: str) -> str | int | Decimal | bool | None:
    """Give an unquoted word its value: text, whole number, decimal, truth value or nothing."""
    if word and word[0] not in _FIRST_LETTERS:
        return word
    if word in _WORDS:
        return _WORDS[word]
    if _NOT_FINITE.fullmatch(word):
        raise ScalarError("is not a finite number")
    if len(word) > _MOST_DIGITS:
        if _FLOAT.fullmatch(word):
            raise ScalarError("has too many digits for a number")
        return word
    return _number(word)


def _number(word: str) -> str | int | Decimal:
    if _INTEGER.fullmatch(word):
        return int(word)
    if _OTHER_BASE.fullmatch(word):
        return int(word, 0)
    match = _FLOAT.fullmatch(word)
    if match is None:
        return word
    if abs(int(match["exponent"] or 0)) > _LARGEST_EXPONENT:
        raise ScalarError("has an exponent too large for a number")
    return Decimal(word)
