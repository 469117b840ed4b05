"""The theme: the name, colours, logo and typefaces in which a firm prints; a value without a file's form."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours on one ground by what they are for, each as small `#rrggbb`.

    A colour means an entity (the subject, the benchmark, no one), never good or bad.
    """

    ink: str
    """Text, base lines, totals."""
    ink2: str
    """Secondary text."""
    ink3: str
    """The lightest text that is allowed."""
    hair: str
    """Grid lines and the rules between rows."""
    tint: str
    """The ground of a panel, and under what has not happened yet."""
    rule_on_tint: str
    """Hair lines on that ground."""
    subject: str
    """Strokes and fills of the company that the briefing is about."""
    subject_text: str
    """Text in that company's colour."""
    subject_mid: str
    subject_light: str
    benchmark: str
    """The company it is compared with."""
    grey: str
    """What belongs to no one."""
    ground: str = "#ffffff"
    """The page itself: paper is white."""

    @property
    def tokens(self) -> dict[str, str]:
        """The colours by their names in style sheets, such as `subject-text`."""
        return {field.name.replace("_", "-"): getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Face:
    """One file of a typeface; `web` is the same face for browsers where the theme has it."""

    weight: int
    italic: bool
    file: Path
    web: Path | None = None


@dataclass(frozen=True, slots=True)
class Typeface:
    """The family that plays a role: what the colophon calls it, its licence, its faces."""

    family: str
    licence: str
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that stands for the firm, and the words for a reader who cannot see it."""

    file: Path
    alternative: str
    shows_name: bool = False
    """Whether the firm's name is in it, and so not set in type beside it."""

    @property
    def address(self) -> str:
        """The file as a page links it."""
        return self.file.as_uri()


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything about the look that a firm may call its own; its paths are whole.

    `typefaces` go by role: `text`, `display`, `label`, and `signs` where the labels lack some.
    """

    source: Path
    name: str
    tagline: str
    logo: Logo | None
    colours: Palette
    dark: Palette
    typefaces: Mapping[str, Typeface]

    @property
    def label_files(self) -> dict[int, Path]:
        """The files that charts measure their letters with, by weight."""
        return {face.weight: face.file for face in self.typefaces["label"].faces}

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file the theme is made of, its own first; the same order every time."""
        faces = [face for typeface in self.typefaces.values() for face in typeface.faces]
        logo = [self.logo.file] if self.logo else []
        web = [face.web for face in faces if face.web]
        return tuple(dict.fromkeys((self.source, *logo, *(face.file for face in faces), *web)))

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where what it links lies."""
        return tuple(dict.fromkeys(path.parent for path in self.files[1:]))

    @property
    def credits(self) -> str:
        """Its typefaces for the colophon: `Source Serif 4 and Inter (SIL Open Font License 1.1)`."""
        families: dict[str, list[str]] = {}
        for typeface in self.typefaces.values():
            named = families.setdefault(typeface.licence, [])
            if typeface.family not in named:
                named.append(typeface.family)
        return " and ".join(f"{_listed(named)} ({licence})" for licence, named in families.items())

    def css_variables(self, *, dark: bool = False) -> str:
        """The colours as declarations, `--subject-text: #a8430c;` and so on, a line each."""
        tokens = (self.dark if dark else self.colours).tokens
        return "".join(f"  --{name}: {colour};\n" for name, colour in tokens.items())


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
