"""What a theme's font files must be: static, embeddable, and with every character that pages print.

The only reader of font files beside the printers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.assumptions.font_letters import RESTRICTED
from reportgen.assumptions.theme_file import FACES, is_path
from reportgen.problems import Problem
from reportgen.theme.sheet import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.assumptions.yaml_document import Document

#: Beyond ASCII, what templates, figures and their formats print in any role.
WORDS = "".join(map(chr, range(0x20, 0x7F))) + "£¥€‘’“”–—…·×±−≤≥≈→†%"
#: What only labels print: arrows of the track record.
ARROWS = "↑↓"
LARGEST = 4_000_000
#: What no printer can do without.
TABLES = {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post"}
#: So many characters are shown; which others are lacking, a font editor tells.
MOST_SHOWN = 12


def problems(document: Document, folder: Path) -> Iterator[Problem]:
    """Everything that is wrong with the files that the theme names for its roles."""
    roles = _mapping(_mapping(document.value).get("fonts"))
    for role, faces in FACES.items():
        written = _mapping(roles.get(role))
        needed = _needed(role, has_signs="signs" in roles)
        for key in faces:
            file = written.get(key)
            for fault in _faults(folder / file, needed) if is_path(file) else ():
                path = ("fonts", role, key)
                yield Problem(
                    document.position(path), ".".join(path), fault.what,
                    fault.found or f"'{file}'", fault.advice, "references",
                )  # fmt: skip


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _needed(role: str, *, has_signs: bool) -> str:
    if role == "signs":
        return SIGNS
    if role == "label":
        return WORDS + ARROWS + ("" if has_signs else SIGNS)
    return WORDS


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with one file."""

    what: str
    advice: str
    found: str = ""


def _faults(file: Path, needed: str) -> Iterator[_Fault]:
    if file.suffix.lower() != ".ttf":
        yield _Fault("must be a TrueType file", "name a .ttf file; a .woff2 may lie beside it")
    elif not file.is_file():
        yield _Fault("is not there", "paths begin at the theme file's folder")
    elif (size := file.stat().st_size) > LARGEST:
        yield _Fault(
            f"is larger than {LARGEST / 1e6:g} MB",
            "take a file with fewer scripts",
            f"{size / 1e6:.1f} MB",
        )
    else:
        yield from _faults_inside(file, needed)
        yield from _faults_for_the_web(file.with_suffix(".woff2"))


def _faults_inside(file: Path, needed: str) -> Iterator[_Fault]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - loads where a theme has its own fonts

    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True) as font:
            covered = font.getBestCmap()
            variable, permission = "fvar" in font, font["OS/2"].fsType
            ends = [table.offset + table.length for table in font.reader.tables.values()]
            whole = max(ends) <= file.stat().st_size and set(font.keys()) >= TABLES
    except Exception:  # noqa: BLE001 - a broken file breaks its reader in any way
        whole = False
    if not whole:
        yield _Fault("cannot be read as a font", "take the file from its publisher again")
        return
    if variable:
        yield _Fault("is a variable font, which does not print the same bytes twice",
                     "name the static file of this weight")  # fmt: skip
    if permission & RESTRICTED:
        yield _Fault("may not be embedded in a document, as the file itself says",
                     "ask its publisher for a licence and a file that may")  # fmt: skip
    if lacking := [sign for sign in needed if ord(sign) not in covered]:
        yield _Fault(_lacks(lacking), _where_to_find(lacking))


def _lacks(lacking: list[str]) -> str:
    more = len(lacking) - MOST_SHOWN
    shown = " ".join(lacking[:MOST_SHOWN])
    return f"lacks characters that pages print: {shown}{f' and {more} more' if more > 0 else ''}"


def _where_to_find(lacking: list[str]) -> str:
    if all(sign in SIGNS for sign in lacking):
        return "name a font that has them under fonts.signs"
    return "take the complete file, not a subset for the web"


def _faults_for_the_web(file: Path) -> Iterator[_Fault]:
    """The same face for browsers, where it lies beside the other."""
    if file.is_file() and file.read_bytes()[:4] != b"wOF2":
        yield _Fault(
            "has a file for the web beside it that is no WOFF2",
            "replace or delete it", f"'{file.name}'",
        )  # fmt: skip
