"""What a user means by `amazon/2026Q1`, `HEAD~3`, `v1:amazon/2026Q1` or `main...HEAD`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: The words for the files as they lie in the folder, committed or not.
WORKING_TREE = "working tree"
NEWEST = "HEAD"


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


def pair(words: Sequence[str], is_edition: Callable[[str], bool], previous: Callable[[str], str]) -> Pair:
    """Read the arguments; ProblemsError where they name no two sides.

    One revision is compared with the working tree, one edition with the edition before it, and nothing at
    all means what has not been committed yet.
    """
    if len(words) == 1 and ".." in words[0]:
        return _range(words[0], is_edition)
    named = [_named(word, is_edition) for word in words]
    if not named:
        return Pair(Named(NEWEST), Named())
    if len(named) == 1 and named[0].revision:
        return Pair(named[0], Named(edition=named[0].edition))
    if len(named) == 1:
        return Pair(Named(edition=previous(named[0].edition)), named[0])
    return Pair(*_sharing(*named))


def _range(words: str, is_edition: Callable[[str], bool]) -> Pair:
    """`A..B` and `A...B`, of which the second begins where the two parted; an empty end is HEAD."""
    dots = "..." if "..." in words else ".."
    ends = words.split(dots)
    if len(ends) != len(("from", "to")) or any(".." in end for end in ends):
        raise _wrong(words, "is no range", "write A..B, or A...B for what B added")
    before, after = (_named(end or NEWEST, is_edition) for end in ends)
    if not (before.revision and after.revision):
        raise _wrong(words, "is a range of editions", "name two editions: A B")
    return Pair(*_sharing(before, after), since_fork=dots == "...")


def _named(word: str, is_edition: Callable[[str], bool]) -> Named:
    """An edition of the working tree before a revision: a tag may have the name of what it marks."""
    if word == WORKING_TREE:
        return Named()
    if is_edition(word):
        return Named(edition=word)
    revision, colon, edition = word.partition(":")
    if colon and revision and edition:
        return Named(revision, edition.removeprefix("assumptions/").strip("/"))
    return Named(word)


def _sharing(before: Named, after: Named) -> tuple[Named, Named]:
    """Where one side names an edition and the other a revision alone, both mean that edition."""
    return (
        Named(before.revision, before.edition or after.edition),
        Named(after.revision, after.edition or before.edition),
    )


def _wrong(words: str, what: str, advice: str) -> ProblemsError:
    return ProblemsError([Problem(Position("diff"), "", what, words, advice, stage="file")])
