"""Which characters a font file has, and whether it may travel inside a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: OS/2's bit for fonts that may not be embedded in a document.
RESTRICTED = 0x0002


@dataclass(frozen=True, slots=True)
class FontLetters:
    """The code points of a font; none where the file cannot be read."""

    codes: frozenset[int]
    embeddable: bool


@cache
def font_letters(file: Path) -> FontLetters:
    """What a font file says; of a collection its first font speaks."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - loads where a font is asked for letters

    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
            codes = frozenset(font.getBestCmap() or ())
            return FontLetters(codes, not font["OS/2"].fsType & RESTRICTED)
    except Exception:  # noqa: BLE001 - a broken file breaks its reader in any way
        return FontLetters(frozenset(), embeddable=False)
