"""The commits that touched some files, and which object each file was at each of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.repository.git import UnbornError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.repository.git import Git


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: those before it, its moment in seconds, and its day where it was made."""

    parents: tuple[str, ...]
    moment: int
    day: dt.date


def newest(git: Git) -> str:
    """The newest commit that changed anything in the folder; '' where none ever did."""
    try:
        return git.ask("rev-list", "--max-count=1", "HEAD", "--", ".").decode().strip()
    except UnbornError:
        return ""


def commits(git: Git, newest: str, paths: Sequence[str]) -> dict[str, Commit]:
    """The commits that changed one of the paths, newest first; their parents are among them."""
    if not newest:
        return {}
    told = git.ask(
        "rev-list", "--full-history", "--parents", "--date-order",
        "--encoding=UTF-8", "--format=format:%ct %cs", newest, "--", *paths,
    )  # fmt: skip
    lines = [line.split() for line in told.decode().splitlines()]
    return {
        commit: Commit(tuple(parents), int(moment), dt.date.fromisoformat(day))
        for (_, commit, *parents), (moment, day) in zip(lines[::2], lines[1::2], strict=True)
    }


def names(git: Git, wanted: Sequence[tuple[str, str]]) -> list[str]:
    """The object under each (commit, path); '' where the commit has no such file."""
    asked = "".join(f"{commit}:./{path}\n" for commit, path in wanted).encode()
    told = git.ask("cat-file", "--batch-check=%(objecttype) %(objectname)", given=asked)
    lines = told.decode("utf-8", "replace").splitlines()
    return [line[5:] if line.startswith("blob ") else "" for line in lines]
