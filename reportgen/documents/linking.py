"""One link of the page is one link of the file: WeasyPrint makes more of them than there are.

What stands inside a link gets a link of its own, outside the link's element; and where a link begins at the
very end of a line, an empty one is left there.
"""

from __future__ import annotations

from typing import Any


def keep_real_links(document: Any) -> None:  # noqa: ANN401 - WeasyPrint's document
    """Take out, before the file is written, links that are inherited and links that nobody can hit."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if _is_real(link)]


def _is_real(link: tuple[Any, ...]) -> bool:
    _, _, (left, top, right, bottom), box = link
    return box.link is not None and left != right and top != bottom


def call_links_what_they_are(pdf: Any, elements: list[Any]) -> None:  # noqa: ANN401
    """Make plain text of the elements of such links, which lead nowhere by themselves."""
    for element in elements:
        if element["S"] == "/Link" and not any(_is_annotation(pdf, kid) for kid in element["K"]):
            element["S"] = "/Span"


def _is_annotation(pdf: Any, kid: Any) -> bool:  # noqa: ANN401
    if not isinstance(kid, bytes):
        return False
    return bool(pdf.objects[int(kid.split()[0])].get("Type") == "/OBJR")
