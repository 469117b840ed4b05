"""What git keeps, read as it was put there: objects by name, the files of a commit, who wrote a commit."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.repository.git import Git

#: Names and titles are shown in one line; whoever writes a longer one is cut short.
LONGEST_LINE = 200
SIGNATURE = re.compile(r"(?P<name>[^<]*?) *<[^>]*> (?P<moment>-?\d+) (?P<sign>[+-])(?P<zone>\d{4})")
REGULAR = (b"100644", b"100755", b"100664")


@dataclass(frozen=True, slots=True)
class Object:
    """An object of git's; its kind is `missing` or `ambiguous` where there is not exactly one."""

    name: str
    kind: str
    content: bytes


def read(git: Git, asked: Sequence[str]) -> list[Object]:
    """The objects that go by some names, in their order, in one call; no name may hold a line break."""
    if not asked:
        return []
    told = git.ask("cat-file", "--batch", given=as_lines(asked))
    return list(objects(told, len(asked)))


def as_lines(asked: Sequence[str]) -> bytes:
    """Names as git reads them from a pipe."""
    return b"".join(os.fsencode(name) + b"\n" for name in asked)


def objects(told: bytes, count: int) -> Iterator[Object]:
    """So many objects out of what `cat-file --batch` says."""
    at = 0
    for _ in range(count):
        end = told.index(b"\n", at)
        *_, name, kind, size = (b"", b"", *told[at:end].split(b" "))
        at = end + 1
        if not size.isdigit():
            yield Object("", size.decode("utf-8", "replace"), b"")
            continue
        yield Object(name.decode(), kind.decode(), told[at : at + int(size)])
        at += int(size) + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit: its path from the folder that is asked about, its object, its size in bytes."""

    path: str
    name: str
    size: int | None
    """None where the object is not there, as in a partial clone."""


def entries(git: Git, commit: str, *below: str) -> list[Entry]:
    """The regular files of a commit below some folders; links and submodules are no files of ours."""
    told = git.ask("ls-tree", "-r", "-z", "-l", commit, *below).split(b"\0")
    rows = [row.partition(b"\t") for row in told if row]
    split = [(head.split(), path) for head, _, path in rows]
    return [
        Entry(os.fsdecode(path), name.decode(), int(size) if size.isdigit() else None)
        for (mode, _, name, size), path in split
        if mode in REGULAR
    ]


@dataclass(frozen=True, slots=True)
class Authored:
    """What a commit says of itself; the day is that of the commit, where it was made."""

    parents: tuple[str, ...]
    author: str
    day: dt.date | None
    subject: str


def authored(content: bytes) -> Authored:
    """Read a commit; what cannot be made out is left empty."""
    head, _, message = content.partition(b"\n\n")
    fields = [line.partition(b" ")[::2] for line in head.splitlines()]
    known = dict(reversed(fields))
    encoding = known.get(b"encoding", b"utf-8").decode("ascii", "replace")
    title = message.lstrip(b"\n").partition(b"\n\n")[0].splitlines()
    return Authored(
        tuple(value.decode("ascii", "replace") for key, value in fields if key == b"parent"),
        _signed(known, b"author", encoding)["name"],
        _day(_signed(known, b"committer", encoding)),
        _in_a_line(_decoded(b" ".join(title), encoding)),
    )


def _signed(known: Mapping[bytes, bytes], role: bytes, encoding: str) -> dict[str, str]:
    match = SIGNATURE.search(_decoded(known.get(role, b""), encoding))
    parts = match.groupdict() if match else {"name": "", "moment": "", "sign": "", "zone": ""}
    return parts | {"name": _in_a_line(parts["name"])}


def _day(signed: Mapping[str, str]) -> dt.date | None:
    try:
        offset = dt.timedelta(hours=int(signed["zone"][:2]), minutes=int(signed["zone"][2:]))
        zone = dt.timezone(-offset if signed["sign"] == "-" else offset)
        return dt.datetime.fromtimestamp(int(signed["moment"]), zone).date()
    except (ValueError, OverflowError, OSError):
        return None


def _decoded(text: bytes, encoding: str) -> str:
    try:
        return text.decode(encoding, "replace")
    except LookupError:
        return text.decode("utf-8", "replace")


def _in_a_line(text: str) -> str:
    """Without what no terminal shows: control characters, turns of direction, line breaks."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"
