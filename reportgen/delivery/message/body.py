"""What is read: the same in plain text and in HTML, with its small pictures."""

from __future__ import annotations

import binascii
import re
from base64 import encodebytes
from dataclasses import dataclass
from email.message import Message as Part
from email.policy import compat32
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Headers are handed over as they are to stand there, lines end as mail's do.
AS_GIVEN = compat32.clone(linesep="\r\n", mangle_from_=False)
_LONE_DOT = re.compile(rb"(?<=\n)\.(?=\r|\Z)")
_LINE_END = re.compile(r"\r\n?|\n")
#: What a mailbox file would take for the beginning of a message, or for one that was quoted (RFC 4155).
_FROM_LINE = re.compile(rb"^(>*From) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG that the HTML shows as `cid:name`; `name` is of ASCII letters, digits, dots and hyphens."""

    name: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Body:
    """One person's letter."""

    text: str
    html: str
    pictures: tuple[Picture, ...] = ()


def alternatives(body: Body, boundary: str) -> Part:
    """The letter as one part: a reader shows the last form it can, so the plain one comes first."""
    return _together(
        "alternative", f"{boundary}a", (_text("plain", body.text), _html(body, f"{boundary}r"))
    )


def quoted_printable(words: str) -> bytes:
    """Text as lines of at most 76 ASCII characters (RFC 2045, 6.7), none of them a dot or a From line."""
    encoded = binascii.b2a_qp(_LINE_END.sub("\r\n", words).encode())
    if b"\n.\r" in encoded or encoded.endswith(b"\n."):  # left behind by the break of a long line
        encoded = _LONE_DOT.sub(b"=2E", encoded)
    while b"From " in encoded and _FROM_LINE.search(encoded):  # a break may leave another one
        encoded = _FROM_LINE.sub(rb"\1=20=\r\n", encoded)
    return encoded


def _html(body: Body, boundary: str) -> Part:
    page = _text("html", body.html)
    if not body.pictures:
        return page
    return _together("related", boundary, (page, *map(_picture, body.pictures)))


def _text(subtype: str, words: str) -> Part:
    part = Part(AS_GIVEN)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(quoted_printable(words).decode("ascii"))
    return part


def _picture(picture: Picture) -> Part:
    part = Part(AS_GIVEN)
    part["Content-Type"] = "image/png"
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-ID"] = f"<{picture.name}>"
    part["Content-Disposition"] = f'inline; filename="{picture.name}.png"'
    part.set_payload(encodebytes(picture.png).decode("ascii"))
    return part


def _together(subtype: str, boundary: str, parts: Sequence[Part]) -> Part:
    whole = Part(AS_GIVEN)
    whole["Content-Type"] = f'multipart/{subtype}; boundary="{boundary}"'
    whole.set_payload(list(parts))
    return whole
