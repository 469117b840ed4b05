"""What a page may hold that leads out of it: addresses of https, of mail, and places of its own.

Whatever a reader clicks leaves the document, so no other scheme may stand behind it; and files are
attached by us only, never because the page names one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMES = frozenset({"https", "mailto"})
ADVICE = "links begin with https://, mailto: or #"
#: Elements that make a link of their address, with or without the name space of SVG.
LINKING = frozenset({"a", "area"})
XLINK = "{http://www.w3.org/1999/xlink}href"
#: What does something in a browser, or brings in another page; print has no use for any of it.
ACTIVE = frozenset({"applet", "base", "embed", "form", "frame", "iframe", "object", "script"})
LONGEST = 120


def is_allowed(address: str) -> bool:
    """Whether a reader may be led there; white space and control characters hide schemes from people."""
    if any(character <= " " or "\x7f" <= character <= "\x9f" for character in address):
        return False
    if address.startswith("#"):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def faults(root: Any) -> Iterator[str]:  # noqa: ANN401 - an element as WeasyPrint parsed it
    """What is wrong with the addresses of a parsed document, in its order."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue  # comments have a function for a tag
        name = element.tag.rpartition("}")[2].lower()
        if name in ACTIVE or (
            name == "meta" and element.get("http-equiv", "").lower() == "refresh"
        ):
            yield f"holds a <{name}>: not allowed in a printed page"
        elif "attachment" in element.get("rel", "").lower().split():
            yield f"attaches a file by its address, '{_short(element.get('href', ''))}': not allowed"
        elif name in LINKING:
            yield from _faults_of_link(element)


def _faults_of_link(element: Any) -> Iterator[str]:  # noqa: ANN401
    for name in ("href", XLINK, "xlink:href"):
        address = element.get(name)
        if address is not None and not is_allowed(address):
            words = " ".join("".join(element.itertext()).split())
            yield f"link '{_short(words)}' to '{_short(address)}': not allowed; {ADVICE}"


def faults_of_layout(document: Any) -> Iterator[str]:  # noqa: ANN401 - WeasyPrint's document
    """What would lead or be carried out of the laid out document, whatever rule of a style sheet made it."""
    if document.metadata.attachments:
        yield "attaches files by their addresses: not allowed"
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind == "attachment" or (kind == "external" and not is_allowed(target)):
                yield f"link to '{_short(target)}': not allowed; {ADVICE}"


def _short(text: str) -> str:
    shown = text.encode("unicode_escape").decode() if not text.isprintable() else text
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
