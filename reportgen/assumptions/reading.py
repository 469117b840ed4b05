"""What one edition knew: its own file and what of the company's files was public on its as-of day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.assumptions.company_files import (
    CompanyFiles,
    EditionFile,
    gather_company,
    gathered,
    read_company,
)
from reportgen.assumptions.disclosure_inputs import disclosure_inputs
from reportgen.assumptions.history_inputs import history_inputs
from reportgen.assumptions.policy import effective_policy
from reportgen.assumptions.stated_inputs import (
    Sheet,
    baseline_inputs,
    edition_inputs,
    peer_inputs,
    thesis_inputs,
)
from reportgen.assumptions.text_files import read_text
from reportgen.problems import Collector, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.assumptions.company import Company, Policy
    from reportgen.assumptions.disclosures import Disclosure
    from reportgen.assumptions.edition import Edition
    from reportgen.assumptions.history import HistoryRow
    from reportgen.assumptions.inputs import Input, Source
    from reportgen.assumptions.market import Close
    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.assumptions.yaml_document import Document

__all__ = ["Assumptions", "read_company", "read_edition"]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Everything one edition rests on; nothing in it was published after its as-of day."""

    name: EditionName
    company: Company
    edition: Edition
    policy: Policy
    """The house's rules with this edition's overrides."""
    sources: Mapping[str, Source]
    inputs: Mapping[str, Input]
    quarters: tuple[str, ...]
    """The reported quarters, oldest first."""
    quarterly: Mapping[str, Mapping[str, Input]]
    """For each of them the columns of history.csv as of that quarter, with lags."""
    peers: Mapping[str, Mapping[str, Input]]
    history: tuple[HistoryRow, ...]
    disclosures: tuple[Disclosure, ...]
    prices: Mapping[str, tuple[Close, ...]]
    """Closes by ticker, oldest first."""
    briefing_path: str
    briefing_text: str
    company_document: Document
    edition_document: Document
    company_files: CompanyFiles
    """The files as they are, later rows and other editions included."""
    files: tuple[Path, ...]
    """Every file the edition was read from."""


def read_edition(
    workspace: Workspace, name: EditionName, company_files: CompanyFiles | None = None
) -> Assumptions:
    """Read one edition, or raise everything that is wrong with the form of its files.

    Give `company_files` to read several editions of a company without reading its files again.
    Whether the files agree with one another is for `consistency.contradictions` to say.
    """
    collector = Collector()
    files = company_files or gather_company(workspace, name.company, collector)
    folder = workspace.edition_folder(name)
    briefing = folder / "briefing.md"
    text = gathered(collector, lambda: read_text(briefing, workspace.shown(briefing)))
    own = gathered(collector, lambda: _edition(workspace, name, files))
    if own is None or files is None or text is None:
        raise ProblemsError(collector.problems)
    start = _baseline(files, own)
    policy = effective_policy(files.company, own.edition, own.document)
    return _assembled(files, own, start, policy, (workspace.shown(briefing), text), briefing)
