"""The commit at which what an edition saw was last changed.

A revision is a commit whose file, cut as the edition cuts it, is what the edition saw, while no parent's
is. So rows added later, newer editions and merges of other work leave it alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reportgen.assumptions.text_files import decode
from reportgen.fingerprint import of_text
from reportgen.problems import ProblemsError
from reportgen.repository import commits as log
from reportgen.repository.git import SHALLOW, Git, GitError
from reportgen.repository.objects import read
from reportgen.revisions import History, Revision, Revisions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.assumptions.seen import Seen, SeenFile
    from reportgen.repository.commits import Commit

#: Commits looked up at a time: most files are found in the first few.
AT_A_TIME = 32


def history(folder: Path, root: Path, environment: Mapping[str, str]) -> History:
    """The past of a company's folder inside the workspace `root`; where git has none, why."""
    git = Git(folder, environment)
    try:
        boundary, commit = git.boundary(), log.newest(git)
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
        past = Past(git, log.commits(git, commit, tuple(inside)), boundary, tuple(inside))
        return past.revisions(inside)
    except GitError as error:
        return Revisions(Revision(reason=str(error)))


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
        names = dict(zip(wanted, log.names(self.git, wanted), strict=True))
        new = tuple(sorted(set(names.values()) - {""} - set(self._texts)))
        self._texts.update(
            zip(new, (_text(found.content) for found in read(self.git, new)), strict=True)
        )
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
