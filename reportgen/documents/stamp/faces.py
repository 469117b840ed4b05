"""Which typefaces set a name: the house's where it has the letters, else one of this machine's.

A letter and its marks are never of two faces, and a letter that no font has is told instead of printed
as a box.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.assumptions.font_letters import font_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reportgen.documents.stamp.machine_fonts import MachineFont

#: Joiners and selectors: they choose among the forms of the letters beside them and have none of their own.
_FORMLESS = frozenset("\u034f\u200c\u200d") | frozenset(map(chr, range(0xFE00, 0xFE10)))
_EAST_ASIAN = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KANGXI", "IDEOGRAPHIC"}
)
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Setting:
    """A name as it is printed, and the faces to look for its letters in, in this order.

    None stands for the house's own face.
    """

    name: str
    faces: tuple[Path | None, ...]


class LettersLackingError(ValueError):
    """No font here has some letters of a name; the message says which, `advice` what helps."""

    def __init__(self, letters: Sequence[str]) -> None:
        """Tell the letters and their scripts."""
        scripts = list(dict.fromkeys(map(_script, letters)))
        shown = ", ".join(map(_shown, letters[:MOST_SHOWN]))
        more = f" and {len(letters) - MOST_SHOWN} more" if len(letters) > MOST_SHOWN else ""
        super().__init__(f"{shown}{more} of {' and '.join(scripts)}")
        self.advice = _advice(scripts)


def setting(name: str, house: Path, fonts: Sequence[MachineFont]) -> Setting:
    """How to set a name, where `house` is the file of the house's face; raises LettersLackingError."""
    has = _letters_of(house)
    composed = unicodedata.normalize("NFC", name)
    for spelling in dict.fromkeys((name, composed)):
        if not _lacking(spelling, has):
            return Setting(spelling, (None,))
    others = _others(composed, has, fonts)
    # Where the house's face would take a letter and leave its marks to another, it comes last.
    split = any(has(cluster[0]) and _lacking(cluster, has) for cluster in _clusters(composed))
    return Setting(composed, (*others, None) if split else (None, *others))


def _letters_of(house: Path) -> Callable[[str], bool]:
    codes = font_letters(house).codes
    return lambda letter: ord(letter) in codes


def _others(name: str, has: Callable[[str], bool], fonts: Sequence[MachineFont]) -> list[Path]:
    """One font for everything that the house lacks, or else one for each part of it."""
    wanted = [cluster for cluster in _clusters(name) if _lacking(cluster, has)]
    whole = _first_with("".join(wanted), fonts)
    if whole:
        return [whole]
    found = {cluster: _first_with(cluster, fonts) for cluster in wanted}
    lost = [cluster for cluster, file in found.items() if file is None]
    if lost:
        raise LettersLackingError(_lost_letters(lost, has, fonts))
    return list(dict.fromkeys(filter(None, found.values())))


def _first_with(letters: str, fonts: Sequence[MachineFont]) -> Path | None:
    able = (font.file for font in fonts if not _lacking(letters, font.has))
    return next((file for file in able if font_letters(file).embeddable), None)


def _lost_letters(
    clusters: Sequence[str], has: Callable[[str], bool], fonts: Sequence[MachineFont]
) -> list[str]:
    """The letters that nobody has; where only the whole cluster is in no single font, all of it."""
    letters = [letter for cluster in clusters for letter in _lacking(cluster, has)]
    nowhere = [letter for letter in letters if _first_with(letter, fonts) is None]
    return list(dict.fromkeys(nowhere or letters))


def _lacking(letters: str, has: Callable[[str], bool]) -> list[str]:
    return [letter for letter in letters if letter not in _FORMLESS and not has(letter)]


def _clusters(name: str) -> Iterator[str]:
    """Each letter with the marks and joiners behind it."""
    cluster = ""
    for letter in name:
        joined = unicodedata.category(letter).startswith("M") or letter in _FORMLESS
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _shown(letter: str) -> str:
    code = f"U+{ord(letter):04X}"
    return f"'{letter}' ({code})" if letter.isprintable() else code


def _script(letter: str) -> str:
    """The script by the first word of the letter's name in Unicode; Python knows no other."""
    named = unicodedata.name(letter, "").split()
    if unicodedata.category(letter).startswith("S"):
        return "the signs and emoji"
    if not named:
        return "no script"
    return "the East Asian scripts" if named[0] in _EAST_ASIAN else f"the script {named[0].title()}"


def _advice(scripts: Sequence[str]) -> str:
    packages = []
    if "the East Asian scripts" in scripts:
        packages.append("fonts-noto-cjk or the small fonts-wqy-microhei")
    if any(script.startswith("the script ") for script in scripts):
        packages.append("fonts-noto-core")
    if not packages:
        return "leave them out of the name"
    return f"install a font that has them, such as Debian's {' and '.join(packages)}"
