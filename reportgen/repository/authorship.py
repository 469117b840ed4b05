"""Who last changed a line or a file, when, and in which commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.repository.blame import Blamed, blamed
from reportgen.repository.differences import differs, renamed, touched
from reportgen.repository.git import SHALLOW, Git, GitError, UnbornError
from reportgen.repository.lines import committed_lines, lines_of
from reportgen.repository.objects import authored, entries, read
from reportgen.revisions import SHORT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from reportgen.repository.snapshots import Point

__all__ = ["Authorship", "authors", "last_change", "renamed", "touched"]


@dataclass(frozen=True, slots=True)
class Authorship:
    """The commit that last changed something; without one, whether it is not committed or not known."""

    commit: str = ""
    author: str = ""
    day: dt.date | None = None
    subject: str = ""
    state: Literal["committed", "uncommitted", "unknown"] = "unknown"
    reason: str = ""
    """Why it is unknown."""

    @property
    def short(self) -> str:
        """The commit as it is printed; '' where there is none."""
        return self.commit[:SHORT]


UNCOMMITTED = Authorship(state="uncommitted")


def authors(
    root: Path, point: Point, wanted: Mapping[str, Sequence[int]], environment: Mapping[str, str]
) -> dict[tuple[str, int], Authorship]:
    """Who last changed each of some lines (from 1) of files (by path from the root), as of a point.

    Nothing is raised: where git cannot tell, the state is `unknown` and the reason says why.
    """
    git, paths = Git(root, environment), tuple(wanted)
    try:
        commit, texts = _committed(git, point.commit or "HEAD", paths)
        places = {path: _places(root, point, path, texts[path]) for path in paths}
        found = {
            (path, line): each
            for path, lines in wanted.items()
            for line, each in _of_file(git, commit, path, lines, places[path]).items()
        }
        return _signed(git, found)
    except GitError as error:
        reason = Authorship(reason=str(error))
        return {(path, line): reason for path, lines in wanted.items() for line in lines}


def last_change(
    root: Path, base: Point, point: Point, path: str, environment: Mapping[str, str]
) -> Authorship:
    """Who last changed, moved or deleted a file between two points; never raises, as `authors`."""
    git = Git(root, environment)
    try:
        if not (base.commit and point.commit) and _is_changed(git, path):
            return UNCOMMITTED
        return _between(git, base.commit or "HEAD", point.commit or "HEAD", path)
    except GitError as error:
        return Authorship(reason=str(error))


def _committed(
    git: Git, commit: str, paths: Sequence[str]
) -> tuple[str, Mapping[str, bytes | None]]:
    """The commit's full name ('' where there is none yet), and what each file was at it."""
    askable = [path for path in paths if "\n" not in path]
    first, *files = read(git, [f"{commit}^{{commit}}", *(f"{commit}:./{path}" for path in askable)])
    texts = {
        path: file.content if file.kind == "blob" else None
        for path, file in zip(askable, files, strict=True)
    }
    return first.name, {path: texts.get(path) for path in paths}


def _places(root: Path, point: Point, path: str, committed: bytes | None) -> list[int | None]:
    """For each line that the file has at the point its number in the committed file; None for a new one."""
    lines = lines_of(committed or b"")
    if point.commit:
        return [line.number for line in lines]
    try:
        return committed_lines(lines_of((root / path).read_bytes()), lines)
    except OSError:
        return []


def _of_file(
    git: Git, commit: str, path: str, lines: Iterable[int], places: Sequence[int | None]
) -> Mapping[int, Blamed | Authorship]:
    """What is known of each line of one file; a file that cannot be read leaves the others alone."""
    known = {line: places[line - 1] for line in lines if 0 < line <= len(places)}
    nowhere = dict.fromkeys(lines, Authorship(reason="the file has no such line"))
    try:
        found = blamed(git, commit, path, (place for place in known.values() if place))
    except GitError as error:
        return dict.fromkeys(lines, Authorship(reason=str(error)))
    return nowhere | {line: found[place] if place else UNCOMMITTED for line, place in known.items()}


def _signed(
    git: Git, found: Mapping[tuple[str, int], Blamed | Authorship]
) -> dict[tuple[str, int], Authorship]:
    """Each commit turned into who made it, all of them in one call."""
    told = _by_commit(git, {each for each in found.values() if isinstance(each, Blamed)})
    return {key: told[each] if isinstance(each, Blamed) else each for key, each in found.items()}


def _by_commit(git: Git, blames: Iterable[Blamed]) -> dict[Blamed, Authorship]:
    ordered = sorted(blames, key=lambda each: each.commit)
    return {
        each: _authorship(each, found.content)
        for each, found in zip(ordered, read(git, [b.commit for b in ordered]), strict=True)
    }


def _authorship(blame: Blamed, content: bytes) -> Authorship:
    """Where git knows of nothing before a commit that names others, the history was cut off there."""
    written = authored(content)
    if blame.at_the_end and written.parents:
        return Authorship(reason=SHALLOW)
    return Authorship(blame.commit, written.author, written.day, written.subject, "committed")


def _is_changed(git: Git, path: str) -> bool:
    """Whether the working tree's file is not the committed one."""
    file = git.folder / path
    try:
        committed = next(iter(entries(git, "HEAD", path)), None)
    except UnbornError:
        return True
    return differs(file, committed) if file.is_file() else committed is not None


def _between(git: Git, base: str, point: str, path: str) -> Authorship:
    """The newest commit that touched the file on the way to the point, else of those left behind."""
    told = git.ask(
        "rev-list", "--left-right", "--date-order", f"{base}...{point}", "--", path
    ).decode().split()  # fmt: skip
    commit = next((each for each in told if each.startswith(">")), next(iter(told), ""))[1:]
    if not commit:
        return Authorship(reason="no commit between the two changed it")
    blame = Blamed(commit, commit in git.boundary())
    return _by_commit(git, [blame])[blame]
