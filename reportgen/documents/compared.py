"""In what two PDFs differ: pages and their words, what they say of themselves, the files they carry."""

from __future__ import annotations

import re
from itertools import takewhile, zip_longest
from typing import TYPE_CHECKING, Any

from reportgen.documents.attached import carried, drawn, opened, text_instructions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Letters of words on a page that are told: enough to find the place.
LONGEST = 60
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_BOXES = ("/MediaBox", "/TrimBox", "/CropBox", "/Rotate")


def differences(given: bytes, made: bytes) -> list[str]:
    """What is other in the PDF `given` than in `made`; empty where they are the same bytes.

    Raises UnreadableError where one of them cannot be opened.
    """
    if given == made:
        return []
    if given.startswith(made):
        return [f"{len(given) - len(made):,} bytes were added behind the end of the document"]
    with opened(given) as one, opened(made) as other:
        found = [*_pages(one, other), *_about(one, other), *_files(carried(one), carried(other))]
    return found or [
        "its inner structure, fonts or compression; pages, metadata and files are the same"
    ]


def _pages(one: Any, other: Any) -> Iterator[str]:  # noqa: ANN401 - pikepdf's types stay with their owner
    if len(one.pages) != len(other.pages):
        yield f"it has {len(one.pages)} pages where {len(other.pages)} are made"
    for number, (page, made) in enumerate(zip(one.pages, other.pages, strict=False), start=1):
        yield from _page(f"page {number}", page, made)


def _page(name: str, page: Any, made: Any) -> Iterator[str]:  # noqa: ANN401
    words, wanted = _words(page), _words(made)
    if words != wanted:
        yield f"{name}: {_change(words, wanted)}"
    elif drawn(page) != drawn(made):
        yield f"{name}: the same words, drawn otherwise"
    if any(str(page.get(box)) != str(made.get(box)) for box in _BOXES):
        yield f"{name}: another size"
    if _links(page) != _links(made):
        yield f"{name}: other links"


def _words(page: Any) -> str:  # noqa: ANN401
    """The text of a page in the order in which it is drawn, by the characters its fonts say they show."""
    fonts: Mapping[str, Any] = dict(page.resources.get("/Font", {}).items())
    tables = {name: _characters(font) for name, font in fonts.items()}
    table, text = dict[int, str](), []
    for operator, font, strings in text_instructions(page):
        if operator == "Tf":
            table = tables.get(font, {})
        text += [_shown(codes, table) for codes in strings] or [" "]
    return " ".join("".join(text).split())


def _shown(codes: bytes, table: Mapping[int, str]) -> str:
    pairs = zip(codes[::2], codes[1::2], strict=False)
    return "".join(table.get(high << 8 | low, "\N{REPLACEMENT CHARACTER}") for high, low in pairs)


def _characters(font: Any) -> dict[int, str]:  # noqa: ANN401
    """What each code of a font shows, as the font says itself."""
    told = font.get("/ToUnicode")
    if told is None:
        return {}
    found: dict[int, str] = {}
    for block in _CHARACTERS.findall(told.read_bytes()):
        for code, shown in _PAIR.findall(block):
            found[int(code, 16)] = bytes.fromhex(shown.decode()).decode("utf-16-be", "replace")
    return found


def _change(words: str, wanted: str) -> str:
    """The first place at which two texts part, and what stands there."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(words, wanted, strict=False))
    at = sum(1 for _ in alike)
    at = words.rfind(" ", 0, at) + 1  # a number is told whole, not from its second digit
    before, found, made = words[max(0, at - 20) : at], words[at:], wanted[at:]
    where = f"after '{before.strip()}'" if before.strip() else "at its beginning"
    return f"{where} it reads '{found[:LONGEST]}' where '{made[:LONGEST]}' is made"


def _about(one: Any, other: Any) -> Iterator[str]:  # noqa: ANN401
    """Title, author, dates and the like, in both places where a PDF keeps them."""
    ours, theirs = dict(one.docinfo.items()), dict(other.docinfo.items())
    for key in sorted({*ours, *theirs}, key=str):
        found, made = str(ours.get(key, "")), str(theirs.get(key, ""))
        if found != made:
            name = str(key).removeprefix("/")
            yield f"metadata: {name} is '{found[:LONGEST]}' where '{made[:LONGEST]}' is made"
    if _metadata(one) != _metadata(other):
        yield "metadata: the description of the document (XMP)"


def _metadata(pdf: Any) -> bytes:  # noqa: ANN401
    found = pdf.Root.get("/Metadata")
    return bytes(found.read_bytes()) if found is not None else b""


def _links(page: Any) -> list[str]:  # noqa: ANN401
    """Where the links of a page lead, and where they stand."""
    notes = page.get("/Annots", [])
    return [
        " ".join(str(part) for part in (note.get("/A", {}).get("/URI", ""), *note.get("/Rect", [])))
        for note in notes
    ]


def _files(ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted({*ours, *theirs}):
        if name not in theirs:
            yield f"attached file {name}: is not made"
        elif name not in ours:
            yield f"attached file {name}: is missing"
        elif ours[name] != theirs[name]:
            yield f"attached file {name}: {_line_of(ours[name], theirs[name])}"


def _line_of(found: bytes, made: bytes) -> str:
    pairs = zip_longest(found.splitlines(), made.splitlines())
    line = next((n for n, (a, b) in enumerate(pairs, start=1) if a != b), 1)
    return f"differs from line {line}"
