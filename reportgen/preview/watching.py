"""Which files have changed since the last look, as the file system tells by their stamps.

Looking is cheap enough to do many times a second and works on every file system, also on those of
containers and networks, which send no notice.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

#: Seconds between two looks, and for how long nothing may move before what is there counts as saved.
PAUSE = 0.1
QUIET = 0.05
#: So many times a change may follow on a change; a file that is written for ever must not block the page.
MOST_MOVES = 10

#: When a file was written and renamed, its size, and which file it is.
Stamp = tuple[int, int, int, int]
#: By path; as text, since looking makes many of them many times a second.
Stamps = dict[str, Stamp]


@dataclass(frozen=True, slots=True)
class Places:
    """What is watched: folders with all that is in them, and single files, none of which has to exist."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...] = ()

    def stamps(self) -> Stamps:
        """The stamp of every file; one that is gone, or is gone while we look, has none."""
        found = {path: entry for folder in self.folders for path, entry in _inside(folder)}
        for file in self.files:
            with suppress(OSError):
                found[str(file)] = _stamp(file.stat())
        return found


def settled(look: Callable[[], Stamps], sleep: Callable[[float], object]) -> Stamps:
    """The stamps once they stand still: editors write in steps, and often several files at once."""
    seen = look()
    for _ in range(MOST_MOVES):
        sleep(QUIET)
        again = look()
        if again == seen:
            break
        seen = again
    return seen


def apart(stamps: Mapping[str, Stamp], folder: Path) -> tuple[Stamps, Stamps]:
    """The stamps of the files inside a folder, and all others."""
    inside = {path: stamp for path, stamp in stamps.items() if path.startswith(f"{folder}{os.sep}")}
    return inside, {path: stamp for path, stamp in stamps.items() if path not in inside}


def _inside(folder: Path | str) -> Iterator[tuple[str, Stamp]]:
    """The files of a folder and those below; links to folders are not followed, so none goes in circles."""
    entries: list[os.DirEntry[str]] = []
    with suppress(OSError), os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if _is_passing(entry.name):
            continue
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                yield from _inside(entry.path)
            elif stat.S_ISREG((told := entry.stat()).st_mode):
                yield entry.path, _stamp(told)


def _is_passing(name: str) -> bool:
    """What editors and systems put beside a file for their own use."""
    return name.startswith((".", "#")) or name.endswith("~")


def _stamp(told: os.stat_result) -> Stamp:
    return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino
