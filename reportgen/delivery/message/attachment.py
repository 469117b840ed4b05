"""The PDF as a part of a message, encoded once however many people get it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from email.utils import encode_rfc2231
from typing import Self

from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.words import unfit
from reportgen.problems import Position, Problem

#: What file systems take as one name, in bytes.
LONGEST_NAME = 255
#: Bytes that become one line of base64, and how long that is with its end.
LINE, ENCODED_LINE = 57, 78


@dataclass(frozen=True, slots=True)
class Attached:
    """A PDF under the name it is saved by.

    Its base64 (RFC 2045, 6.8) in lines with CRLF is `encoded` and, behind it, `rest`: what a copy has of
    its own at its end.
    """

    filename: str
    encoded: bytes
    rest: bytes = b""

    @classmethod
    def of(cls, filename: str, pdf: bytes) -> Self:
        """Encode a PDF; MessageError where no file can be called so."""
        fault = _unfit_name(filename)
        if fault:
            raise MessageError(
                Problem(Position(filename), "", "no attachment can be called so", fault)
            )
        return cls(filename, _encoded(pdf))

    def copy(self, base: bytes, pdf: bytes) -> Self:
        """A copy that begins with all of `base`, which is encoded here: only what follows is encoded anew."""
        if not pdf.startswith(base):
            raise ValueError("a copy does not begin with the document")
        lines = len(base) // LINE
        return replace(
            self, encoded=self.encoded[: lines * ENCODED_LINE], rest=_encoded(pdf[lines * LINE :])
        )

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """How the part begins: a name in ASCII for old readers, and the name itself (RFC 2231)."""
        plain = "".join(sign if sign.isascii() else "_" for sign in self.filename)
        if plain == self.filename:
            name = f'filename="{self.filename}"'
        else:
            name = f"filename*={encode_rfc2231(self.filename, 'utf-8')}"
        return (
            ("Content-Type", f'application/pdf; name="{plain}"'),
            ("Content-Transfer-Encoding", "base64"),
            ("Content-Disposition", f"attachment; {name}"),
        )


def _encoded(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def _unfit_name(filename: str) -> str:
    fault = unfit(filename)
    if fault:
        return fault
    if set(filename) & set('/\\":*?<>|'):
        return "a sign that some systems forbid in names"
    too_long = len(filename.encode()) > LONGEST_NAME
    return f"more than {LONGEST_NAME} bytes" if too_long else ""
