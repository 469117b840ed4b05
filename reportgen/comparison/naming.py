"""What a user means by `amazon/2026Q1`, `HEAD~3`, `v1:amazon/2026Q1` or `main...HEAD`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: The words for the files as they lie in the folder, committed or not.
WORKING_TREE = "working tree"
NEWEST = "HEAD"
SIDES = 2


class NamingError(Exception):
    """The words name no two sides; the message says why, and what to write."""


@dataclass(frozen=True, slots=True)
class Named:
    """One side as it was named: a revision ('' for the working tree) and an edition ('' for any)."""

    revision: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides; `since_fork` asks for what the newer added since the two parted."""

    before: Named
    after: Named
    since_fork: bool = False

    @property
    def edition(self) -> bool:
        """Whether one edition is meant, and not all that differ."""
        return bool(self.before.edition or self.after.edition)


def pair(
    words: Sequence[str], edition: Callable[[str], str], previous: Callable[[str], str]
) -> Pair:
    """Read the arguments; NamingError where they name no two sides.

    `edition` gives the full name of an edition in the working tree, '' for what is none; `previous` the one
    before it, '' for the first. One revision is compared with the working tree, one edition with the edition
    before it, and nothing at all means what has not been committed yet.
    """
    if len(words) > SIDES:
        raise NamingError(f"{len(words)} sides are named; name two at most: A B")
    if words and ".." in words[0]:
        return _range(*words, edition=edition)
    named = [_named(word, edition) for word in words]
    if not named:
        return Pair(Named(NEWEST), Named())
    if len(named) == SIDES:
        return Pair(*_sharing(*named))
    return _alone(named[0], previous)


def _alone(named: Named, previous: Callable[[str], str]) -> Pair:
    if named.revision or not named.edition:
        return Pair(named, Named(edition=named.edition))
    before = previous(named.edition)
    if not before:
        raise NamingError(f"there is no edition before {named.edition}; name two sides: A B")
    return Pair(Named(edition=before), named)


def _range(words: str, among: str = "", *, edition: Callable[[str], str]) -> Pair:
    """`A..B` and `A...B`, of which the second begins where the two parted; an empty end is HEAD.

    An edition behind it is the one that is looked at.
    """
    dots = "..." if "..." in words else ".."
    ends = words.split(dots)
    if len(ends) != SIDES or any(".." in end for end in ends):
        raise NamingError(f"'{words}' is no range; write A..B, or A...B for what B added")
    before, after = (_named(end or NEWEST, edition) for end in ends)
    if not (before.revision and after.revision):
        raise NamingError(f"'{words}' is a range of editions; name them apart: {' '.join(ends)}")
    if among:
        chosen = edition(among) or among
        before, after = (Named(end.revision, chosen) for end in (before, after))
    return Pair(*_sharing(before, after), since_fork=dots == "...")


def _named(word: str, edition: Callable[[str], str]) -> Named:
    """An edition of the working tree before a revision: a tag may have the name of what it marks."""
    if not word.strip():
        raise NamingError("no revision is named; write a branch, a tag, a commit or an edition")
    if word == WORKING_TREE:
        return Named()
    if found := edition(word):
        return Named(edition=found)
    revision, colon, inside = word.partition(":")
    if colon and revision and inside:
        return Named(revision, inside.removeprefix("assumptions/").strip("/"))
    return Named(word)


def _sharing(before: Named, after: Named) -> tuple[Named, Named]:
    """Where one side names an edition and the other a revision alone, both mean that edition."""
    return (
        Named(before.revision, before.edition or after.edition),
        Named(after.revision, after.edition or before.edition),
    )
