"""Reads the files of cases, each a small file and all that is told of it.

=== a name for the case
| a line of the file, as it stands there
\\ a line with Python's escapes, for what an editor does not show
bytes: a bytes literal in place of the lines, or one repeated: b'x' * 10000000
! what is told, in full
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(slots=True)
class WholeFile:
    """A file, and what is told of it."""

    name: str
    lines: list[str] = field(default_factory=list)
    data: bytes = b""
    told: list[str] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """What stands in it."""
        return self.data or "".join(f"{line}\n" for line in self.lines).encode()


def cases(name: str) -> list[WholeFile]:
    """The cases of a file in this folder."""
    found: list[WholeFile] = []
    for line in (HERE / name).read_text("utf-8").split("\n"):
        word, _, rest = line.partition(" ")
        if word == "===":
            found.append(WholeFile(rest))
        elif word == "|":
            found[-1].lines.append(rest)
        elif word == "\\":
            found[-1].lines.append(ast.literal_eval(f"'{rest}'"))
        elif word == "bytes:":
            literal, _, count = rest.partition(" * ")
            found[-1].data = ast.literal_eval(literal) * int(count or 1)
        elif word == "!":
            found[-1].told.append(rest)
        else:
            assert not line, line
    return found
