"""What a theme's logo must be: a small picture that is only drawn, never a program or a letter to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from reportgen.assumptions.theme_file import is_path
from reportgen.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.yaml_document import Document

LARGEST = 200_000
#: What draws; scripts, links, embedded pages, filters and letters (in whose font?) are not among it.
DRAWS = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc",
    "defs", "linearGradient", "radialGradient", "stop", "clipPath", "style",
})  # fmt: skip
DEEPEST = 50
#: What makes a style fetch something, or hides that it does.
FETCHES = re.compile(r"url\(\s*+['\"]?+(?!#)|@|\\")
NAMESPACE = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"
DECLARATIONS = ("<!DOCTYPE", "<!ENTITY", "<?xml-stylesheet")
OUTLINES = "turn it into outlines"
ONE_FILE = "put everything into the one file"
#: What is wrong, what stands there, what to do.
_Fault = tuple[str, str, str]
#: The most points a side that any logo needs in print.
MOST_PIXELS = 4000


def problems(document: Document, folder: Path) -> Iterator[Problem]:
    """Everything that is wrong with the logo's file."""
    whole = document.value if isinstance(document.value, Mapping) else {}
    logo = whole.get("logo")
    name = logo.get("file") if isinstance(logo, Mapping) else None
    if not is_path(name):
        return
    place = document.position(("logo", "file"))
    for what, found, advice in _faults(folder / name):
        yield Problem(place, "logo.file", what, found or f"'{name}'", advice, "references")


def _faults(file: Path) -> Iterator[_Fault]:
    if file.suffix.lower() not in {".svg", ".png"}:
        yield "must be an SVG or a PNG", "", "save the logo as one of the two"
    elif not file.is_file():
        yield "is not there", "", "paths begin at the theme file's folder"
    elif (size := file.stat().st_size) > LARGEST:
        advice = "simplify it: a logo is printed 6 mm high"
        yield f"is larger than {LARGEST // 1000} kB", f"{size // 1000} kB", advice
    elif file.suffix.lower() == ".png":
        yield from _png_faults(file.read_bytes())
    else:
        yield from _svg_faults(file.read_bytes())


def _png_faults(data: bytes) -> Iterator[_Fault]:
    sides = [int.from_bytes(data[at : at + 4], "big") for at in (16, 20)]
    if not data.startswith(PNG) or data[12:16] != b"IHDR" or not all(sides):
        yield "cannot be read as a PNG", "", "save the logo again"
    elif max(sides) > MOST_PIXELS:
        found = f"{sides[0]} by {sides[1]} points"
        yield f"is more than {MOST_PIXELS} points wide or high", found, "make it smaller"


def _svg_faults(data: bytes) -> Iterator[_Fault]:
    try:
        text = data.decode("utf-8")
        declares = [word for word in DECLARATIONS if word in text]
        root = None if declares else ET.fromstring(text)  # noqa: S314 - without entities, and small
    except (ET.ParseError, ValueError) as error:
        yield "cannot be read as an SVG", str(error), "save the logo again"
        return
    if root is None:
        yield "asks for more than one file", declares[0], f"delete the {declares[0]} …> line"
    elif root.tag != f"{NAMESPACE}svg":
        yield "is no SVG", f"<{root.tag.rpartition('}')[2]}>", "save the logo as SVG"
    else:
        yield from dict.fromkeys((*_frame_faults(root), *_parts_faults(root)))


def _frame_faults(root: ET.Element) -> Iterator[_Fault]:
    if "viewBox" not in root.attrib:
        yield "has no viewBox", "", "add one: its size could not be told"
    depth, level = 0, [root]
    while level and depth <= DEEPEST:
        depth, level = depth + 1, [child for element in level for child in element]
    if level:
        yield f"is nested deeper than {DEEPEST} levels", "", "save it as plain SVG"


def _parts_faults(root: ET.Element) -> Iterator[_Fault]:
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        if name in {"text", "tspan"}:
            yield "holds text, which computers set in different fonts", f"<{name}>", OUTLINES
        elif name not in DRAWS:
            yield (
                "holds more than a drawing",
                f"<{name.rpartition('}')[2]}>",
                "save it as plain SVG",
            )
        elif FETCHES.search(element.text or ""):
            yield "points to another file", f"<{name}>", ONE_FILE
        for key, value in element.attrib.items():
            plain = key.rpartition("}")[2]
            if plain.startswith("on"):
                yield "holds a script", f"{plain}=", "remove it"
            elif (plain == "href" and value[:1] != "#") or FETCHES.search(value):
                yield "points to another file", f"'{value[:50]}'", ONE_FILE
