"""Every mapping of a file with its path, for rules that look at all facts or all sources cited."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel

from reportgen.assumptions.fields import Stated
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.assumptions.company_files import CompanyFiles
    from reportgen.assumptions.disclosures import Disclosure
    from reportgen.assumptions.history import HistoryRow
    from reportgen.assumptions.market import Close
    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.yaml_document import Document, Path


#: A claim of the prose that names its source.
_CLAIM = re.compile(
    r"""claim\(\s*["'](?P<name>[^"'{}]*)["'][^{}]*?\bsource\s*=\s*["'](?P<source>[^"'{}]*)["']"""
)


class Citation(NamedTuple):
    """A place that cites a source."""

    source: str
    position: Position
    key: str


def entries(value: object, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """The models inside a model, each with its path."""
    if isinstance(value, BaseModel):
        yield path, value
        for name in type(value).model_fields:
            yield from entries(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from entries(inner, (*path, key))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from entries(inner, (*path, number))


def stated_values(model: BaseModel) -> Iterator[tuple[Path, Stated]]:
    """The facts and judgements inside a model."""
    return ((path, entry) for path, entry in entries(model) if isinstance(entry, Stated))


def citations(assumptions: Assumptions) -> Iterator[Citation]:
    """Every source that the edition and the company's files cite."""
    yield from _in_yaml(assumptions.edition, assumptions.edition_document)
    yield from _in_claims(assumptions)
    yield from shared_citations(assumptions.company_files)


def shared_citations(files: CompanyFiles) -> Iterator[Citation]:
    """Every source that the files cite which all editions share."""
    yield from _in_yaml(files.company, files.document)
    yield from _in_rows(files.history, files.disclosures, files.closes)


def seen_citations(assumptions: Assumptions) -> Iterator[Citation]:
    """Every source cited by what the edition saw; rows that became public later are left out."""
    yield from _in_yaml(assumptions.edition, assumptions.edition_document)
    yield from _in_yaml(assumptions.company, assumptions.company_document)
    yield from _in_claims(assumptions)
    closes = chain.from_iterable(assumptions.prices.values())
    yield from _in_rows(assumptions.history, assumptions.disclosures, closes)


def _in_claims(assumptions: Assumptions) -> Iterator[Citation]:
    text = assumptions.briefing_text
    for claim in _CLAIM.finditer(text):
        line = text.count("\n", 0, claim.start()) + 1
        yield Citation(claim["source"], Position(assumptions.briefing_path, line), claim["name"])


def _in_rows(
    history: Iterable[HistoryRow], disclosures: Iterable[Disclosure], closes: Iterable[Close]
) -> Iterator[Citation]:
    for row in history:
        position = row.cells["source"].position
        yield from (Citation(key, position, f"{row.period}.source") for key in row.sources)
    for statement in disclosures:
        key = f"{statement.metric}.source"
        yield Citation(statement.source, statement.position, key)
    for close in closes:
        key = f"{close.ticker}.source"
        yield from (Citation(source, close.position, key) for source in close.sources)


def _in_yaml(model: BaseModel, document: Document) -> Iterator[Citation]:
    for path, entry in entries(model):
        source = getattr(entry, "source", None)
        if isinstance(source, str):
            here = (*path, "source")
            yield Citation(source, document.position(here), dotted(here))
