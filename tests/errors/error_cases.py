"""Reads the files of cases: each breaks one line of the company in base/ and says what is told.

    === a name for the case
    file: 2026Q1/edition.yaml
    - the text that stands in base/, once
    + the text that is put in its place
    ! 2026Q1/edition.yaml:8:25: what `reportgen check` tells of the files and their figures, in full

Instead of `-` and `+` a case may say `bytes:` and a Python literal that becomes the whole file, or
`delete:` and a path. A case may change several files. It must tell its `!` lines and nothing else.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
COMPANY = "assumptions/lykke/"


@dataclass(slots=True)
class Change:
    """What is done to one file: text replaced, bytes put in its place, or the file deleted."""

    file: str
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    data: bytes | None = None
    delete: bool = False

    def apply(self, folder: Path) -> None:
        path = folder / self.file
        if self.delete:
            path.unlink()
        elif self.data is not None:
            path.write_bytes(self.data)
        else:
            text, before = path.read_text("utf-8"), "\n".join(self.before)
            assert text.count(before) == 1, (
                f"{before!r} stands {text.count(before)} times in {path}"
            )
            path.write_text(text.replace(before, "\n".join(self.after)), "utf-8")


@dataclass(slots=True)
class Case:
    """One way to break the files."""

    name: str
    changes: list[Change] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def all_cases() -> list[Case]:
    return [case for path in sorted(HERE.glob("*.cases")) for case in read_cases(path)]


def read_cases(path: Path) -> list[Case]:
    cases: list[Case] = []
    for line in path.read_text("utf-8").split("\n"):
        word, _, rest = line.partition(" ")
        if word == "===":
            cases.append(Case(f"{path.stem}: {rest}"))
        elif word in ("file:", "delete:"):
            cases[-1].changes.append(Change(rest, delete=word == "delete:"))
        elif word == "bytes:":
            cases[-1].changes[-1].data = eval_bytes(rest)
        elif word in ("-", "+"):
            change = cases[-1].changes[-1]
            (change.before if word == "-" else change.after).append(rest)
        elif word == "!":
            cases[-1].told.append(rest)
    return cases


def eval_bytes(text: str) -> bytes:
    """A bytes literal, or one repeated: b'x' * 10000000."""
    literal, _, count = text.partition(" * ")
    value = ast.literal_eval(literal)
    assert isinstance(value, bytes)
    return value * int(count or 1)
