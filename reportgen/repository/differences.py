"""Which of a workspace's files two points in history do not share, and which only changed their names."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportgen.repository.git import Git
from reportgen.repository.layout import lay_out
from reportgen.repository.objects import entries
from reportgen.repository.snapshots import FOLDERS, Point, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.repository.objects import Entry

NAMES_OF_HASHES = {40: "sha1", 64: "sha256"}
RENAMES = (
    "-z",
    "-M",
    "-l1000",
    "--name-status",
    "--diff-filter=R",
    "--no-ext-diff",
    "--no-textconv",
)


def touched(root: Path, a: Point, b: Point, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The paths below assumptions/ and templates/ that are not the same at both; SnapshotError as elsewhere.

    Of the working tree all files count that git would not ignore; line ends are no difference in it.
    """
    git = Git(root, environment)
    with told(f"what differs between {a.words} and {b.words} cannot be told"):
        if a.commit and b.commit:
            return _between_commits(git, a.commit, b.commit)
        if not a.commit and not b.commit:
            return ()
        names = working_files(git)
        files = {each.path: each for each in entries(git, a.commit or b.commit, *FOLDERS)}
    gone = files.keys() - names
    return tuple(sorted(gone | {path for path in names if differs(root / path, files.get(path))}))


def renamed(root: Path, a: Point, b: Point, environment: Mapping[str, str]) -> dict[str, str]:
    """New path to old path of the files below assumptions/ that git takes for renamed from `a` to `b`."""
    git = Git(root, environment)
    with told(f"what was renamed between {a.words} and {b.words} cannot be told"):
        if a.commit and b.commit:
            where = ("--relative", a.commit, b.commit, "--", FOLDERS[0])
            return _pairs(git.ask("diff-tree", "-r", *RENAMES, *where))
        if not a.commit and not b.commit:
            return {}
        pairs = _with_working_tree(git, a.commit or b.commit)
    return pairs if a.commit else {old: new for new, old in pairs.items()}


def working_files(git: Git) -> frozenset[str]:
    """The regular files of the working tree that git knows or would not ignore."""
    told = git.ask(
        "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *FOLDERS
    )  # fmt: skip
    paths = (os.fsdecode(path) for path in told.split(b"\0") if path)
    return frozenset(path for path in paths if _is_regular(git.folder / path))


def _between_commits(git: Git, a: str, b: str) -> tuple[str, ...]:
    found = git.ask(
        "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", a, b, "--", *FOLDERS
    )
    return tuple(sorted(os.fsdecode(path) for path in found.split(b"\0") if path))


def _is_regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def differs(path: Path, committed: Entry | None) -> bool:
    """Whether a file is not the committed one, however git is set to write line ends."""
    if committed is None:
        return True
    data = path.read_bytes()
    same = {_name(data, committed), _name(data.replace(b"\r\n", b"\n"), committed)}
    return committed.name not in same


def _name(data: bytes, like: Entry) -> str:
    """The name that git would give to the content of a file."""
    digest = hashlib.new(NAMES_OF_HASHES[len(like.name)], usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data) + data)
    return digest.hexdigest()


def _with_working_tree(git: Git, commit: str) -> dict[str, str]:
    """What was renamed since a commit: what came and what went are laid out beside each other for git."""
    files = {each.path: each for each in entries(git, commit, FOLDERS[0])}
    names = {path for path in working_files(git) if path.startswith(f"{FOLDERS[0]}/")}
    went, came = sorted(files.keys() - names), sorted(names - files.keys())
    if not went or not came:
        return {}
    with TemporaryDirectory() as folder:
        place = Path(folder)
        lay_out(git, [files[path] for path in went], place / "a")
        for path in came:
            target = place / "b" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((git.folder / path).read_bytes().replace(b"\r\n", b"\n"))
        beside = Git(place, git.environment)
        told = beside.ask("diff", "--no-index", *RENAMES, "a", "b", fine=(0, 1))
    return {new.removeprefix("b/"): old.removeprefix("a/") for new, old in _pairs(told).items()}


def _pairs(told: bytes) -> dict[str, str]:
    """New path to old, out of `R100`, old, new, one behind the other."""
    words = [os.fsdecode(word) for word in told.split(b"\0")][:-1]
    return dict(zip(words[2::3], words[1::3], strict=True))
