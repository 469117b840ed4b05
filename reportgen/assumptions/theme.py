"""Reads a theme file; what it leaves out is the house's, and all that is wrong with it is told at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from reportgen import shipped
from reportgen.assumptions import theme_colours, theme_fonts, theme_logo
from reportgen.assumptions.theme_file import FACES, LogoFile, ThemeFile
from reportgen.assumptions.validation import validated
from reportgen.assumptions.yaml_document import Document, Path, dotted, read_yaml
from reportgen.problems import Collector, Problem, ProblemsError
from reportgen.theme import Face, Logo, Palette, Theme, Typeface

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from pydantic import BaseModel

FILE = "theme.yaml"


def house_theme() -> Theme:
    """The theme that came with reportgen."""
    house = shipped.templates() / FILE
    return _made(_Sheet(house, read_yaml(house, FILE)), None)


def read_theme(path: pathlib.Path, shown: str) -> Theme:
    """Read the theme in the file `path`, which messages call `shown`.

    ProblemsError tells everything that is wrong: keys, colours, contrasts, fonts, the logo.
    """
    house = house_theme()
    if path.resolve() == house.source:
        return house
    sheet = _Sheet(path, read_yaml(path, shown))
    collector = Collector()
    for problem in (
        *_misshapen(sheet.document),
        *theme_colours.problems(sheet.document, house),
        *theme_fonts.problems(sheet.document, path.parent),
        *theme_logo.problems(sheet.document, path.parent),
    ):
        collector.add(problem)
    collector.stop_if_any()
    return _made(sheet, house)


def _misshapen(document: Document) -> list[Problem]:
    """What is wrong with the file's keys and values, before anything is measured."""
    try:
        validated(document, ThemeFile)
    except ProblemsError as error:
        told = error.problems
    else:
        told = []
    keys = {problem.key for problem in told}
    return [*told, *(p for p in _empty(document, document.value, ()) if p.key not in keys)]


def _empty(document: Document, value: object, path: Path) -> Iterator[Problem]:
    """A colour without quotes is a comment: what is left of its line must not pass for the house's."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _empty(document, inner, (*path, key))
    elif value is None and path:
        advice = "write a value, in quotes where it begins with #, or delete the line"
        yield Problem(document.key_position(path), dotted(path), "is empty", advice=advice)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A theme file as it was read."""

    path: pathlib.Path
    document: Document


def _made(sheet: _Sheet, house: Theme | None) -> Theme:
    """The theme of a file in which nothing is wrong, on top of the house's."""
    written = validated(sheet.document, ThemeFile)
    path = sheet.path.resolve()
    folder = path.parent
    return Theme(
        source=path,
        name=written.name or _of(house).name,
        tagline=written.tagline or _of(house).tagline,
        logo=_logo(written.logo, folder) if written.logo else None,
        colours=_palette(written.colours, house.colours if house else None),
        dark=_palette(written.dark, house.dark if house else None),
        typefaces=_typefaces(written, folder, house),
    )


def _logo(written: LogoFile, folder: pathlib.Path) -> Logo:
    return Logo((folder / written.file).resolve(), written.alternative, written.shows_name)


def _of(house: Theme | None) -> Theme:
    if house is None:
        raise LookupError("the theme that reportgen came with is not whole")
    return house


def _palette(written: BaseModel, house: Palette | None) -> Palette:
    own = {name: str(c).lower() for name, c in written.model_dump(exclude_none=True).items()}
    missing = {field.name: getattr(house, field.name) for field in fields(Palette)} if house else {}
    return Palette(**{**missing, **own})


def _typefaces(
    written: ThemeFile, folder: pathlib.Path, house: Theme | None
) -> dict[str, Typeface]:
    own = {role: getattr(written.fonts, role) for role in FACES}
    found = dict(house.typefaces) if house else {}
    if own["label"]:
        found.pop("signs", None)
    made = {role: _typeface(fonts, role, folder) for role, fonts in own.items() if fonts}
    return {role: {**found, **made}[role] for role in FACES if role in found or role in made}


def _typeface(written: Any, role: str, folder: pathlib.Path) -> Typeface:  # noqa: ANN401 - any of the roles'
    named = {key: getattr(written, key) for key in FACES[role]}
    faces = (
        _face((folder / file).resolve(), *FACES[role][key]) for key, file in named.items() if file
    )
    return Typeface(written.family, written.licence, tuple(faces))


def _face(file: pathlib.Path, weight: int, italic: bool) -> Face:  # noqa: FBT001 - read from a table
    web = file.with_suffix(".woff2")
    return Face(weight, italic, file, web if web.is_file() else None)
