"""The PDF as a part of a message, encoded once however many people get it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email.utils import encode_rfc2231
from typing import Self

from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.words import unfit
from reportgen.problems import Position, Problem

#: What file systems take as one name, in bytes.
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Attached:
    """A PDF under the name it is saved by; `encoded` is its base64 (RFC 2045, 6.8) in lines with CRLF."""

    filename: str
    encoded: bytes

    @classmethod
    def of(cls, filename: str, pdf: bytes) -> Self:
        """Encode a PDF; MessageError where no file can be called so."""
        fault = _unfit_name(filename)
        if fault:
            raise MessageError(
                Problem(Position(filename), "", "no attachment can be called so", fault)
            )
        return cls(filename, base64.encodebytes(pdf).replace(b"\n", b"\r\n"))

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


def _unfit_name(filename: str) -> str:
    fault = unfit(filename)
    if fault:
        return fault
    if set(filename) & set('/\\":*?<>|'):
        return "a sign that some systems forbid in names"
    too_long = len(filename.encode()) > LONGEST_NAME
    return f"more than {LONGEST_NAME} bytes" if too_long else ""
