"""A theme as the first style sheet of a page on the screen: its fonts, its colours by day and by night."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.theme.sheet import font_faces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.theme import Theme, Typeface

#: The faces that pages on the screen are set in, as weight and slant; others would be carried for nothing.
WORN = {
    "text": {(400, False), (400, True), (600, False), (600, True)},
    "display": {(400, True), (600, False)},
    "label": {(400, False), (500, False), (600, False)},
}
SHEET = """\
{fonts}:root {{
{light}}}
@media screen and (prefers-color-scheme: dark) {{
:root {{
{dark}}}
.brand img {{ background: {paper} }}
}}
{inks}
"""


def dressed_in(theme: Theme) -> str:
    """The sheet that goes before all others; its addresses are those of the theme's files."""
    worn = replace(theme, typefaces={role: _worn(role, t) for role, t in theme.typefaces.items()})
    return SHEET.format(
        fonts=font_faces(worn, web=True),
        light=theme.css_variables(),
        dark=theme.css_variables(dark=True),
        paper=theme.colours.ground,
        inks="\n".join(_inks(theme.colours.tokens)),
    )


def _worn(role: str, typeface: Typeface) -> Typeface:
    faces = [face for face in typeface.faces if (face.weight, face.italic) in WORN.get(role, set())]
    return replace(typeface, faces=tuple(faces)) if faces else typeface


def _inks(tokens: Mapping[str, str]) -> Iterator[str]:
    """A drawing is inked in the colours of paper; here each is the token of its name, on either ground."""
    for name, colour in tokens.items():
        for ink in ("fill", "stroke"):
            yield f'svg [{ink}="{colour}" i] {{ {ink}: var(--{name}) }}'
