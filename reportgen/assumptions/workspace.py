"""Where the files are: the workspace, its companies and editions, and what users call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.assumptions.quarters import is_quarter
from reportgen.problems import Position, Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = "assumptions"
OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class EditionName:
    """A company and a quarter."""

    company: str
    quarter: str

    def __str__(self) -> str:
        """The name as a user types it: `amazon/2025Q4`."""
        return f"{self.company}/{self.quarter}"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds `assumptions/`."""

    root: Path

    def company_folder(self, company: str) -> Path:
        """Where the files of a company are."""
        return self.root / FOLDER / company

    def edition_folder(self, edition: EditionName) -> Path:
        """Where the files of an edition are."""
        return self.company_folder(edition.company) / edition.quarter

    def output_folder(self, edition: EditionName) -> Path:
        """Where what is made of an edition goes."""
        return self.root / OUTPUT / edition.company / edition.quarter

    def shown(self, path: Path) -> str:
        """A path as the user would type it at the workspace's root."""
        return path.relative_to(self.root).as_posix()

    def companies(self) -> tuple[str, ...]:
        """Every company that has a company.yaml, by name."""
        return tuple(
            sorted(path.parent.name for path in (self.root / FOLDER).glob("*/company.yaml"))
        )

    def editions(self, company: str) -> tuple[str, ...]:
        """The quarters a company has an edition of, oldest first."""
        found = self.company_folder(company).glob("*/edition.yaml")
        return tuple(sorted(path.parent.name for path in found if is_quarter(path.parent.name)))

    def find(self, wanted: str = "") -> EditionName:
        """The edition meant by `amazon/2025Q4`, `amazon` (its newest), `2025Q4` or nothing."""
        if not wanted and len(self.companies()) > 1:
            return self._newest()
        company, _, quarter = wanted.strip("/").partition("/")
        if is_quarter(company) and not quarter:
            company, quarter = "", company
        company = self._company(company)
        editions = self.editions(company)
        if not editions:
            where = self.shown(self.company_folder(company))
            raise _unknown(where, "has no edition yet", "", "create one: reportgen new")
        if quarter and quarter not in editions:
            where = self.shown(self.company_folder(company))
            raise _unknown(where, "has no such edition", quarter, _closest(quarter, editions))
        return EditionName(company, quarter or editions[-1])

    def has(self, wanted: str) -> bool:
        """Whether an edition is meant by these words."""
        try:
            return bool(wanted and self.find(wanted))
        except ProblemsError:
            return False

    def before(self, wanted: str) -> str:
        """The edition before the one that is meant; ProblemsError where it is the first."""
        name = self.find(wanted)
        earlier = [quarter for quarter in self.editions(name.company) if quarter < name.quarter]
        if not earlier:
            where = self.shown(self.company_folder(name.company))
            raise _unknown(
                where, f"has no edition before {name.quarter}", "", "name two sides: A B"
            )
        return f"{name.company}/{earlier[-1]}"

    def _newest(self) -> EditionName:
        """The latest quarter of all companies; of several, the one with the latest as-of moment."""
        names = [EditionName(c, q) for c in self.companies() for q in self.editions(c)[-1:]]
        if not names:
            raise _unknown(FOLDER, "has no edition yet", "", "create one: reportgen new")
        return max(names, key=lambda name: (name.quarter, self._as_of(name), name.company))

    def _as_of(self, name: EditionName) -> str:
        """What stands behind `as_of:`; which edition is meant must not hang on a file being right."""
        path = self.edition_folder(name) / "edition.yaml"
        lines = path.read_text("utf-8", errors="replace").splitlines()
        return next((line for line in lines if line.startswith("as_of:")), "")

    def _company(self, wanted: str) -> str:
        companies = self.companies()
        if not companies:
            raise _unknown(FOLDER, "holds no company", "", "create <company>/company.yaml in it")
        if wanted in companies:
            return wanted
        if wanted:
            raise _unknown(FOLDER, "has no such company", wanted, _closest(wanted, companies))
        if len(companies) > 1:
            names = ", ".join(companies)
            raise _unknown(
                FOLDER, "holds more than one company", names, "name the one that is meant"
            )
        return companies[0]


def find_workspace(start: Path) -> Workspace:
    """The nearest folder, from `start` upwards, that holds `assumptions/`."""
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_dir():
            return Workspace(folder)
    raise _unknown(
        ".",
        f"is not inside a folder that holds {FOLDER}/",
        "",
        "go there, or name it with --workspace",
    )


def _closest(word: str, known: Sequence[str]) -> str:
    # Company folders and quarters may be written in capitals, which `nearest` does not expect.
    by_lower = {name.lower(): name for name in known}
    advice = nearest(word, list(by_lower))
    for lower, name in by_lower.items():
        advice = advice.replace(f"'{lower}'", f"'{name}'")
    return advice if "'" in advice else f"there is: {', '.join(known)}"


def _unknown(where: str, what: str, found: str, advice: str) -> ProblemsError:
    return ProblemsError([Problem(Position(where), "", what, found, advice, stage="file")])
