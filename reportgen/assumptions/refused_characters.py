"""Characters that no line of a message may hold, whoever wrote them: in a name, a subject, an address.

Line breaks and encoded words would write headers of their own (RFC 5322, 2.2; RFC 2047, 2), turns of
direction make a name read otherwise than it is, and what nobody sees makes two that look alike differ.
"""

from __future__ import annotations

import re
import unicodedata

ENCODED_WORD = "=?"
#: Letters and marks without a look of their own, some of them letters to Python as well.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffd")
#: Signs that stand before numbers and are seen, although they count as invisible.
_SEEN = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_KEPT = re.compile("[\u2065\ufdd0-\ufdef\ufff0-\ufff8\U000e0000-\U000e0fff]")
#: Without a width of their own. Elsewhere than in words that need them they only hide something.
_JOINERS = "\u200c\u200d"
#: Emoji and ideographs have several shapes; behind other letters a selector only hides something.
_SELECTABLE = frozenset({"So", "Sm", "Lo", "Nd", "Po"})
_NAMES = {"\0": "NUL", "\t": "a tab", "\n": "a line break", "\r": "a line break"}
_KINDS = {
    "Cc": "a control character",
    "Cs": "half of a character",
    "Co": "a character of nobody's alphabet",
    "Cn": "no character",
}


def refused_characters(text: str) -> tuple[str, ...]:
    """What may not stand in a text, each kind once and in its order; nothing where all is well.

    `U+202E RIGHT-TO-LEFT OVERRIDE`, `a line break`, `'=?'`: words for a message of a problem.
    """
    if text.isascii() and text.isprintable():
        return (f"'{ENCODED_WORD}'",) if ENCODED_WORD in text else ()
    around = zip(text, f" {text}", f"{text[1:]} ", strict=False)
    found = [_told(sign) for sign, before, after in around if _refused(sign, before, after)]
    if ENCODED_WORD in text:
        found.append(f"'{ENCODED_WORD}'")
    return tuple(dict.fromkeys(found))


def _refused(sign: str, before: str, after: str) -> bool:
    if sign.isascii():
        return not sign.isprintable()
    if _selects(sign):
        return unicodedata.category(before) not in _SELECTABLE
    if sign in _JOINERS:
        return not (_joined(before) and _joined(after))
    if sign in _BLANK:
        return True
    return not sign.isprintable() and sign not in _SEEN and not _harmless(sign)


def _harmless(sign: str) -> bool:
    """Wide and narrow spaces, and characters that are younger than our tables."""
    kind = unicodedata.category(sign)
    return kind == "Zs" or (kind == "Cn" and not _never_assigned(sign))


def _never_assigned(sign: str) -> bool:
    """Noncharacters, and places kept for what would not be seen (Unicode, 23.7 and 5.21)."""
    ends_a_plane = f"{ord(sign):X}".endswith(("FFFE", "FFFF"))
    return ends_a_plane or _KEPT.match(sign) is not None


def _selects(sign: str) -> bool:
    """A variation selector: it chooses one of several shapes of the sign before it."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def _joined(sign: str) -> bool:
    """Whether joiners change how a sign is written: in Persian, in Indian scripts, in emoji."""
    kind = unicodedata.category(sign)
    wide = unicodedata.east_asian_width(sign) == "W"
    return kind in {"So", "Sk", "Mn", "Mc"} or (kind == "Lo" and not wide)


def _told(sign: str) -> str:
    if sign in _NAMES:
        return _NAMES[sign]
    if sign == "\ufffd":
        return "U+FFFD, the sign of a letter that was lost"
    kind = _KINDS.get(unicodedata.category(sign), "an invisible character")
    return f"U+{ord(sign):04X} {unicodedata.name(sign, kind)}"
