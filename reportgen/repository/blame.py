"""Which commit each line of a committed file came with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.repository.git import Git

GROUP = re.compile(
    rb"^(?P<commit>[0-9a-f]{40,64}) \d+ (?P<first>\d+) (?P<size>\d+)$|^(?P<end>boundary)$",
    re.MULTILINE,
)
#: The empty name takes back all commits that a setting tells git to look through.
BLAME = ("blame", "--incremental", "--no-textconv", "--ignore-revs-file=")
#: Beyond this many stretches of lines it is as quick to ask about the whole file.
STRETCHES = 100


@dataclass(frozen=True, slots=True)
class Blamed:
    """The commit that a line came with; whether git knows of nothing before it."""

    commit: str
    at_the_end: bool


def blamed(git: Git, commit: str, path: str, lines: Iterable[int]) -> dict[int, Blamed]:
    """The commit of each of some lines of a file; the lines have to be there."""
    stretches = list(_stretches(sorted(set(lines))))
    if not stretches:
        return {}
    few = stretches if len(stretches) <= STRETCHES else []
    limits = [f"-L{first},{last}" for first, last in few]
    return _read(git.ask(*BLAME, *limits, commit, "--", path))


def _stretches(lines: list[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for line in lines:
        if first and line > last + 1:
            yield first, last
            first = line
        first, last = first or line, line
    if first:
        yield first, last


def _read(told: bytes) -> dict[int, Blamed]:
    found, ends, commit = dict[int, str](), set[str](), ""
    for match in GROUP.finditer(told):
        if match["end"]:
            ends.add(commit)
            continue
        commit, first = match["commit"].decode(), int(match["first"])
        found.update(dict.fromkeys(range(first, first + int(match["size"])), commit))
    return {line: Blamed(each, each in ends) for line, each in found.items()}
