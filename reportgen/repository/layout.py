"""Files of a commit written into a folder, byte by byte as they were committed."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reportgen.repository.git import PARTIAL
from reportgen.repository.objects import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reportgen.repository.git import Git
    from reportgen.repository.objects import Entry

#: No file that is ever read comes near this, a theme's typeface included. Readers refuse by size, so the size
#: is all that they are given of a larger one.
LARGEST = 8_000_000
#: Bytes asked of git in one call, so that a repository full of large files does not fill the memory.
AT_A_TIME = 64_000_000
FORBIDDEN = frozenset({"", ".", "..", ".git"})


class UnreadableError(Exception):
    """A file of a commit cannot be had, or cannot be written here; the message says which and why."""


def lay_out(git: Git, files: Sequence[Entry], folder: Path) -> None:
    """Write some files of a commit below a folder in which none of them is yet."""
    for file in files:
        _refuse(file)
    small = [file for file in files if (file.size or 0) <= LARGEST]
    for file in files:
        if (file.size or 0) > LARGEST:
            _write(folder, file, b"")
    for some in _portions(small):
        for file, found in zip(some, read(git, [each.name for each in some]), strict=True):
            if found.kind != "blob":
                raise _missing(file)
            _write(folder, file, found.content)


def _portions(files: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    total = accumulate((file.size or 0) for file in files)
    number = [size // AT_A_TIME for size in total]
    for one in dict.fromkeys(number):
        yield [file for file, each in zip(files, number, strict=True) if each == one]


def _refuse(file: Entry) -> None:
    """Names that git itself would not make: a repository from elsewhere may hold anything."""
    if not FORBIDDEN.isdisjoint(part.lower() for part in file.path.split("/")):
        raise UnreadableError(f"it holds {file.path!r}, a name that leads elsewhere")
    if file.size is None:
        raise _missing(file)


def _missing(file: Entry) -> UnreadableError:
    return UnreadableError(f"'{file.path}' is not in this clone; {PARTIAL}")


def _write(folder: Path, file: Entry, content: bytes) -> None:
    target = folder / file.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as written:
            written.write(content)
            written.truncate(file.size)
    except FileExistsError:
        raise UnreadableError(
            f"'{file.path}' stands twice in it, in letters this disk cannot tell apart"
        ) from None
    except OSError as error:
        raise UnreadableError(
            f"'{file.path}' cannot be written: {error.strerror or error}"
        ) from error
