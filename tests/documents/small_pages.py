"""Pages of a few words, which print in a moment, and what can be read out of the PDF they become."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS: tuple[Path, ...] = (templates(),)
FONT = (
    "<style>@font-face { font-family: Text; src: url(fonts/SourceSerif4-Regular.ttf) }"
    " body { font: 10pt/14pt Text; margin: 0 }</style>"
)
DATE = '<meta name="dcterms.created" content="2026-03-10T22:30:00+02:00">'


def small_page(body: str = "<p>Text</p>", head: str = "") -> str:
    """A page with a title, a font and a date."""
    return (
        f'<html lang="en"><head><title>Words</title>{DATE}{FONT}{head}</head>'
        f"<body><h1>Words</h1>{body}</body></html>"
    )


def texts_of(printed: bytes) -> list[str]:
    """What the pages say, one text a page."""
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def opened(printed: bytes) -> pikepdf.Pdf:
    """The file as objects."""
    return pikepdf.open(io.BytesIO(printed))


def parts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The tree of the text, element by element, in the order in which it is heard."""

    def below(element: Any) -> Iterator[Any]:  # noqa: ANN401 - pikepdf has one type for all objects
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") is not None:
            yield element
            kids: Any = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                yield from below(kid)

    for top in pdf.Root.StructTreeRoot.K:
        yield from below(top)


def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """The elements of one kind, such as TH."""
    return [part for part in parts(pdf) if part.get("/S") == f"/{kind}"]


def marks(page: pikepdf.Page) -> list[tuple[str, Any]]:
    """What begins a marked stretch of a page: the tag and its properties, in the order of painting."""
    found = []
    for instruction in pikepdf.parse_content_stream(page):
        assert isinstance(instruction, pikepdf.ContentStreamInstruction)
        if str(instruction.operator) == "BDC":
            tag, properties = instruction.operands
            found.append((str(tag), properties))
    return found
