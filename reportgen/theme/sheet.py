"""The theme as a style sheet: its colours as variables, its files as families named by their roles.

Style sheets and charts name a role (`Text`, `Display`, `Label`, `Signs`); only here does it meet a file.
Nothing that a user wrote gets into the sheet but colours, which have been read as such, and addresses,
which are percent-encoded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.theme import Theme

#: The marks that few typefaces have: the family `Signs` draws them, or else the labels' own faces.
SIGNS: Final = "▲▼●■◆○◇"


def for_print(theme: Theme) -> str:
    """Colours and font files for the printed page."""
    return f"{font_faces(theme)}:root {{\n{theme.css_variables()}}}\n"


def font_faces(theme: Theme, *, web: bool = False) -> str:
    """The rules that give each role its files; for the web the smaller ones where there are any."""
    return "".join(_rules(theme, web=web))


def _rules(theme: Theme, *, web: bool) -> Iterator[str]:
    for role, typeface in theme.typefaces.items():
        for face in typeface.faces:
            slant = "; font-style: italic" if face.italic else ""
            address = (face.web if web and face.web else face.file).as_uri()
            yield (
                f"@font-face {{ font-family: {role.capitalize()}; font-weight: {face.weight}{slant}; "
                f'src: url("{address}") }}\n'
            )
