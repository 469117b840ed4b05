"""Joins in the tree of the text what the ends of pages and columns have cut apart.

A paragraph that runs on overleaf is one paragraph to those who hear it, and a chapter one chapter. The
parts of a table stay tables of their own: each has the heads that stand above it, and checkers take heads
that are seen and not heard for text that was lost.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Boxes:
    """What the layout knew of the parts of the text.

    `made` gives the box of each element by the element's number; `continued` has the boxes that go on
    with what began on an earlier page or in an earlier column, by identity.
    """

    made: dict[int, Any]
    continued: frozenset[int]


@contextmanager
def remembered_boxes(document: Any) -> Iterator[Boxes]:  # noqa: ANN401 - WeasyPrint's document
    """Note, while a document is written, from which box each element is made: WeasyPrint forgets it."""
    from weasyprint.pdf import tags

    boxes = Boxes({}, _continued(document))
    build = tags._build_box_tree  # noqa: SLF001 - there is no public way to the boxes of the tree

    def build_and_note(box: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401
        for element in build(box, *rest):
            boxes.made.setdefault(element.number, box)
            yield element

    tags._build_box_tree = build_and_note  # noqa: SLF001
    try:
        yield boxes
    finally:
        tags._build_box_tree = build  # noqa: SLF001


def _continued(document: Any) -> frozenset[int]:  # noqa: ANN401
    """Which boxes lost their upper edge to the end of a page or column; painting forgets it."""
    return frozenset(
        id(box)
        for page in document.pages
        for box in page._page_box.descendants()  # noqa: SLF001
        if "top" in box.remove_decoration_sides
    )


def join(pdf: Any, boxes: Boxes) -> None:  # noqa: ANN401 - WeasyPrint's tree of the file
    """Hang every continued part on the part that it continues."""
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    document = pdf.objects[_number(root["K"][0])]
    _Joiner(pdf, boxes).hang(_emptied(document), document)


class _Joiner:
    """One walk through the tree, which knows the latest part of everything it has met."""

    def __init__(self, pdf: Any, boxes: Boxes) -> None:  # noqa: ANN401
        self.pdf = pdf
        self.boxes = boxes
        self.met: dict[tuple[Any, ...], Any] = {}

    def hang(self, children: list[Any], parent: Any) -> None:  # noqa: ANN401
        """Put children below their parent, in the order in which they are heard."""
        for child in children:
            element = self._element(child)
            before = self._continued(element)
            if before is not None:
                self.hang(_emptied(element), before)
                continue
            parent["K"].append(child)
            if element is not None:
                element["P"] = parent.reference
            if element is not None and element["S"] != "/Table":
                self.hang(_emptied(element), element)

    def _element(self, child: Any) -> Any:  # noqa: ANN401
        """The element a child refers to; None for content and for links' references."""
        found = self.pdf.objects[_number(child)] if isinstance(child, bytes) else {}
        return found if found.get("Type") == "/StructElem" else None

    def _continued(self, element: Any) -> Any:  # noqa: ANN401
        """The part that an element continues; one that continues none is remembered for those to come."""
        box = None if element is None else self.boxes.made.get(element.number)
        if box is None or box.element is None or element["S"] == "/Table":
            return None
        # The parts of a text share its element, as do the item of a list and what is inside the item.
        key = (box.element, box.element_tag, element["S"])
        if id(box) in self.boxes.continued and key in self.met:
            return self.met[key]
        self.met[key] = element
        return None


def _emptied(element: Any) -> list[Any]:  # noqa: ANN401
    """The children of an element, taken from it."""
    children, element["K"][:] = list(element["K"]), []
    return children


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
