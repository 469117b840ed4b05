"""A DKIM signature (RFC 6376) for houses whose server does not sign; the optional part `reportgen[dkim]`.

Made when the message is frozen, with the message's own date, so that it is the same at every attempt.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, cast

from reportgen.delivery.message.faults import MessageError
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.delivery.message import Message

#: What a reader goes by, and both headers by which he leaves (RFC 8058, 4), as far as they are there.
SIGNED = (
    b"from", b"reply-to", b"subject", b"date", b"to", b"message-id", b"list-id", b"list-unsubscribe",
    b"list-unsubscribe-post", b"mime-version", b"content-type",
)  # fmt: skip
_DATE = re.compile(rb"^Date: (.+?)\r$", re.MULTILINE)
_NAME = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Signer:
    """In whose name is signed: the public key stands in DNS at `selector`._domainkey.`domain`."""

    domain: str
    selector: str
    key: bytes = field(repr=False)


def signer(domain: str, selector: str, key_file: Path) -> Signer:
    """Read a private key (RSA, PEM); MessageError where it cannot be used or others may read it."""
    try:
        mode, key = key_file.stat().st_mode, key_file.read_bytes()
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise _refused(
            f"cannot be read: {why}", str(key_file), "name a file with the key"
        ) from error
    if mode & _OTHERS:
        raise _refused("may be read by others", str(key_file), f"chmod 600 {key_file}")
    _tried(key, key_file)
    return Signer(domain, selector, key)


def signed(message: Message, by: Signer) -> Message:
    """The message with a signature above its other headers."""
    from dkim import DKIM

    class Dated(DKIM):  # type: ignore[misc]  # the library has no types
        """The library looks at the clock; a frozen message has its own time."""

        def gen_header(self, fields: list[tuple[bytes, bytes]], *others: object) -> bytes:
            dated = [(name, moment if name == b"t" else value) for name, value in fields]
            return cast("bytes", super().gen_header(dated, *others))

    block = message.head.partition(b"\r\n\r\n")[0] + b"\r\n"
    moment = _moment(block)
    there = {name.lower() for name in _NAME.findall(block)}
    header = Dated(message.content, linesep=b"\r\n").sign(
        by.selector.encode(), by.domain.encode(), by.key,
        include_headers=[name for name in SIGNED if name in there],
    )  # fmt: skip
    return replace(message, head=header + message.head)


def _moment(block: bytes) -> bytes:
    found = _DATE.search(block)
    if not found:
        raise ValueError("a message without a date")
    date = parsedate_to_datetime(found.group(1).decode("ascii"))
    return str(int(date.timestamp())).encode("ascii")


def _tried(key: bytes, key_file: Path) -> None:
    try:
        from dkim.crypto import UnparsableKeyError, parse_pem_private_key
    except ImportError as error:
        raise _refused(
            "asks for signatures, which need another library", "", "pip install 'reportgen[dkim]'"
        ) from error
    try:
        parse_pem_private_key(key)
    except (UnparsableKeyError, ValueError, TypeError, IndexError) as error:
        advice = f"make one: openssl genrsa -traditional -out {key_file} 2048"
        raise _refused("is no RSA key in PEM", str(key_file), advice) from error


def _refused(what: str, found: str, advice: str) -> MessageError:
    return MessageError(Problem(Position("mail.yaml"), "dkim.key_file", what, found, advice))
