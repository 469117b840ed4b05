"""What a server says of itself: greeted, encrypted and logged in, and nothing sent."""

from __future__ import annotations

import datetime as dt
import ssl
from typing import TYPE_CHECKING

from reportgen.delivery.doctor import Finding, doubtful, fault, fine
from reportgen.delivery.outcomes import StopError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.delivery.transports.smtp import Smtp
    from reportgen.delivery.transports.smtp_line import Line

#: Days of a certificate's life that are few enough to say so.
FEW_DAYS = 14


def server_findings(
    transport: Smtp, size: int | None, most: int, today: dt.date
) -> tuple[Finding, ...]:
    """Open a line as sending would, look at it, and close it. No message is begun.

    `size` is that of the largest message of a plan, in bytes, None where there is no plan yet; `most` what
    mail.yaml allows a message to have.
    """
    try:
        transport.open()
    except StopError as error:
        return (fault(str(error), ""),)
    except UnreachableError as error:
        return (fault(str(error), "try again later"),)
    try:
        assert transport.line is not None  # noqa: S101 - `open` has just returned
        return tuple(_findings(transport.line, size, most, today))
    finally:
        transport.close()


def _findings(line: Line, size: int | None, most: int, today: dt.date) -> Iterator[Finding]:
    if isinstance(line.wire, ssl.SSLSocket):
        yield fine(f"encrypted with {line.wire.version()}, and the certificate is for this name")
        yield _certificate(line.wire, today)
    offered = line.esmtp_features.get("auth", "").split()
    yield fine(f"logins offered: {', '.join(offered) if offered else 'none'}")
    yield _size(line.esmtp_features.get("size", "").strip(), size, most)
    yield _ability(
        line,
        "smtputf8",
        "SMTPUTF8",
        "addresses with other letters than ASCII before the @ are refused",
    )
    yield _ability(line, "8bitmime", "8BITMIME", "messages to such addresses are refused")
    if line.has_extn("pipelining"):
        yield fine("PIPELINING is offered, and not needed")


def _ability(line: Line, key: str, name: str, without: str) -> Finding:
    if line.has_extn(key):
        return fine(f"{name} is offered")
    return doubtful(f"{name} is not offered", without)


def _certificate(wire: ssl.SSLSocket, today: dt.date) -> Finding:
    shown = wire.getpeercert() or {}
    ends = ssl.cert_time_to_seconds(str(shown["notAfter"]))
    last = dt.datetime.fromtimestamp(ends, dt.UTC).date()
    left = (last - today).days
    what = f"the certificate is valid until {last}, {left} more days"
    if left < FEW_DAYS:
        return doubtful(what, "its administrator has to renew it soon")
    return fine(what)


def _size(announced: str, size: int | None, most: int) -> Finding:
    """SIZE (RFC 1870): 0 or no number is no limit that is told."""
    if not announced.isdigit() or int(announced) == 0:
        return doubtful(
            "the server tells no limit for a message's size", "send with --limit 1 first"
        )
    limit = int(announced)
    if size is not None and size > limit:
        return fault(
            f"the largest message has {size:,} bytes, and the server takes {limit:,}",
            "make the PDF smaller",
        )
    if size is None and most > limit:
        return doubtful(
            f"max_message_mb allows {most:,} bytes, and the server takes {limit:,}",
            f"set it to {limit // 1_000_000} or less",
        )
    return fine(f"messages may have {limit:,} bytes")
