"""The fonts of this machine, for names in letters that the house's typeface lacks.

Documents are printed without them (`documents/fontconfig.py`). Only a stamp, which is other for each
person, may be set in them, and then only letter by letter where the house has none.
"""

from __future__ import annotations

import shutil
import subprocess
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Outlines, upright and of the usual weight and width, are printed alike everywhere.
_FORMAT = (
    "%{file}\t%{weight}\t%{slant}\t%{width}\t%{color}\t%{variable}\t%{family[0]}\t%{charset}\n"
)
_PLAIN = ["80", "0", "100", "False", "False"]
_QUERY = "sans-serif:scalable=true:color=false:weight=80:slant=0:width=100"
#: They claim every letter and show each as a box or as nothing.
_PRETENDERS = ("Adobe Blank", "LastResort", ".LastResort", "Last Resort")
#: Drawn to stand beside each other, so they come first; the rest in the order of the machine's settings.
_FIRST = "Noto Sans"
SUFFIXES = (".otf", ".ttc", ".ttf")
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class MachineFont:
    """A font file and the letters it has, as the first and the last of each stretch of code points."""

    file: Path
    family: str
    stretches: tuple[tuple[int, int], ...]

    def has(self, letter: str) -> bool:
        """Whether it can show a letter."""
        code = ord(letter)
        at = bisect_right(self.stretches, (code, 0x110000)) - 1
        return at >= 0 and self.stretches[at][0] <= code <= self.stretches[at][1]


def machine_fonts() -> tuple[MachineFont, ...]:
    """What fontconfig knows here, the best first; empty where there is no fontconfig to ask."""
    command = shutil.which("fc-match")
    if command is None:
        return ()
    told = subprocess.run(  # noqa: S603 - the system's own program with words of ours
        [command, "--sort", "--all", "--format", _FORMAT, _QUERY],
        capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    found = list(_fonts(told.stdout.decode("utf-8", "replace")))
    return tuple(sorted(found, key=lambda font: not font.family.startswith(_FIRST)))


def _fonts(told: str) -> Iterator[MachineFont]:
    seen = set[str]()
    for line in told.splitlines():
        file, *properties = line.split("\t")
        *plain, family, letters = properties if len(properties) == len(_PLAIN) + 2 else [""] * 7
        usable = plain == _PLAIN and family not in _PRETENDERS and file.lower().endswith(SUFFIXES)
        if usable and file not in seen:
            seen.add(file)
            yield MachineFont(Path(file), family, tuple(_stretches(letters)))


def _stretches(letters: str) -> Iterator[tuple[int, int]]:
    """`20-7e a0` as (0x20, 0x7e), (0xa0, 0xa0)."""
    for stretch in letters.split():
        first, _, last = stretch.partition("-")
        yield int(first, 16), int(last or first, 16)
