"""Repaints a drawing: charts are drawn in the house's colours, and a theme puts its own in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.theme import Palette

COLOUR: Final = re.compile(r'(\s(?:fill|stroke)=")(#[0-9A-Fa-f]{6})(?="[^<>]*>)')
"""A colour as the whole of an attribute inside a tag; words that look like one are left alone."""


def painted(svg: str, house: Palette, own: Palette) -> str:
    """The drawing in the theme's own colours; a colour that is no token of the house stays as it is."""
    paints = dict(zip(house.tokens.values(), own.tokens.values(), strict=True))
    return repainted(svg, paints)


def repainted(svg: str, paints: Mapping[str, str]) -> str:
    """The drawing with each colour that has another in `paints` (small `#rrggbb`) changed to it."""
    return COLOUR.sub(lambda found: found[1] + paints.get(found[2].lower(), found[2]), svg)
