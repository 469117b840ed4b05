"""What became of each recipient, as a delivery status says it (RFC 3464; in UTF-8: RFC 6533)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.delivery.bounces.parts import Part, fields_of, header
from reportgen.delivery.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_QUOTED = re.compile(r"(?i)smtp; ?[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_HEXADECIMAL = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")


@dataclass(frozen=True, slots=True)
class Fate:
    """What a report says of one recipient; empty where it says nothing.

    `status` is the enhanced status code of RFC 3463, `diagnostic` what the remote server said;
    `original` is the address as we wrote it, `final` the one it came to in the end.
    """

    action: str = ""
    status: str = ""
    diagnostic: str = ""
    original: str = ""
    final: str = ""
    remote: str = ""


def fates_in(part: Part) -> Iterator[Fate]:
    """The groups of a delivery status, but the first, which speaks of the message as a whole."""
    kind = part.get_content_type()
    if kind not in {"message/delivery-status", "message/global-delivery-status"}:
        return
    for group in fields_of(part):
        if header(group, "Action") or header(group, "Final-Recipient"):
            yield _fate(group)


def _fate(group: Part) -> Fate:
    diagnostic = printable(header(group, "Diagnostic-Code"))
    return Fate(
        header(group, "Action").split(" ")[0].lower()[:20],
        _status(header(group, "Status"), diagnostic),
        diagnostic,
        _typed(header(group, "Original-Recipient")),
        _typed(header(group, "Final-Recipient")),
        _typed(header(group, "Remote-MTA")),
    )


def _status(stated: str, diagnostic: str) -> str:
    """The code that a report states, or that of the server it quotes where it states none or only 5.0.0.

    Exim writes 5.0.0 whatever the other server said.
    """
    own, quoted = _STATUS.match(stated), _QUOTED.match(diagnostic)
    status = own[0] if own else ""
    if quoted and (not status or status == f"{quoted[1][0]}.0.0"):
        return quoted[1]
    return status


def _typed(value: str) -> str:
    """`rfc822; ann@halden.example` without its type; utf-8 addresses as RFC 6533, 3 writes them."""
    text = _HEXADECIMAL.sub(_character, value.rpartition(";")[2])
    return printable(text).strip("<> ")


def _character(code: re.Match[str]) -> str:
    number = int(code.group(1), 16)
    return chr(number) if number < 0x110000 else " "  # noqa: PLR2004 - the last of Unicode
