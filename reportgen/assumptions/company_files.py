"""Everything of a company but the edition itself: read once, shared by all its editions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reportgen.assumptions import corrections
from reportgen.assumptions.company import Company
from reportgen.assumptions.corrections import Corrections
from reportgen.assumptions.disclosures import Disclosure, read_disclosures
from reportgen.assumptions.edition import Edition
from reportgen.assumptions.history import HistoryRow, read_history
from reportgen.assumptions.history_inputs import HistoryInputs, history_inputs
from reportgen.assumptions.market import Close, read_market
from reportgen.assumptions.sources import Sources
from reportgen.assumptions.text_files import read_text
from reportgen.assumptions.validation import Model, validated
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.assumptions.yaml_document import Document, read_yaml
from reportgen.problems import Collector, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reportgen.assumptions.inputs import Source

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class EditionFile:
    """One edition.yaml, checked in itself."""

    name: EditionName
    path: Path
    document: Document
    edition: Edition


@dataclass(frozen=True, slots=True)
class CompanyFiles:
    """The files all editions of a company share."""

    workspace: Workspace
    name: str
    company: Company
    document: Document
    sources: Mapping[str, Source]
    sources_document: Document
    history: tuple[HistoryRow, ...]
    history_inputs: HistoryInputs
    disclosures: tuple[Disclosure, ...]
    closes: tuple[Close, ...]
    paths: tuple[Path, ...]
    tables: Mapping[str, str]
    """The text of each CSV file as it was read, by the file's name."""
    corrections: Corrections
    """The notes on what was corrected after it had been published; none where there is no file."""
    corrections_document: Document | None
    _editions: dict[str, EditionFile] = field(default_factory=dict, compare=False)

    def edition(self, quarter: str) -> EditionFile:
        """One edition.yaml; asked for again it is not read again."""
        if quarter not in self._editions:
            self._editions[quarter] = read_edition_file(
                self.workspace, EditionName(self.name, quarter)
            )
        return self._editions[quarter]

    def quarters(self) -> tuple[str, ...]:
        """The quarters the company has an edition of, oldest first."""
        return self.workspace.editions(self.name)


def read_company(workspace: Workspace, name: str) -> CompanyFiles:
    """Read a company's shared files, or raise everything that is wrong in all of them."""
    collector = Collector()
    files = gather_company(workspace, name, collector)
    if files is None:
        raise ProblemsError(collector.problems)
    return files


def gather_company(workspace: Workspace, name: str, collector: Collector) -> CompanyFiles | None:
    """Read a company's shared files; None where something went into the collector."""
    reader = _FolderReader(workspace, name, collector)
    company = reader.model("company.yaml", Company)
    sources = reader.model("sources.yaml", Sources)
    # Which columns the history has is the company's to say: without it they cannot be checked.
    history = reader.history(company[1]) if company else None
    disclosures = reader.table("disclosures.csv", read_disclosures, optional=True)
    closes = reader.table("market.csv", read_market, optional=True)
    notes = reader.notes()
    if (
        company is None
        or notes is None
        or sources is None
        or history is None
        or disclosures is None
        or closes is None
    ):
        return None
    sources_by_key = sources[1].by_key()
    return CompanyFiles(
        workspace=workspace,
        name=name,
        document=company[0],
        company=company[1],
        sources_document=sources[0],
        sources=sources_by_key,
        history=history,
        history_inputs=history_inputs(
            company[1], history, sources_by_key, reader.shown("history.csv")
        ),
        disclosures=disclosures,
        closes=closes,
        paths=tuple(reader.paths),
        tables=reader.tables,
        corrections=notes[1],
        corrections_document=notes[0],
    )


def read_edition_file(workspace: Workspace, name: EditionName) -> EditionFile:
    """Read one edition.yaml, or raise everything that is wrong in it."""
    path = workspace.edition_folder(name) / "edition.yaml"
    document = read_yaml(path, workspace.shown(path))
    return EditionFile(name, path, document, validated(document, Edition))


def gathered(collector: Collector, read: Callable[[], Read]) -> Read | None:
    """What a reading gives, or None and its problems in the collector."""
    try:
        return read()
    except ProblemsError as error:
        for problem in error.problems:
            collector.add(problem)
        return None


@dataclass(slots=True)
class _FolderReader:
    """Reads the files of one company's folder, remembering which, and what is wrong with them."""

    workspace: Workspace
    name: str
    collector: Collector
    paths: list[Path] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)

    def path(self, file: str) -> Path:
        """A file of the folder."""
        return self.workspace.company_folder(self.name) / file

    def shown(self, file: str) -> str:
        """The same as messages name it."""
        return self.workspace.shown(self.path(file))

    def model(self, file: str, model: type[Model]) -> tuple[Document, Model] | None:
        """A YAML file and what it says."""
        self.paths.append(self.path(file))

        def read() -> tuple[Document, Model]:
            document = read_yaml(self.path(file), self.shown(file))
            return document, validated(document, model)

        return gathered(self.collector, read)

    def notes(self) -> tuple[Document | None, Corrections] | None:
        """The notes on corrections, which most companies do without."""
        if not self.path(corrections.FILE).exists():
            return None, Corrections({})
        return self.model(corrections.FILE, Corrections)

    def history(self, company: Company) -> tuple[HistoryRow, ...] | None:
        """The reported quarters, whose columns the company names."""
        return self.table("history.csv", partial(read_history, company=company))

    def table(
        self, file: str, read: Callable[[str, str], tuple[Read, ...]], *, optional: bool = False
    ) -> tuple[Read, ...] | None:
        """The rows of a CSV file; none where it may be missing and is."""
        path = self.path(file)
        if optional and not path.exists():
            return ()
        self.paths.append(path)

        def read_rows() -> tuple[Read, ...]:
            self.tables[file] = read_text(path, self.shown(file))
            return read(self.tables[file], self.shown(file))

        return gathered(self.collector, read_rows)
