"""The parts of a message that came back, as deep as an honest one goes."""

from __future__ import annotations

import re
from email.message import Message
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: A part as the standard library reads it.
Part = Message
#: A report is two deep. Whatever hides deeper was put there by no mail server.
DEEPEST = 4
MOST_PARTS = 50
MOST_GROUPS = 50
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_ENCODED = frozenset({"base64", "quoted-printable"})


def header(part: Part, name: str) -> str:
    """The text of a header, of the first if there are several; empty where it is missing."""
    return next(headers(part, name), "")


def headers(part: Part, *names: str) -> Iterator[str]:
    """The texts of all headers of these names, read as UTF-8 (RFC 6532) and as they stand."""
    wanted = {name.lower() for name in names}
    for name, value in part.raw_items():
        if name.lower() in wanted:
            yield _bytes(value).decode("utf-8", "replace").strip()


def header_of(content: bytes, name: str) -> str:
    """The text of a header at the beginning of a message."""
    return header(BytesHeaderParser().parsebytes(content), name)


def walked(message: Part) -> Iterator[Part]:
    """The parts of a message in their order; of a message returned within it only that it is there."""
    return iter(list(_below(message, 0))[:MOST_PARTS])


def _below(part: Part, depth: int) -> Iterator[Part]:
    yield part
    if part.get_content_maintype() == "multipart" and depth < DEEPEST:
        for child in inner(part)[:MOST_PARTS]:
            yield from _below(child, depth + 1)


def inner(part: Part) -> list[Part]:
    """What a part is made of: its parts, the message within it, or nothing."""
    payload = part.get_payload()
    return (
        [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
    )


def fields_of(part: Part) -> list[Part]:
    """The groups of fields in a report's part: blank lines stand between them (RFC 3464, 2.1)."""
    groups = _BLANK_LINE.split(_text(part).strip(), MOST_GROUPS)[:MOST_GROUPS]
    return [BytesHeaderParser().parsebytes(group.lstrip(b"\r\n") + b"\n") for group in groups]


def returned_headers(parts: Iterable[Part]) -> list[Part]:
    """The headers of the message that a report returns, whole or by its headers alone."""
    return [group for part in parts for group in _returned(part)]


def _returned(part: Part) -> list[Part]:
    kind = part.get_content_type()
    if kind in {"message/rfc822", "message/global"}:
        return inner(part)[:1]
    if kind in {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}:
        return fields_of(part)[:1]
    return []


def _text(part: Part) -> bytes:
    """A part's own lines. The library has read a `message/…` as a message already: put it together again."""
    pieces = inner(part)[:MOST_GROUPS]
    if not pieces:
        return _content(part)
    whole = b"\n".join(map(_lines, pieces))
    coding = header(part, "Content-Transfer-Encoding").lower()
    return _decoded(whole, coding) if coding in _ENCODED else whole


def _lines(part: Part) -> bytes:
    head = b"".join(b"%s: %s\n" % (_bytes(k), _bytes(v)) for k, v in part.raw_items())
    content = _content(part)
    return head + (b"\n" + content if content.strip() else b"")


def _content(part: Part) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decoded(lines: bytes, coding: str) -> bytes:
    coded = Part()
    coded["Content-Transfer-Encoding"] = coding
    coded.set_payload(lines.decode("ascii", "replace"))
    return _content(coded)


def _bytes(text: object) -> bytes:
    """Text of the library's own, in which bytes beyond ASCII are kept as surrogates."""
    return str(text).encode("utf-8", "surrogateescape")
