"""A logo is a drawing and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from firm import DRAWN, Firm

if TYPE_CHECKING:
    from pathlib import Path

ONE_FILE = "put everything into the one file"
PLAIN = "save it as plain SVG"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    return Firm(tmp_path)


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h9v9z" fill="#12396B"/>',
        (
            '<defs><linearGradient id="a"/><linearGradient id="b" href="#a"/></defs>'
            '<rect fill="url(#b)"/>'
        ),
        "<style>.a{fill:#12396b}</style><g class='a'><circle r='2'/></g>",
        "<style>.a{fill:url( '#b')}</style>",
        '<path style="fill:#12396b"/>',
    ],
)
def test_a_drawing_is_taken(firm: Firm, inside: str) -> None:
    assert firm.logo(DRAWN.format(inside)) == []


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<script>1</script>", f"holds more than a drawing, found <script>; {PLAIN}"),
        ('<path onload="x()"/>', "holds a script, found onload=; remove it"),
        ("<foreignObject/>", f"holds more than a drawing, found <foreignObject>; {PLAIN}"),
        ('<use href="#a"/>', f"holds more than a drawing, found <use>; {PLAIN}"),
        ("<animate/>", f"holds more than a drawing, found <animate>; {PLAIN}"),
        (
            "<text>Acme</text>",
            "holds text, which computers set in different fonts, found <text>; turn it into outlines",
        ),
        ('<style>@import "x.css"</style>', f"points to another file, found <style>; {ONE_FILE}"),
        (
            "<style>.a{fill:url(https://x.test)}</style>",
            f"points to another file, found <style>; {ONE_FILE}",
        ),
        (
            "<path fill=\"url('file:///etc/passwd')\"/>",
            f"points to another file, found 'url('file:///etc/passwd')'; {ONE_FILE}",
        ),
        (
            r'<path style="fill:u\72l(x)"/>',
            rf"points to another file, found 'fill:u\72l(x)'; {ONE_FILE}",
        ),
        (
            '<linearGradient href="other.svg#a"/>',
            f"points to another file, found 'other.svg#a'; {ONE_FILE}",
        ),
        ("<g>" * 60 + "</g>" * 60, f"is nested deeper than 50 levels, found 'logo.svg'; {PLAIN}"),
    ],
)
def test_more_than_a_drawing_is_refused(firm: Firm, inside: str, told: str) -> None:
    assert firm.logo(DRAWN.format(inside)) == [told]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            '<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWN.format("&a;"),
            "asks for more than one file, found <!DOCTYPE; delete the <!DOCTYPE …> line",
        ),
        (
            '<?xml-stylesheet href="https://x.test"?>' + DRAWN.format(""),
            "asks for more than one file, found <?xml-stylesheet; delete the <?xml-stylesheet …> line",
        ),
        ("<html/>", "is no SVG, found <html>; save the logo as SVG"),
        (
            DRAWN.format("").replace(' viewBox="0 0 9 9"', ""),
            "has no viewBox, found 'logo.svg'; add one: its size could not be told",
        ),
        (
            "x" * 300_000,
            "is larger than 200 kB, found 300 kB; simplify it: a logo is printed 6 mm high",
        ),
    ],
)
def test_a_file_that_is_no_svg_of_its_own_is_refused(firm: Firm, content: str, told: str) -> None:
    assert firm.logo(content) == [told]


@pytest.mark.parametrize("content", [DRAWN.format("<g"), DRAWN.format("").encode("utf-16")])
def test_a_broken_svg_is_refused(firm: Firm, content: str | bytes) -> None:
    (told,) = firm.logo(content)
    assert told.startswith("cannot be read as an SVG, found ")


def test_a_png_of_a_sensible_size_is_taken(firm: Firm) -> None:
    assert firm.logo(PNG + (100).to_bytes(4, "big") * 2, "logo.png") == []
    assert firm.logo(PNG + (5000).to_bytes(4, "big") * 2, "logo.png") == [
        "is more than 4000 points wide or high, found 5000 by 5000 points; make it smaller"
    ]
    assert firm.logo(b"GIF89a", "logo.png") == [
        "cannot be read as a PNG, found 'logo.png'; save the logo again"
    ]


def test_other_pictures_are_refused(firm: Firm) -> None:
    assert firm.logo(b"GIF89a", "logo.gif") == [
        "must be an SVG or a PNG, found 'logo.gif'; save the logo as one of the two"
    ]
