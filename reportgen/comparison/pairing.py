"""Which edition of the one side is compared with which of the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.assumptions.quarters import is_quarter
from reportgen.assumptions.workspace import EditionName
from reportgen.comparison.naming import NamingError
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from reportgen.assumptions.workspace import Workspace
    from reportgen.comparison.naming import Pair

#: What is read from an edition's folder and a company's; a record of what was sent out changes no page.
READ = frozenset((".yaml", ".csv", ".md"))
RECORD = "published.yaml"
EDITION = "edition.yaml"


@dataclass(frozen=True, slots=True)
class Match:
    """Two editions that are compared; a `new` one is held against the edition before it."""

    before: EditionName
    after: EditionName
    new: bool = False


@dataclass(frozen=True)
class Matching:
    """Two workspaces, and how git tells which file was called what: new path to old path.

    Where other formulas stand on the two sides, every company's newest edition may have other figures.
    """

    before: Workspace
    after: Workspace
    renames: Callable[[], Mapping[str, str]]
    other_formulas: bool = False

    def named(self, pair: Pair) -> Match:
        """The editions that were named; where a side has none of a name, the one that was renamed to it."""
        shared = pair.before.edition == pair.after.edition
        after = _found(self.after, pair.after.edition)
        before = after if shared else _found(self.before, pair.before.edition)
        if shared and not self.before.has(str(before)):
            before = self.old_names.get(after, after)
        elif shared and not self.after.has(str(after)):
            after = {old: new for new, old in self.old_names.items()}.get(before, after)
        if not any(_is_there(*side) for side in ((self.before, before), (self.after, after))):
            raise NamingError(f"there is no edition {after} on either side")
        return Match(before, after)

    def differing(self) -> Iterator[Match]:
        """Every edition whose files differ, came or went; where shared files do, a company's newest."""
        earlier, met = set(_editions(self.before)), set()
        for name in _editions(self.after):
            old = self.old_names.get(name, name)
            met.add(old)
            if old not in earlier:
                yield self._new(name, old)
            elif self._differs(name, old):
                yield Match(old, name)
        for name in sorted(earlier - met, key=str):
            yield Match(name, name)

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Folders of companies and editions that are called otherwise now: new name to old."""
        names = {
            (new, old) if new.quarter != old.quarter else (new.company, old.company)
            for new, old in self.old_names.items()
        }
        return {str(new): str(old) for new, old in sorted(names, key=str)}

    @cached_property
    def old_names(self) -> dict[EditionName, EditionName]:
        """What editions were called that only the newer side has under this name."""
        old, new = set(_editions(self.before)), set(_editions(self.after))
        if not (old - new and new - old):
            return {}
        told = {_edition_of(now): _edition_of(then) for now, then in self.renames().items()}
        return {
            now: then for now, then in told.items() if now and then and now in new - old and then in old
        }  # fmt: skip

    def _new(self, name: EditionName, old: EditionName) -> Match:
        """A new edition beside the one before it on the older side; alone where there is none."""
        quarters = [q for q in self.before.editions(old.company) if q < name.quarter]
        return (
            Match(EditionName(old.company, quarters[-1]), name, new=True)
            if quarters
            else Match(old, name)
        )

    def _differs(self, name: EditionName, old: EditionName) -> bool:
        own = (self.before.edition_folder(old), self.after.edition_folder(name))
        shared = (self.before.company_folder(old.company), self.after.company_folder(name.company))
        newest = name.quarter == self.after.editions(name.company)[-1]
        return _differ(*own) or (newest and (self.other_formulas or _differ(*shared)))


def differing_files(before: Path, after: Path) -> tuple[str, ...]:
    """Every file at or below two folders that is not the same in both, by its path from there."""
    old, new = _below(before), _below(after)
    return tuple(sorted(path for path in old | new if not _same(before / path, after / path)))


def is_full_name(words: str) -> bool:
    """Whether words are of the form `company/quarter`."""
    company, _, quarter = words.partition("/")
    return bool(company) and is_quarter(quarter)


def _below(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix() for path in files}


def _same(one: Path, other: Path) -> bool:
    """Whether both are there with the same content, with line ends as git keeps them."""
    both = one.is_file() and other.is_file()
    return both and _content(one) == _content(other)


def _content(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def _differ(before: Path, after: Path) -> bool:
    return _files(before) != _files(after)


def _files(folder: Path) -> dict[str, bytes]:
    """What is read from a folder, not from below it."""
    files = folder.iterdir() if folder.is_dir() else ()
    read = (path for path in files if path.suffix in READ and path.name != RECORD)
    return {path.name: _content(path) for path in read if path.is_file()}


def _editions(workspace: Workspace) -> Iterator[EditionName]:
    for company in workspace.companies():
        for quarter in workspace.editions(company):
            yield EditionName(company, quarter)


def _is_there(workspace: Workspace, name: EditionName) -> bool:
    return (workspace.edition_folder(name) / EDITION).is_file()


def _found(workspace: Workspace, words: str) -> EditionName:
    """The edition that is meant; a full name is one even where this side has no such edition."""
    if is_full_name(words):
        return EditionName(*words.split("/"))
    try:
        return workspace.find(words)
    except ProblemsError as error:
        problem = error.problems[0]
        raise NamingError(f"'{words}' is no edition: {problem.position.path} {problem.what}; "
                          f"{problem.advice}") from error  # fmt: skip


def _edition_of(path: str) -> EditionName | None:
    """The edition whose edition.yaml is at a path; None for other files."""
    _, *names, file = path.split("/")
    whole = file == EDITION and len(names) == len(("company", "quarter")) and is_quarter(names[1])
    return EditionName(*names) if whole else None
