"""How far two colours are apart: for reading, in grey print, and for eyes that lack a kind of cone.

Contrast is that of WCAG 2; lightness and difference are CIE L*a*b* (D65, the difference of 1976); what
dichromats see is simulated after Machado, Oliveira and Fernandes (2009) at full severity.
"""

from __future__ import annotations

from math import dist
from typing import Final

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

TO_XYZ: Final[Matrix] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE: Final[Triple] = (0.95047, 1.0, 1.08883)
EPSILON: Final = 216 / 24389
KAPPA: Final = 24389 / 27

EYES: Final[dict[str, Matrix]] = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue cones": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is left of red, green and blue light for each kind of eye."""


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, from 0 (black) to 100 (white): how a colour comes out in grey print."""
    return _lab(_light(colour))[0]


def difference(one: str, other: str, eyes: str = "all cones") -> float:
    """How different two colours look to such eyes: 2 is just seen, 100 is black against white."""
    return dist(*(_lab(_through(EYES[eyes], _light(colour))) for colour in (one, other)))


def _luminance(colour: str) -> float:
    red, green, blue = _light(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _light(colour: str) -> Triple:
    """The amounts of red, green and blue light behind `#rrggbb`."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _through(matrix: Matrix, light: Triple) -> Triple:
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in _times(matrix, light))
    return red, green, blue


def _times(matrix: Matrix, vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _lab(light: Triple) -> Triple:
    x, y, z = (
        _root(value / white) for value, white in zip(_times(TO_XYZ, light), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(ratio: float) -> float:
    return ratio ** (1 / 3) if ratio > EPSILON else (KAPPA * ratio + 16) / 116
