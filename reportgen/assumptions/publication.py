"""What has been published of an edition: published.yaml, written by `publish`, committed by the user.

It lies beside edition.yaml and is no part of what the edition sees, so that publishing leaves the bytes
that are published alone. Each publication ends in a digest of its own lines: one that was changed by
hand, or that lost lines, is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from reportgen.assumptions import written
from reportgen.assumptions.fields import Entry, Key
from reportgen.assumptions.publication_text import seal
from reportgen.assumptions.validation import validated
from reportgen.assumptions.written import Reads, wrong
from reportgen.assumptions.yaml_document import dotted, read_yaml
from reportgen.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.assumptions.yaml_document import Document

FILE = "published.yaml"
RESTORE = "take the file as it was committed: git checkout -- "
_HEXADECIMAL = re.compile(r"[0-9a-f]{32,128}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _HEXADECIMAL.fullmatch(value):
        raise wrong("digest", "is no digest", "it is written by reportgen publish: restore it")
    return value


def _commit(value: object) -> str | None:
    if value is not None and not (isinstance(value, str) and _COMMIT.fullmatch(value)):
        raise wrong("digest", "is no commit", "it is written by reportgen publish: restore it")
    return str(value) if value else None


def _measured(value: object) -> str | None:
    """A float to its last digit, as text: a number of YAML would not come back as the same."""
    try:
        return None if value is None else repr(float(str(value)))
    except ValueError:
        raise wrong("quantity", "must be a number in quotes") from None


Digest = Annotated[str, Reads(_digest, {"type": "string"})]
Commit = Annotated[str | None, Reads(_commit, {"type": ["string", "null"]})]
Measured = Annotated[str | None, Reads(_measured, {"type": ["string", "null"]})]
DayText = Annotated[str, Reads(lambda v: written.day(v).isoformat(), {"type": "string"})]
MomentText = Annotated[str, Reads(lambda v: written.moment(v).isoformat(), {"type": "string"})]


class Headline(Entry):
    """A headline figure as it was published: to its last digit, and as it was printed."""

    value: Measured
    printed: str


class PrintedDocument(Entry):
    """A PDF that was published."""

    document: Literal["briefing", "workings"]
    paper: Literal["a4", "letter"]
    file: str
    sha256: Digest


class Publication(Entry):
    """One publication of an edition; a corrected edition is published again under the next number."""

    number: Annotated[int, Field(ge=1)]
    published: DayText
    as_of: MomentText
    tag: str
    commit: Commit
    """The commit that holds what was seen; null where git could not tell one, then `history` says why."""
    history: str
    reportgen: str
    code: Digest
    model: Digest
    """The formulas and studies alone."""
    templates: Digest
    theme: Digest
    digest: Digest
    """Of everything that was seen, as the PDF's manifest says it."""
    documents: tuple[PrintedDocument, ...]
    headline: dict[str, Headline]
    corrections: tuple[Key, ...]
    """The notes of corrections.yaml that it printed."""
    files: dict[str, Digest]
    """Of what was seen of each file."""
    record: Digest
    """Of the lines above."""


class Published(Entry):
    """published.yaml: every publication of an edition, oldest first."""

    edition: str
    publications: tuple[Publication, ...]

    @property
    def last(self) -> Publication:
        """The newest publication: the one that today's files are held against."""
        return self.publications[-1]


def read_published(workspace: Workspace, name: EditionName) -> tuple[Document, Published] | None:
    """What has been published of an edition; None where nothing has, ProblemsError where that is damaged."""
    path = workspace.edition_folder(name) / FILE
    if not path.exists():
        return None
    document = read_yaml(path, workspace.shown(path))
    published = validated(document, Published)
    if problems := list(_contradictions(document, published, name)):
        raise ProblemsError(problems)
    return document, published


def _contradictions(
    document: Document, published: Published, name: EditionName
) -> Iterator[Problem]:
    if published.edition != str(name):
        advice = f"{RESTORE}{document.shown}; where it was copied along with its folder, delete it"
        found = f"'{published.edition}'"
        yield _told(document, ("edition",), f"is not {name}, which it lies with", found, advice)
    if not published.publications:
        yield _told(document, ("publications",), "holds no publication")
    for place, publication in enumerate(published.publications):
        path = ("publications", place)
        if publication.number != place + 1:
            found, here = str(publication.number), (*path, "number")
            yield _told(document, here, f"is not {place + 1}, which comes next", found)
        if publication.record != seal(publication):
            yield _told(document, (*path, "record"), "is not the digest of the lines above it")


def _told(
    document: Document, path: tuple[str | int, ...], what: str, found: str = "", advice: str = ""
) -> Problem:
    advice = advice or f"it was changed by hand or lost lines: {RESTORE}{document.shown}"
    return Problem(document.position(path), dotted(path), what, found, advice, "published")
