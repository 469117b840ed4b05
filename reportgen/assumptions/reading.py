"""What one edition knew: its own file and what of the company's was public on its as-of day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reportgen.assumptions.company_files import (
    CompanyFiles,
    EditionFile,
    gather_company,
    gathered,
    read_company,
    read_edition_file,
)
from reportgen.assumptions.consistency import contradictions
from reportgen.assumptions.disclosure_inputs import disclosure_inputs
from reportgen.assumptions.policy import effective_policy
from reportgen.assumptions.stated_inputs import (
    Sheet,
    baseline_inputs,
    edition_inputs,
    peer_inputs,
    thesis_inputs,
)
from reportgen.assumptions.text_files import read_text
from reportgen.assumptions.valuation_inputs import valuation_inputs
from reportgen.problems import Collector, ProblemsError

if TYPE_CHECKING:
    import datetime as dt
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
    from reportgen.problems import Problem

__all__ = ["Assumptions", "read_company", "read_edition", "read_editions"]


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
    warnings: tuple[Problem, ...] = ()
    """What the files' agreement leaves to be desired without stopping anything."""


def read_edition(workspace: Workspace, name: EditionName) -> Assumptions:
    """Read and check one edition, or raise everything that is wrong with its files."""
    collector = Collector()
    return _checked(
        _read(workspace, name, gather_company(workspace, name.company, collector), collector)
    )


def read_editions(
    workspace: Workspace, name: EditionName, *, agreeing: bool = True
) -> tuple[Assumptions, ...]:
    """Read and check one edition, and read those before it; oldest first.

    The earlier ones must be readable, but whether they agree with the company's files is told when
    they themselves are checked: today's edition must not stop on what was published long ago.
    What an edition once saw is read again without `agreeing`: some rules look at what came later.
    """
    collector = Collector()
    shared = gather_company(workspace, name.company, collector)
    earlier = [quarter for quarter in workspace.editions(name.company) if quarter < name.quarter]
    names = [*(replace(name, quarter=quarter) for quarter in earlier), name]
    read = [
        gathered(collector, partial(_read, workspace, each, shared, Collector())) for each in names
    ]
    editions = [edition for edition in read if edition is not None]
    if len(editions) < len(names):
        raise ProblemsError(collector.problems)
    return (*editions[:-1], _checked(editions[-1]) if agreeing else editions[-1])


def _checked(assumptions: Assumptions) -> Assumptions:
    problems = contradictions(assumptions)
    Collector(problems).stop_if_any()
    return replace(assumptions, warnings=tuple(problems))


def _read(
    workspace: Workspace, name: EditionName, shared: CompanyFiles | None, collector: Collector
) -> Assumptions:
    read_own = (
        partial(shared.edition, name.quarter)
        if shared
        else partial(read_edition_file, workspace, name)
    )
    own = gathered(collector, read_own)
    briefing = workspace.edition_folder(name) / "briefing.md"
    text = gathered(collector, partial(read_text, briefing, workspace.shown(briefing)))
    start = gathered(collector, partial(_start, shared, name)) if shared else None
    policy = gathered(collector, partial(_policy, shared, own)) if shared and own else None
    if shared is None or own is None or text is None or policy is None or start is None:
        raise ProblemsError(collector.problems)
    return _assumptions(shared, own, start, policy, text)


def put_together(shared: CompanyFiles, own: EditionFile, text: str) -> Assumptions:
    """What an edition of files that have been read knew; whether they agree is not looked at."""
    return _assumptions(shared, own, _start(shared, own.name), _policy(shared, own), text)


def _start(shared: CompanyFiles, name: EditionName) -> EditionFile | Company:
    """Where the path to the target starts: as company.yaml says, else with the earliest edition."""
    if shared.company.thesis.baseline:
        return shared.company
    return shared.edition(next(iter(shared.quarters()), name.quarter))


def _policy(shared: CompanyFiles, own: EditionFile) -> Policy:
    return effective_policy(shared.company, own.edition, own.document)


def _assumptions(
    shared: CompanyFiles, own: EditionFile, start: EditionFile | Company, policy: Policy, text: str
) -> Assumptions:
    as_of = own.edition.as_of.date()
    rows = tuple(row for row in shared.history if row.published <= as_of)
    statements = tuple(row for row in shared.disclosures if row.published <= as_of)
    visible = dict.fromkeys(row.period for row in rows).keys()
    quarterly = {q: shared.history_inputs.of_quarter(q, visible) for q in visible}
    newest = rows[-1].period if rows else own.name.quarter
    sheet = Sheet(own.document, shared.sources, policy, as_of)
    inputs = {
        "last_quarter_end": shared.history_inputs.end_of(newest),
        **shared.history_inputs.of_quarter(newest, visible),
        **_named(_stated_inputs(shared, own, start, statements, sheet)),
    }
    briefing = own.path.with_name("briefing.md")
    return Assumptions(
        name=own.name,
        company=shared.company,
        edition=own.edition,
        policy=policy,
        sources=shared.sources,
        inputs=inputs,
        quarters=tuple(visible),
        quarterly=quarterly,
        peers=peer_inputs(own.edition, shared.company, sheet),
        history=rows,
        disclosures=statements,
        prices=_prices(shared.closes, as_of),
        briefing_path=shared.workspace.shown(briefing),
        briefing_text=text,
        company_document=shared.document,
        edition_document=own.document,
        company_files=shared,
        files=(*shared.paths, own.path, briefing, *_start_file(start)),
    )


def _start_file(start: EditionFile | Company) -> list[Path]:
    return [start.path] if isinstance(start, EditionFile) else []


def _stated_inputs(
    shared: CompanyFiles,
    own: EditionFile,
    start: EditionFile | Company,
    statements: tuple[Disclosure, ...],
    sheet: Sheet,
) -> Iterator[Input]:
    company_sheet = replace(sheet, document=shared.document)
    yield from thesis_inputs(shared.company, company_sheet)
    yield from _start_inputs(start, sheet)
    yield from disclosure_inputs(statements, shared.company, company_sheet)
    yield from edition_inputs(own.edition, sheet)
    yield from valuation_inputs(own.edition, shared.company, sheet)


def _named(inputs: Iterator[Input]) -> dict[str, Input]:
    return {made.name: made for made in inputs}


def _start_inputs(start: EditionFile | Company, sheet: Sheet) -> Iterator[Input]:
    if isinstance(start, EditionFile):
        there = Sheet(start.document, sheet.sources, sheet.policy, start.edition.as_of.date())
        yield from baseline_inputs(
            start.edition.market, there.as_of, there, ("market",), ("as_of",)
        )


def _prices(closes: tuple[Close, ...], as_of: dt.date) -> dict[str, tuple[Close, ...]]:
    visible = [close for close in closes if close.date <= as_of]
    tickers = dict.fromkeys(close.ticker for close in visible)
    return {
        ticker: tuple(close for close in visible if close.ticker == ticker) for ticker in tickers
    }
