"""The git program: how it is called, what it may not do, and what its complaints mean. Its only caller.

Only plumbing is asked, and `blame`. It reads objects, which neither settings nor attributes nor the working
tree can change; nothing is fetched, no hook, filter or monitor of the repository's runs, no lock is taken.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

#: A repository on a dead network drive must not hold up a briefing for ever.
PATIENCE_SECONDS = 20
#: Settings of a repository that would run a program of its own, or colour an answer.
SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.warnAmbiguousRefs=true",
)
OPTIONS = (
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    *(word for setting in SETTINGS for word in ("-c", setting)),
)
FIXED = {
    "LC_ALL": "C",
    # No protocol at all, whatever settings allow: what is not here is not fetched while somebody waits.
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
#: What different commands call a branch without a commit.
NO_HEAD = ("bad revision", "ambiguous argument", "Not a valid object name")
PARTIAL = "it was fetched in part: fetch all of it with `git fetch --refetch --no-filter`"
SHALLOW = "the history ends in a shallow clone: fetch all of it"


class GitError(Exception):
    """Git cannot tell; the message says why in our words."""


class UnbornError(GitError):
    """There is a repository and no commit in it yet."""


class RefusedError(GitError):
    """Git refused, for a reason that only git has words for."""


@dataclass(frozen=True, slots=True)
class Git:
    """The git program, asked in one folder and about nothing but its objects."""

    folder: Path
    environment: Mapping[str, str]

    def ask(self, *words: str, given: bytes = b"", fine: Collection[int] = (0,)) -> bytes:
        """What it says; GitError where it ends with a code that is not fine, or not in time."""
        return self.heard(*words, given=given, fine=fine)[0]

    def heard(
        self, *words: str, given: bytes = b"", fine: Collection[int] = (0,)
    ) -> tuple[bytes, str]:
        """What it says, and its warnings; GitError as in `ask`."""
        said = self._run(words, given)
        complaints = said.stderr.decode("utf-8", "replace")
        if said.returncode not in fine:
            raise _explained(complaints)
        return said.stdout, complaints

    def _run(self, words: Sequence[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
        program = shutil.which("git", path=self.environment.get("PATH"))
        if program is None:
            raise GitError("git is not installed")
        kept = {k: v for k, v in self.environment.items() if not k.startswith("GIT_")}
        try:
            return subprocess.run(  # noqa: S603 - our own words; users' come after `--` or by pipe
                [program, *OPTIONS, *words], cwd=self.folder, env=kept | FIXED,
                input=given, capture_output=True, timeout=PATIENCE_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitError("git does not answer") from error

    def boundary(self) -> frozenset[str]:
        """The commits at which a shallow clone was cut off; none in a whole one."""
        told = self.ask("rev-parse", "--is-inside-work-tree", "--git-path", "shallow")
        inside, _, path = told.rstrip(b"\n").partition(b"\n")
        if inside != b"true":
            raise GitError("the folder is not a working tree of git")
        file = self.folder / os.fsdecode(path)
        return frozenset(file.read_text("ascii").split()) if file.is_file() else frozenset()


def _explained(complaint: str) -> GitError:
    if "not a git repository" in complaint:
        return GitError("the folder is in no git repository")
    if "dubious ownership" in complaint:
        return GitError(
            "the repository belongs to somebody else: "
            "trust it with `git config --global --add safe.directory` and its folder"
        )
    if any(f"{words} HEAD" in complaint.replace("'", "") for words in NO_HEAD):
        return UnbornError("there is no commit yet")
    if "object name list" in complaint:
        return GitError("the file that the setting blame.ignoreRevsFile names cannot be read")
    if "promisor" in complaint:
        return GitError(f"something is not in this clone; {PARTIAL}")
    said = [line for line in complaint.splitlines() if line.startswith(("fatal: ", "error: "))]
    first = next(iter(said or complaint.strip().splitlines()), "it said nothing")
    return RefusedError(f"git cannot read the repository: {first.removeprefix('fatal: ')}")
