"""Turns what was drawn into SVG that can stand inside any HTML document."""

import re
from html import escape
from typing import Final

from reportgen.charts.style.geometry import POINTS
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import FAMILY

HEAD: Final = re.compile(r"^.*?<svg [^>]*>\s*<defs>.*?</defs>", re.DOTALL)
WRAPPINGS: Final = re.compile(r'<g id="[^"]*">|</g>|</svg>')
INSIDE_A_TAG: Final = "(?=[^<>]*>)"
ROTATION: Final = re.compile(r' transform="rotate\([^"]*\)"' + INSIDE_A_TAG)
STYLE: Final = re.compile(r' style="([^"]*)"' + INSIDE_A_TAG)
PLACES: Final = re.compile(r' (?:d|x|y)="[^"]*"' + INSIDE_A_TAG)
NUMBER: Final = re.compile(r"\d+\.\d{3,}")


def svg(paper: Paper, name: str, alternative: str) -> str:
    """The drawing as an `<svg>` element with words for a reader who cannot see it.

    It has no style sheet, and no id that could meet the id of another chart.
    """
    from reportgen.charts.style import press  # noqa: PLC0415 - matplotlib loads with a drawing

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {name}" role="img" '
        f'width="{paper.width:g}mm" height="{paper.height:g}mm" '
        f'viewBox="0 0 {paper.width * POINTS:.2f} {paper.height * POINTS:.2f}" '
        f'font-family="{FAMILY}, sans-serif" stroke-linejoin="round">'
        f"<title>{escape(alternative, quote=False)}</title>{_body(press.printed(paper))}</svg>"
    )


def _body(document: str) -> str:
    """What stands inside matplotlib's `<svg>`, without what is there for other programs."""
    shapes = ROTATION.sub("", WRAPPINGS.sub("", HEAD.sub("", document)))
    plain = STYLE.sub(_attributes, shapes)
    short = PLACES.sub(lambda found: NUMBER.sub(_rounded, found[0].replace(" \n", " ")), plain)
    return "".join(line.strip() for line in short.splitlines())


def _attributes(style: re.Match[str]) -> str:
    """A style as attributes: a reader need not parse CSS, nor misread the font shorthand."""
    pairs = (declaration.split(": ", 1) for declaration in style[1].split("; "))
    return "".join(
        f' {key}="{value.removesuffix("px")}"' for key, value in pairs if key != "font-family"
    )


def _rounded(number: re.Match[str]) -> str:
    """A coordinate to a hundredth of a point."""
    return f"{float(number[0]):.2f}"
