"""A firm's theme for tests: its file, and beside it the fonts and logos that it names."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from reportgen.assumptions.theme import read_theme
from reportgen.problems import ProblemsError
from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reportgen.theme import Theme

SECOND = templates() / "themes" / "halden.yaml"
PLEX = templates() / "themes" / "halden"
INTER = templates() / "fonts"
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


@dataclass(frozen=True, slots=True)
class Firm:
    """A folder with a theme file and what it names."""

    folder: Path

    def read(self, text: str) -> Theme:
        path = self.folder / "theme.yaml"
        path.write_text(text, "utf-8")
        return read_theme(path, "theme.yaml")

    def told(self, text: str) -> list[str]:
        """What is said of a theme file that is refused."""
        try:
            self.read(text)
        except ProblemsError as error:
            return [str(problem) for problem in error.problems]
        return []

    def logo(self, content: str | bytes, name: str = "logo.svg") -> list[str]:
        """What is said of a logo, without the place, which is the same for all."""
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)
        return faults(self.told(f"logo:\n  file: {name}\n  alternative: A shield\n"))

    def plex(self, **others: str) -> str:
        """The lines of a label typeface whose files lie in the folder."""
        for path in PLEX.glob("IBMPlexSans-*.ttf"):
            shutil.copy(path, self.folder)
        faces = {"regular": "Regular", "medium": "Medium", "semibold": "SemiBold"}
        files = {key: f"IBMPlexSans-{face}.ttf" for key, face in faces.items()} | others
        lines = "".join(f"    {key}: {file}\n" for key, file in files.items())
        return f"fonts:\n  label:\n    family: IBM Plex Sans\n    licence: OFL\n{lines}"

    def signs(self) -> str:
        """The lines of a typeface for the marks that IBM Plex lacks."""
        shutil.copy(INTER / "Inter-Regular.ttf", self.folder)
        return "  signs:\n    family: Inter\n    licence: OFL\n    regular: Inter-Regular.ttf\n"


def faults(told: Iterable[str]) -> list[str]:
    """The messages without their places and keys."""
    return [line.split(": ", 2)[2] for line in told]


def small_font(path: Path, characters: str, *, variable: bool = False, permission: int = 0) -> None:
    """A font file that has these characters, all of them empty."""
    names = [".notdef", *(f"u{ord(character):04X}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2(fsType=permission)
    builder.setupPost()
    if variable:
        builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    builder.save(path)
