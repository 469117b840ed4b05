"""The commit at which what an edition saw was last changed, as git tells it. The only owner of git.

A revision is a commit whose file, cut as the edition cuts it, is what the edition saw, while no parent's
is. So rows added later, newer editions and merges of other work leave it alone. Only plumbing is
called: it reads objects, which neither settings nor attributes nor the working tree can change.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen.assumptions.text_files import decode
from reportgen.fingerprint import of_text
from reportgen.problems import ProblemsError
from reportgen.revisions import History, Revision, Revisions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.assumptions.seen import Seen, SeenFile

#: A repository on a dead network drive must not hold up a briefing for ever.
PATIENCE_SECONDS = 20
#: Commits looked up at a time: most files are found in the first few.
AT_A_TIME = 32
OPTIONS = (
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    "-c",
    "protocol.allow=never",
)
FIXED = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
SHALLOW = "the history ends in a shallow clone: fetch all of it"


class GitError(Exception):
    """Git cannot tell; the message says why in our words."""


def history(folder: Path, root: Path, environment: Mapping[str, str]) -> History:
    """The past of a company's folder inside the workspace `root`; where git has none, why."""
    git = Git(folder, environment)
    try:
        boundary, commit = git.boundary(), git.newest()
    except GitError as error:
        return History.fixed(str(error), Revisions(Revision(reason=str(error))))
    prefix = folder.relative_to(root).as_posix()
    return History(
        of_text(commit, *sorted(boundary)), partial(_revisions, git, commit, boundary, prefix)
    )


def _revisions(
    git: Git, commit: str, boundary: frozenset[str], prefix: str, seen: Seen
) -> Revisions:
    inside = {PurePosixPath(file.path).relative_to(prefix).as_posix(): file for file in seen.files}
    try:
        past = Past(git, git.commits(commit, tuple(inside)), boundary, tuple(inside))
        return past.revisions(inside)
    except GitError as error:
        return Revisions(Revision(reason=str(error)))


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: those before it, its moment in seconds, and its day where it was made."""

    parents: tuple[str, ...]
    moment: int
    day: dt.date


@dataclass(frozen=True, slots=True)
class Git:
    """The git program, asked about one folder and nothing but its objects."""

    folder: Path
    environment: Mapping[str, str]

    def boundary(self) -> frozenset[str]:
        """The commits at which a shallow clone was cut off; none in a whole one."""
        told = self._ask("rev-parse", "--is-inside-work-tree", "--git-path", "shallow")
        inside, _, path = told.rstrip(b"\n").partition(b"\n")
        if inside != b"true":
            raise GitError("the folder is not a working tree of git")
        file = self.folder / os.fsdecode(path)
        return frozenset(file.read_text("ascii").split()) if file.is_file() else frozenset()

    def newest(self) -> str:
        """The newest commit that changed anything in the folder; '' where none ever did."""
        try:
            return self._ask("rev-list", "--max-count=1", "HEAD", "--", ".").decode().strip()
        except UnbornError:
            return ""

    def commits(self, newest: str, paths: Sequence[str]) -> dict[str, Commit]:
        """The commits that changed one of the paths, newest first; their parents are among them."""
        if not newest:
            return {}
        told = self._ask(
            "rev-list", "--full-history", "--parents", "--date-order",
            "--encoding=UTF-8", "--format=format:%ct %cs", newest, "--", *paths,
        )  # fmt: skip
        lines = [line.split() for line in told.decode().splitlines()]
        return {
            commit: Commit(tuple(parents), int(moment), dt.date.fromisoformat(day))
            for (_, commit, *parents), (moment, day) in zip(lines[::2], lines[1::2], strict=True)
        }

    def names(self, wanted: Sequence[tuple[str, str]]) -> list[str]:
        """The object under each (commit, path); '' where the commit has no such file."""
        asked = "".join(f"{commit}:./{path}\n" for commit, path in wanted)
        told = self._ask("cat-file", "--batch-check=%(objecttype) %(objectname)", given=asked)
        lines = told.decode("utf-8", "replace").splitlines()
        return [line[5:] if line.startswith("blob ") else "" for line in lines]

    def contents(self, names: Sequence[str]) -> Iterator[bytes]:
        """What some objects hold."""
        told = self._ask("cat-file", "--batch", given="".join(f"{name}\n" for name in names))
        at = 0
        for _ in names:
            end = told.index(b"\n", at)
            size = int(told[at:end].split()[-1])
            yield told[end + 1 : end + 1 + size]
            at = end + size + 2

    def _ask(self, *words: str, given: str = "") -> bytes:
        program = shutil.which("git", path=self.environment.get("PATH"))
        if program is None:
            raise GitError("git is not installed")
        kept = {k: v for k, v in self.environment.items() if not k.startswith("GIT_")}
        try:
            told = subprocess.run(  # noqa: S603 - our own words; names of files come after `--` or by pipe
                [program, *OPTIONS, *words], cwd=self.folder, env=kept | FIXED,
                input=given.encode(), capture_output=True, timeout=PATIENCE_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitError("git does not answer") from error
        if told.returncode:
            raise _explained(told.stderr.decode("utf-8", "replace"))
        return told.stdout


class UnbornError(GitError):
    """There is a repository and no commit in it yet."""


def _explained(complaint: str) -> GitError:
    if "not a git repository" in complaint:
        return GitError("the folder is in no git repository")
    if "dubious ownership" in complaint:
        return GitError(
            "the repository belongs to somebody else: "
            "trust it with `git config --global --add safe.directory` and its folder"
        )
    if "bad revision 'HEAD'" in complaint or "ambiguous argument 'HEAD'" in complaint:
        return UnbornError("there is no commit yet")
    first = next(iter(complaint.strip().splitlines()), "it said nothing")
    return GitError(f"git cannot read the repository: {first.removeprefix('fatal: ')}")


@dataclass(frozen=True, slots=True)
class Past:
    """The commits that changed some files, and what the files were at each."""

    git: Git
    commits: Mapping[str, Commit]
    boundary: frozenset[str]
    paths: tuple[str, ...]
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _cuts: dict[tuple[str, str], str] = field(default_factory=dict)

    def revisions(self, files: Mapping[str, SeenFile]) -> Revisions:
        """The commit that last changed what was seen of each file, and the newest of them."""
        touched = {path: self._touched(path, file) for path, file in files.items()}
        changed = {
            path: commit is None or self._seen(self._head, path, file) != file.text
            for (path, file), commit in zip(files.items(), touched.values(), strict=True)
        }
        told = {
            file.path: self._told(touched[path], changed=changed[path])
            for path, file in files.items()
        }
        newest = self._newest({commit for commit in touched.values() if commit})
        return Revisions(self._told(newest, changed=any(changed.values())), told)

    @property
    def _head(self) -> str:
        return next(iter(self.commits), "")

    def _touched(self, path: str, file: SeenFile) -> str | None:
        """Walk back as long as a parent has what the newest commit has; None where that has nothing."""
        committed = self._seen(self._head, path, file) if self._head else None
        if committed is None:
            return None
        commit: str | None = self._head
        while commit is not None:
            last = commit
            parents = self.commits[last].parents
            commit = next((p for p in parents if self._seen(p, path, file) == committed), None)
        return last

    def _newest(self, commits: set[str]) -> str | None:
        """The commit that no other of them comes after; of several the latest."""
        ends = commits.difference(*(self._before(one) for one in commits))
        return max(ends, key=lambda end: (self.commits[end].moment, end), default=None)

    def _told(self, commit: str | None, *, changed: bool) -> Revision:
        if commit is None:
            return Revision(state="untracked")
        if commit in self.boundary:
            return Revision(reason=SHALLOW)
        return Revision(commit, self.commits[commit].day, "changed" if changed else "committed")

    def _seen(self, commit: str, path: str, file: SeenFile) -> str | None:
        """What the edition would have seen of the file at a commit; None where it was not there."""
        if (commit, path) not in self._names:
            self._look_up(commit)
        name = self._names[commit, path]
        if name and (path, name) not in self._cuts:
            self._cuts[path, name] = file.cut.of(self._texts[name])
        return self._cuts.get((path, name))

    def _look_up(self, commit: str) -> None:
        """Ask for all files at this commit and at as many before it as there are after it."""
        order = list(self.commits)
        begin = order.index(commit)
        chunk = order[begin : begin + max(begin, AT_A_TIME)]
        wanted = [(each, path) for each in chunk for path in self.paths]
        names = dict(zip(wanted, self.git.names(wanted), strict=True))
        new = tuple(sorted(set(names.values()) - {""} - set(self._texts)))
        self._texts.update(zip(new, map(_text, self.git.contents(new)), strict=True))
        self._names.update(names)

    def _before(self, commit: str) -> set[str]:
        """All commits before one."""
        known, waiting = set[str](), [*self.commits[commit].parents]
        while waiting:
            one = waiting.pop()
            if one not in known:
                known.add(one)
                waiting += self.commits[one].parents
        return known


def _text(content: bytes) -> str:
    """A file as it would be read; what cannot be read is like nothing that was seen."""
    try:
        return decode(content, "")
    except ProblemsError:
        return ""
