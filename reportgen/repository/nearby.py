"""What to write instead of a revision that is none: the nearest branch or tag, or how to get more history."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.repository.git import Git

#: Beyond this many names a list of what there is helps nobody.
LONGEST_LIST = 8
#: What follows a name to mean a place before it: `main~3`, `v1^2`, `HEAD@{1}`.
STEPS = re.compile(r"[~^@:].*", re.DOTALL)
DEEPER = "this clone is shallow, so it may be there after `git fetch --unshallow`"


def near(git: Git, words: str) -> str:
    """Advice for a revision that was not found."""
    names = _names(git)
    if not names:
        return "there is no branch and no tag yet"
    advice = _nearest(git, words, names)
    return f"{advice}; {DEEPER}" if git.boundary() else advice


def _names(git: Git) -> list[str]:
    """Branches, tags and what is known of other repositories, as a user may type them."""
    told = git.ask(
        "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"
    )
    return told.decode("utf-8", "replace").split("\n")[:-1]


def _nearest(git: Git, words: str, names: Sequence[str]) -> str:
    name = STEPS.sub("", words)
    if name in {*names, "HEAD", ""}:
        return f"the history of '{name or 'HEAD'}' has no such place"
    elsewhere = [each for each in names if each.endswith(f"/{name}")]
    close = elsewhere or get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    if (git.folder / words).exists():
        return "that is a file or folder, and a branch, a tag or a commit is wanted"
    if len(names) <= LONGEST_LIST:
        return f"there is: {', '.join(names)}"
    return f"`git branch --all` and `git tag` list the {len(names)} names that there are"
