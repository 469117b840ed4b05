"""Which commit a file, or all that an edition saw, stands at; read elsewhere, printed and compared here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from reportgen.assumptions.seen import Seen

#: Changed: it is not as it was committed. Untracked: no commit has it. Unknown: nobody can tell.
State = Literal["committed", "changed", "untracked", "unknown"]
#: Digits of a commit that are printed: always as many, however large a repository grows.
SHORT = 10
IN_WORDS: Mapping[State, str] = {
    "committed": "",
    "changed": "with uncommitted changes",
    "untracked": "not under version control",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class Revision:
    """The last commit that changed what was seen, and the day of that commit."""

    commit: str = ""
    day: dt.date | None = None
    state: State = "unknown"
    reason: str = ""
    """Why it is unknown."""

    @property
    def short(self) -> str:
        """The commit as it is printed; '' where there is none."""
        return self.commit[:SHORT]


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revision of everything together, and that of each file by its path."""

    whole: Revision = Revision()
    files: Mapping[str, Revision] = field(default_factory=dict)

    def of(self, path: str) -> Revision:
        """The revision of a file; as unknown as the whole where nothing is known of it."""
        return self.files.get(path, Revision(reason=self.whole.reason))


@dataclass(frozen=True, slots=True)
class History:
    """What the edge knows of a folder's past without having read its files.

    `key` changes whenever a revision may have changed while the files have not; `of` tells them.
    """

    key: str
    of: Callable[[Seen], Revisions]

    @classmethod
    def fixed(cls, key: str, revisions: Revisions) -> History:
        """One that tells the same whatever was seen."""
        return cls(key, lambda _: revisions)


#: For files that nobody keeps a history of.
NO_HISTORY = History.fixed("", Revisions())
