"""What is printed only where there is room for it: an element that names its page gives way on any other.

Only who lays out pages knows whether the words before it, in this theme and on this paper, leave it room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

#: Names the page on which an element with an id stands, or it stands nowhere.
ON_PAGE = "data-only-on-page"


def give_way(tree: Element, document: Any) -> bool:  # noqa: ANN401 - WeasyPrint is imported at its door only
    """Take what came to stand elsewhere out of the tree; True where there is to be another layout."""
    strays = [
        (parent, child)
        for parent, child in _bound(tree)
        if child.get("id") not in _anchors(document, child.get(ON_PAGE, ""))
    ]
    for parent, child in strays:
        parent.remove(child)
    return bool(strays)


def _bound(tree: Element) -> Iterator[tuple[Element, Element]]:
    """The elements that name a page, each with the one around it."""
    for parent in tree.iter():
        yield from ((parent, child) for child in parent if ON_PAGE in child.attrib)


def _anchors(document: Any, page: str) -> frozenset[str]:  # noqa: ANN401 - the same
    """The ids that stand on a page, counted from 1."""
    pages = {str(number): laid_out for number, laid_out in enumerate(document.pages, start=1)}
    return frozenset(pages[page].anchors) if page in pages else frozenset()
