"""A point in history that a user names, and the files of a workspace as they were at it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.repository.git import Git, GitError, RefusedError
from reportgen.repository.layout import UnreadableError, lay_out
from reportgen.repository.nearby import near
from reportgen.repository.objects import as_lines, authored, entries, objects, read
from reportgen.revisions import SHORT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FOLDERS = ("assumptions", "templates")
PROGRAM = "reportgen"
#: What no name of a revision can hold, and what would let one name be read as two.
UNNAMEABLE = re.compile(r"[\x00-\x1f\x7f]")
WHAT_IT_IS = "write a branch, a tag, a commit or a place before one, such as HEAD~3"
#: `:/words` looks for a commit by its message and takes all that follows as these words.
BY_MESSAGE = ":/"


class SnapshotError(Exception):
    """A point in history cannot be read; the message says what, why and what to do."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in history, resolved; `commit` is the full name, '' for the working tree."""

    words: str
    """As the user wrote it: `HEAD~3`, `main`, `v1`, `working tree`."""
    commit: str = ""
    day: dt.date | None = None
    author: str = ""
    subject: str = ""

    @property
    def short(self) -> str:
        """The commit as it is printed; '' for the working tree."""
        return self.commit[:SHORT]


#: The files as they lie in the workspace, committed or not.
WORKING_TREE = Point("working tree")


@contextmanager
def told(what: str) -> Iterator[None]:
    """Whatever git cannot do inside becomes a SnapshotError about `what`."""
    try:
        yield
    except GitError as error:
        instead = "name editions as they lie in the folder (amazon/2026Q1) to compare without git"
        raise SnapshotError(f"{what}: {error}; {instead}") from error
    except UnreadableError as error:
        raise SnapshotError(f"{what}: {error}") from error


def resolve(root: Path, words: str, environment: Mapping[str, str]) -> Point:
    """The commit that a user's words mean; SnapshotError where they mean none, or more than one."""
    _refuse_what_is_no_name(words)
    git = Git(root, environment)
    with told(f"'{words}' cannot be looked up"):
        return _looked_up(git, words)


def merge_base(root: Path, a: Point, b: Point, environment: Mapping[str, str]) -> Point:
    """The newest commit that both come from, as for A...B; SnapshotError where there is none here."""
    git, words = Git(root, environment), f"merge base of {a.words} and {b.words}"
    with told(f"the {words} cannot be found"):
        ends = (point.commit or "HEAD" for point in (a, b))
        found = git.ask("merge-base", *ends, fine=(0, 1)).decode().strip()
        if found:
            return _point(words, found, read(git, [found])[0].content)
        cut = git.boundary()
    why = (
        "this clone is shallow and its history ends before; fetch all of it: `git fetch --unshallow`"
        if cut
        else f"the two share no history; compare them directly: {a.words}..{b.words}"
    )
    raise SnapshotError(f"there is no {words}: {why}")


def snapshot(
    root: Path,
    point: Point,
    folder: Path,
    environment: Mapping[str, str],
    below: Sequence[str] = FOLDERS,
) -> None:
    """Write the workspace's files as they were at a commit into an empty folder: a workspace of its own.

    Nothing is checked out. Whoever needs no templates leaves them out of `below`: typefaces are large.
    Links and submodules are left out, and of a file too large for any reader only its size is kept.
    SnapshotError where not everything can be read; then the folder holds a part.
    """
    git = Git(root, environment)
    with told(f"the files of {_named(point)} cannot be read"):
        (folder / FOLDERS[0]).mkdir(parents=True, exist_ok=True)
        lay_out(git, entries(git, point.commit, *below), folder)


def program_at(root: Path, point: Point, folder: Path, environment: Mapping[str, str]) -> bool:
    """Write the program's modules of a commit into a folder; False where the commit has no formulas."""
    git = Git(root, environment)
    with told(f"the formulas of {_named(point)} cannot be read"):
        modules = [e for e in entries(git, point.commit, PROGRAM) if e.path.endswith(".py")]
        if not any(each.path.startswith(f"{PROGRAM}/formulas") for each in modules):
            return False
        lay_out(git, modules, folder)
    return True


def _named(point: Point) -> str:
    if not point.commit:
        raise ValueError("the working tree is read where it lies")
    return f"'{point.words}' ({point.short})"


def _refuse_what_is_no_name(words: str) -> None:
    if not words.strip():
        raise SnapshotError(f"no revision is named: {WHAT_IT_IS}")
    if words.startswith("-") or UNNAMEABLE.search(words):
        raise SnapshotError(f"{words!r} names no revision: {WHAT_IT_IS}")
    if not words.startswith(BY_MESSAGE) and (words.startswith("^") or ".." in words):
        raise SnapshotError(f"'{words}' is no single point in history: {WHAT_IT_IS}")


def _looked_up(git: Git, words: str) -> Point:
    asked = words if words.startswith(BY_MESSAGE) else f"{words}^{{commit}}"
    try:
        said, complaint = git.heard("cat-file", "--batch", given=as_lines([asked]))
    except RefusedError as error:
        raise SnapshotError(f"'{words}' is no revision: {error}; {near(git, words)}") from error
    found = next(objects(said, 1))
    if "warning: refname " in complaint:
        advice = f"write 'heads/{words}' for the branch or 'tags/{words}' for the tag"
        raise SnapshotError(f"'{words}' means more than one thing: {advice}")
    if "short object ID" in complaint:
        raise SnapshotError(
            f"'{words}' is the beginning of several commits: write more of its digits"
        )
    if found.kind != "commit":
        raise SnapshotError(f"'{words}' is no revision in this repository: {near(git, words)}")
    return _point(words, found.name, found.content)


def _point(words: str, commit: str, content: bytes) -> Point:
    written = authored(content)
    return Point(words, commit, written.day, written.author, written.subject)
