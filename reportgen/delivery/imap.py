"""A mailbox on an IMAP server (RFC 3501), opened to be read only: nothing is moved, marked or deleted."""

from __future__ import annotations

import imaplib
import re
from base64 import b64decode, b64encode
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import RefusedError
from reportgen.delivery.printable import printable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence


#: A connection to a server.
Server = imaplib.IMAP4
#: So many messages are asked for at a time.
AT_ONCE = 100
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID = re.compile(rb"\bUID (\d+)")
_PLAIN_RUN = re.compile(r"([ -%'-~]+)|(&)|([^ -~]+)")
_CODED_RUN = re.compile(r"&([^-]*)-")
_LISTED = re.compile(rb'\) (?:"(?:\\.|[^"])*"|NIL) (.+)$')


def examine(server: Server, name: str, key: str) -> None:
    """Open a mailbox to be read only; RefusedError, with `key` of mail.yaml, where there is none."""
    answer, _ = server.select(quoted(encoded_name(name)), readonly=True)
    if answer != "OK":
        known = ", ".join(_names(server)) or "none that this user sees"
        raise RefusedError(
            f"mail.yaml: {key}: the server has no mailbox '{name}'; there are: {known}"
        )


def since(server: Server, day: dt.date) -> list[str]:
    """The UIDs of the messages that came on a day or later, as the server counts days."""
    return _searched(server, "SINCE", f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}")


def with_message_id(server: Server, message_id: str) -> list[str]:
    """The UIDs of messages whose Message-ID holds this one: a search finds parts of it as well."""
    return _searched(server, "HEADER", "Message-ID", quoted(message_id))


def headers_of(server: Server, uids: Sequence[str], most: int) -> Iterator[tuple[str, bytes]]:
    """The first `most` bytes of the headers of each message, with its UID."""
    wanted = iter(uids)
    while some := list(islice(wanted, AT_ONCE)):
        yield from _fetched(server, ",".join(some), f"BODY.PEEK[HEADER]<0.{most}>")


def content_of(server: Server, uid: str, most: int) -> bytes:
    """The first `most` bytes of a message; empty where it is gone."""
    return next((found for _, found in _fetched(server, uid, f"BODY.PEEK[]<0.{most}>")), b"")


def _searched(server: Server, *words: str) -> list[str]:
    _, found = server.uid("SEARCH", *words)
    return [number.decode("ascii", "replace") for line in found if line for number in line.split()]


def _fetched(server: Server, uids: str, item: str) -> Iterator[tuple[str, bytes]]:
    """A server may write the UID before the text it sends or behind it."""
    _, found = server.uid("FETCH", uids, f"(UID {item})")
    for line, following in pairwise([*found, b""]):
        if isinstance(line, tuple):
            behind = following if isinstance(following, bytes) else b""
            number = _UID.search(line[0]) or _UID.search(behind)
            if number:
                yield number.group(1).decode("ascii"), line[1]


def encoded_name(name: str) -> str:
    """A mailbox's name in the modified UTF-7 of RFC 3501, 5.1.3; ASCII stays, but for &."""
    return "".join(
        plain or (_base64(other) if other else "&-") for plain, _, other in _PLAIN_RUN.findall(name)
    )


def _base64(run: str) -> str:
    coded = b64encode(run.encode("utf-16-be")).decode("ascii")
    return f"&{coded.rstrip('=').replace('/', ',')}-"


def decoded_name(coded: str) -> str:
    """A name as people write it, out of modified UTF-7; as it stands where it is none."""
    try:
        return _CODED_RUN.sub(lambda run: _text(run[1]) if run[1] else "&", coded)
    except ValueError:
        return coded


def _text(run: str) -> str:
    padded = run.replace(",", "/") + "=" * (-len(run) % 4)
    return b64decode(padded, validate=True).decode("utf-16-be")


def quoted(text: str) -> str:
    """A string as the protocol writes it (RFC 3501, 4.3)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _names(server: Server) -> list[str]:
    _, listed = server.list()
    found = [_LISTED.search(line) for line in listed if isinstance(line, bytes)]
    coded = [match[1].decode("ascii", "replace").strip('"') for match in found if match]
    return [printable(decoded_name(name)) for name in coded[:20]]
