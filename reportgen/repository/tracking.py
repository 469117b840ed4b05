"""What git does with a file that it should know nothing of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from reportgen.repository.git import Git, GitError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Standing(Enum):
    """How a file stands to the repository around it."""

    OUTSIDE = "in no repository"
    IGNORED = "ignored"
    UNTRACKED = "not tracked, and not ignored either"
    TRACKED = "tracked"
    UNCERTAIN = "not known"


@dataclass(frozen=True, slots=True)
class Tracking:
    """How a file stands to git; `root` is the working tree's folder, `why` says what git could not tell."""

    standing: Standing
    root: Path | None = None
    why: str = ""


def tracking_of(file: Path, environment: Mapping[str, str]) -> Tracking:
    """How the file that a path leads to stands to the repository around it, if there is one."""
    file = file.resolve()
    root = next((folder for folder in file.parents if (folder / ".git").exists()), None)
    if root is None:
        return Tracking(Standing.OUTSIDE)
    git = Git(file.parent, environment)
    try:
        if git.ask("ls-files", "-z", "--", file.name):
            return Tracking(Standing.TRACKED, root)
        new = git.ask("ls-files", "-z", "--others", "--exclude-standard", "--", file.name)
        return Tracking(Standing.UNTRACKED if new else Standing.IGNORED, root)
    except GitError as error:
        return Tracking(Standing.UNCERTAIN, root, str(error))
