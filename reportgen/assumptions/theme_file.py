"""The shape of theme.yaml: what a firm may call its own in the look of a briefing."""

from __future__ import annotations

import re
from typing import Annotated, TypeGuard

from pydantic import Field

from reportgen.assumptions.fields import Entry

#: Six hexadecimal digits; in a file they stand in quotes, because # begins a comment.
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
_PATH = r"^[^/\\~][^\\]*$"
#: A file beside the theme file or below another folder, as `fonts/Inter-Regular.ttf`.
FilePath = Annotated[str, Field(pattern=_PATH)]
Line = Annotated[str, Field(min_length=1, max_length=48)]


def is_path(value: object) -> TypeGuard[str]:
    """Whether a value is written as a path that themes may name, so that its file can be looked at."""
    return isinstance(value, str) and re.search(_PATH, value) is not None


class PaperColours(Entry):
    """Colours on white paper; those left out are the house's."""

    ink: Colour | None = None
    """Text, base lines, totals."""
    ink2: Colour | None = None
    """Secondary text."""
    ink3: Colour | None = None
    """The lightest text."""
    hair: Colour | None = None
    """Grid lines and the rules between rows."""
    tint: Colour | None = None
    """The ground of a panel."""
    rule_on_tint: Colour | None = None
    """Hair lines on that ground."""
    subject: Colour | None = None
    """Strokes and fills of the company that the briefing is about."""
    subject_text: Colour | None = None
    """Text in its colour."""
    subject_mid: Colour | None = None
    """Its lighter fills."""
    subject_light: Colour | None = None
    """Its bands, and cells of a table that are marked."""
    benchmark: Colour | None = None
    """Lines and text of the company it is compared with."""
    grey: Colour | None = None
    """What belongs to no one."""


class DarkColours(PaperColours):
    """Colours on a dark screen; those left out are the house's."""

    ground: Colour | None = None
    """The dark page itself."""


class TextFonts(Entry):
    """The typeface of running text."""

    family: Line
    """Its name, for the colophon."""
    licence: Line
    """The name of its licence, for the colophon."""
    regular: FilePath
    italic: FilePath
    semibold: FilePath
    semibold_italic: FilePath


class DisplayFonts(Entry):
    """The typeface of headlines, large figures and pull quotes."""

    family: Line
    licence: Line
    semibold: FilePath
    italic: FilePath
    regular: FilePath | None = None


class LabelFonts(Entry):
    """The typeface of labels, tables and charts."""

    family: Line
    licence: Line
    regular: FilePath
    medium: FilePath
    semibold: FilePath
    bold: FilePath | None = None


class SignFonts(Entry):
    """Where marks such as ● and ◆ come from if the labels' typeface lacks them."""

    family: Line
    licence: Line
    regular: FilePath


class Fonts(Entry):
    """Typefaces by role; a role left out is the house's."""

    text: TextFonts | None = None
    display: DisplayFonts | None = None
    label: LabelFonts | None = None
    signs: SignFonts | None = None


class LogoFile(Entry):
    """The firm's sign on the front page."""

    file: FilePath
    """An SVG whose letters are outlines, or a PNG."""
    alternative: Line
    """What it shows, for a reader who cannot see it."""
    shows_name: bool = False
    """Whether the firm's name is in it: then it is not set beside it once more."""


class ThemeFile(Entry):
    """theme.yaml: the look of a firm."""

    name: Line | None = None
    """The firm's name on the front page."""
    tagline: Line | None = None
    """What stands beside it, such as 'Investor briefing'."""
    logo: LogoFile | None = None
    """In place of the small bar of colour."""
    colours: PaperColours = PaperColours.empty()
    dark: DarkColours = DarkColours.empty()
    fonts: Fonts = Fonts.empty()


#: The faces of a role: key, weight, and whether it is an italic.
FACES: dict[str, dict[str, tuple[int, bool]]] = {
    "text": {
        "regular": (400, False),
        "italic": (400, True),
        "semibold": (600, False),
        "semibold_italic": (600, True),
    },
    "display": {"regular": (400, False), "italic": (400, True), "semibold": (600, False)},
    "label": {
        "regular": (400, False),
        "medium": (500, False),
        "semibold": (600, False),
        "bold": (700, False),
    },
    "signs": {"regular": (400, False)},
}
