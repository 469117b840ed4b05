"""The messages in a mailbox file of ours, found without reading all of it into memory.

An entry is a line `From address time`, the message with LF, and an empty line (RFC 4155). No line of our
messages begins with `From `, so nothing is quoted, and every reader sees the bytes that were written,
whichever dialect of the format it speaks. The empty line is written last: it is what makes an entry whole.
"""

from __future__ import annotations

import mmap
import os
import re
import time
from dataclasses import dataclass
from email.utils import mktime_tz, parsedate_tz
from typing import TYPE_CHECKING

from reportgen.delivery.transports.naming import as_kept, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.delivery.message import Message

END = b"\n"
_NEXT = b"\nFrom "
_BOUNDARY = re.compile(rb'^Content-Type: multipart/mixed; boundary="([^"]+)"', re.MULTILINE)
_DATE = re.compile(rb"^Date: (.+?)\r?$", re.MULTILINE)
#: Headers of ours are found within so many bytes.
_HEAD = 65536


class ForeignError(Exception):
    """A file that holds something which was not written here."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Where each message lies, by its name, and up to where the file is whole."""

    places: dict[str, tuple[int, int]]
    whole: int


def begun(message: Message) -> bytes:
    """An entry but for the empty line that ends it."""
    return b"From %s %s\n" % (message.sender.encode(), _moment(message.head)) + as_kept(message)


def body_of(entry: bytes) -> bytes:
    """The message of an entry."""
    return entry.partition(b"\n")[2].removesuffix(END)


def entries(handle: int) -> Entries:
    """Find the messages in an open file; the last is left out where it was cut off.

    Raises ForeignError where there are others than ours.
    """
    size = os.fstat(handle).st_size
    if not size:
        return Entries({}, 0)
    with mmap.mmap(handle, size, access=mmap.ACCESS_READ) as content:
        spans = tuple(_spans(content))
        last, end = spans[-1]
        whole = end if _is_whole(content[last:end]) else last
        places = {
            _name(content[start:end][:_HEAD]): (start, end) for start, end in spans if end <= whole
        }
    return Entries(places, whole)


def _spans(content: mmap.mmap) -> Iterator[tuple[int, int]]:
    start, size = 0, len(content)
    while start < size:
        found = content.find(_NEXT, start)
        end = size if found < 0 else found + 1
        yield start, end
        start = end


def _name(entry: bytes) -> str:
    try:
        return name_of(entry if entry.startswith(b"From ") else b"")
    except ValueError as error:
        raise ForeignError from error


def _is_whole(entry: bytes) -> bool:
    boundary = _BOUNDARY.search(entry[:_HEAD])
    return boundary is not None and entry.endswith(b"\n--%s--\n%s" % (boundary.group(1), END))


def _moment(head: bytes) -> bytes:
    """The message's date as RFC 4155 writes it, in UTC."""
    found = _DATE.search(head)
    parsed = parsedate_tz(found.group(1).decode("ascii")) if found else None
    moment = mktime_tz(parsed) if parsed else 0
    return time.asctime(time.gmtime(moment)).encode("ascii")
