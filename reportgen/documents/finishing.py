"""What WeasyPrint leaves undone for those who hear the document, put right in the tree before it is written.

The bytes stay a function of the page, since nothing is parsed and written a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.documents import continuation, linking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.documents import Attachment
    from reportgen.documents.continuation import Boxes

POINTS_A_PIXEL = 0.75
#: Elements that are nothing by themselves.
WRAPPERS = frozenset({"/Span", "/Link", "/NonStruct", "/Div"})
SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}


def finish(document: Any, pdf: Any, boxes: Boxes, attachments: Sequence[Attachment]) -> None:  # noqa: ANN401
    """Put right what a validator or a screen reader would miss; `pdf` is WeasyPrint's tree of the file."""
    _give_headers_their_scope(document)
    _measure_figures_from_the_bottom(document, pdf)
    continuation.join(pdf, boxes)
    linking.call_links_what_they_are(pdf, list(_elements(pdf)))
    _leave_out_what_is_empty(pdf)
    _spare_small_tables_their_labels(pdf)
    _set_running_heads_apart(pdf)
    _relate(pdf, attachments)


def _give_headers_their_scope(document: Any) -> None:  # noqa: ANN401
    """Tell of each head of a table whether it heads its column or its row."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - there is no public way to the boxes
            if getattr(box, "mark", None) is not None and box.mark["S"] == "/TH":
                scope = SCOPES.get(box.element.get("scope", "col"), "/Column")
                box.mark["A"]["Scope"] = scope


def _leave_out_what_is_empty(pdf: Any) -> None:  # noqa: ANN401
    """Take out of the tree what nothing is in, such as the rest of a word that stands on the next line."""
    root = _follow(pdf, pdf.catalog["StructTreeRoot"])
    for element in reversed(list(_below(pdf, root))):  # children before their parents
        if "K" in element:
            element["K"][:] = [kid for kid in element["K"] if not _is_empty(pdf, kid)]


def _is_empty(pdf: Any, kid: Any) -> bool:  # noqa: ANN401
    part = _follow(pdf, kid) if isinstance(kid, bytes) else {}
    return part.get("S") in WRAPPERS and not part["K"]


def _spare_small_tables_their_labels(pdf: Any) -> None:  # noqa: ANN401
    """Make cells of the heads of rows where a table has more heads than cells, such as one of a single row.

    A reader would hear a head before each of few cells; and checkers take such a table for a broken one.
    """
    for table in [element for element in _elements(pdf) if element["S"] == "/Table"]:
        cells = [found for found in _below(pdf, table) if found.get("S") in {"/TH", "/TD"}]
        heads = [cell for cell in cells if cell["S"] == "/TH"]
        labels = [head for head in heads if head["A"]["Scope"] == "/Row"]
        if len(heads) > len(cells) - len(heads) and len(labels) < len(heads):
            _make_cells(labels, cells)


def _make_cells(labels: Sequence[Any], cells: Sequence[Any]) -> None:
    names = {label.pop("ID").string for label in labels}
    for label in labels:
        label["S"] = "/TD"
        del label["A"]["Scope"]
    for cell in cells:
        if heads := cell["A"].get("Headers"):
            heads[:] = [head for head in heads if head.string not in names]


def _measure_figures_from_the_bottom(document: Any, pdf: Any) -> None:  # noqa: ANN401
    """Say where pictures stand as PDF counts: in points from the lower left corner."""
    heights = dict(zip(pdf.page_references, (page.height for page in document.pages), strict=True))
    for element in _elements(pdf):
        box = element.get("A", {}).get("BBox")
        if element["S"] == "/Figure" and box:
            left, top, right, bottom = box
            height = heights[element["Pg"]]
            box[:] = [
                round(POINTS_A_PIXEL * length, 3)
                for length in (left, height - bottom, right, height - top)
            ]


def _elements(pdf: Any) -> Iterator[Any]:  # noqa: ANN401
    for found in pdf.objects:
        if isinstance(found, dict) and found.get("Type") == "/StructElem":
            yield found


def _set_running_heads_apart(pdf: Any) -> None:  # noqa: ANN401
    """Make artifacts of heads and folios, which belong to no part of the tree of the text."""
    root = _follow(pdf, pdf.catalog["StructTreeRoot"])
    spoken = {element.number for element in _below(pdf, root)}
    numbers = _follow(pdf, root["ParentTree"])["Nums"]
    for reference, owners in zip(pdf.page_references, numbers[1::2], strict=False):
        silent = {mark for mark, owner in enumerate(owners) if _number(owner) not in spoken}
        _make_artifacts(_follow(pdf, _follow(pdf, reference)["Contents"]).stream, silent)
        for mark in silent:
            owners[mark] = "null"
    for element in _elements(pdf):
        if element.number not in spoken:
            element.clear()


def _below(pdf: Any, parent: Any) -> Iterator[Any]:  # noqa: ANN401
    """Everything that hangs on a part of the tree of the text."""
    waiting = [parent]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [
            _follow(pdf, child) for child in element.get("K", ()) if isinstance(child, bytes)
        ]


def _make_artifacts(stream: list[Any], marks: set[int]) -> None:
    """Rename marked content, which stands in the stream as a tag, its properties and an operator."""
    for place, properties in enumerate(stream):
        if isinstance(properties, dict) and properties.get("MCID") in marks:
            stream[place - 1] = "/Artifact"
            properties.clear()
            properties["Type"] = "/Pagination"


def _relate(pdf: Any, attachments: Sequence[Attachment]) -> None:  # noqa: ANN401
    """Say of each attached file what it is to the document, and list it once.

    WeasyPrint knows files by their digests and would confuse two of the same content.
    """
    relationships = {attachment.name: attachment.relationship for attachment in attachments}
    for file in pdf.objects:
        if isinstance(file, dict) and file.get("Type") == "/Filespec":
            file["AFRelationship"] = f"/{relationships[file['UF'].string]}"
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _follow(pdf: Any, reference: bytes) -> Any:  # noqa: ANN401
    return pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
