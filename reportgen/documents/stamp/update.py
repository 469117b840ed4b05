"""Writes an update behind the end of a PDF: objects that are new or take the place of others.

What was there before stays to the last byte (ISO 32000-1, 7.5.6). Only files that list their objects in
cross-reference streams are updated (7.5.8); all that are printed here do.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

END = b"%%EOF\n"
#: Where an object is: at a place of the file, or in a pack.
_AT_PLACE, _PACKED = 1, 2
#: Bytes for which of these, for the place or the pack's number, for the place in the pack.
_WIDTHS = (1, 4, 2)


@dataclass(frozen=True, slots=True)
class Trailer:
    """What the latest list of a file's objects says.

    `size` is the first number that is free, `start` the list's own place; `root` and `info` are numbers;
    `identity` is the name that the file got when it was made.
    """

    size: int
    start: int
    root: int
    info: int
    identity: bytes


@dataclass(frozen=True, slots=True)
class Pack:
    """Objects that are no streams, compressed together (ISO 32000-1, 7.5.7), and the pack's own number."""

    number: int
    members: tuple[int, ...]
    body: bytes

    @staticmethod
    def of(number: int, objects: Mapping[int, bytes]) -> Pack:
        """Put them together in the order of their numbers."""
        index, bodies = list[bytes](), bytearray()
        for member in sorted(objects):
            index.append(b"%d %d " % (member, len(bodies)))
            bodies += objects[member] + b"\n"
        head = b"".join(index)
        about = b"/Type /ObjStm /N %d /First %d" % (len(index), len(head))
        return Pack(number, tuple(sorted(objects)), compressed(about, head + bytes(bodies)))


def stream(about: bytes, content: bytes) -> bytes:
    """A stream as an object's body; `about` is what its dictionary says besides the length."""
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (about, len(content), content)


def compressed(about: bytes, content: bytes) -> bytes:
    """The same with its content compressed."""
    return stream(about + b" /Filter /FlateDecode", zlib.compress(content, 9))


def updated(content: bytes, trailer: Trailer, pack: Pack, objects: Mapping[int, bytes]) -> bytes:
    """The file with a pack and with other objects, bodies by number, behind its end."""
    written, places = bytearray(), dict[int, tuple[int, int, int]]()
    for at, member in enumerate(pack.members):
        places[member] = (_PACKED, pack.number, at)
    for number, body in sorted({**objects, pack.number: pack.body}.items()):
        places[number] = (_AT_PLACE, len(content) + len(written), 0)
        written += _object(number, body)
    own, start = max(trailer.size, max(places) + 1), len(content) + len(written)
    places[own] = (_AT_PLACE, start, 0)
    written += _object(own, stream(_about_list(trailer, bytes(written), places), _entries(places)))
    written += b"startxref\n%d\n%s" % (start, END)
    return content + bytes(written)


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def _about_list(trailer: Trailer, written: bytes, numbers: Mapping[int, object]) -> bytes:
    """The dictionary of the new list: the name of the first making stays, that of the present is new."""
    now = sha256(trailer.identity + written).hexdigest()[: len(trailer.identity)].encode()
    runs = b" ".join(b"%d %d" % (run[0], len(run)) for run in _runs(sorted(numbers)))
    return (
        b"/Type /XRef /Size %d /Prev %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] /Index [%s] /W [%s]"
        % (
            max(numbers) + 1, trailer.start, trailer.root, trailer.info,
            trailer.identity.hex().encode(), now.hex().encode(), runs,
            b" ".join(b"%d" % width for width in _WIDTHS),
        )
    )  # fmt: skip


def _entries(places: Mapping[int, tuple[int, int, int]]) -> bytes:
    return b"".join(
        value.to_bytes(width, "big")
        for number in sorted(places)
        for value, width in zip(places[number], _WIDTHS, strict=True)
    )


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers in a row together."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]
