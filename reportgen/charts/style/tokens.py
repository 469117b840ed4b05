"""The colours and sizes of the house. A colour means an entity, never good or bad."""

from typing import Final

from reportgen.theme import Palette

INK: Final = "#16212C"
"""Text, base lines, totals."""
INK2: Final = "#46535F"
"""Secondary text: ticks and names."""
INK3: Final = "#5F6B76"
"""The lightest text that is allowed."""
HAIR: Final = "#D5DADF"
"""Grid lines."""
TINT: Final = "#F5F2EC"
"""The ground under what has not happened yet."""
RULE_ON_TINT: Final = "#DDD9D1"
"""Hair lines on that ground."""
WHITE: Final = "#FFFFFF"
"""The page."""

SUBJECT: Final = "#C9591A"
"""Strokes and fills of the company that the briefing is about."""
SUBJECT_TEXT: Final = "#A8430C"
"""Text in that company's colour: darker, to be readable."""
SUBJECT_MID: Final = "#E3A06F"
SUBJECT_LIGHT: Final = "#F5DCC7"
BENCHMARK: Final = "#0F4C5C"
"""The company it is compared with."""
GREY: Final = "#8C97A1"
"""What belongs to no one: the path, the neutral."""

HOUSE: Final = Palette(
    ink=INK.lower(),
    ink2=INK2.lower(),
    ink3=INK3.lower(),
    hair=HAIR.lower(),
    tint=TINT.lower(),
    rule_on_tint=RULE_ON_TINT.lower(),
    subject=SUBJECT.lower(),
    subject_text=SUBJECT_TEXT.lower(),
    subject_mid=SUBJECT_MID.lower(),
    subject_light=SUBJECT_LIGHT.lower(),
    benchmark=BENCHMARK.lower(),
    grey=GREY.lower(),
    ground=WHITE.lower(),
)
"""The colours that charts are drawn in; a theme paints them over."""

FAMILY: Final = "Label"
"""The role of the letters; which face plays it, the theme says."""
SMALL: Final = 6.6
TICK: Final = 7.2
TEXT: Final = 7.6
VALUE: Final = 8.8
"""Type sizes in points; the drawing is printed at 1:1, so they are true."""

REGULAR: Final = 400
MEDIUM: Final = 500
SEMIBOLD: Final = 600

HALF: Final = 84.0
FULL: Final = 174.0
"""The column widths of the page in millimetres."""


def height(width: float) -> float:
    """One height for each column width, so that charts set side by side end on one line."""
    return 56.0 if width <= HALF else 60.0
