"""What a PDF says of itself: from which texts, with what, and at which revision it was made.

The manifest travels inside the PDF together with every text that was seen. It holds no clock, no path
of a machine and nothing that later rows or editions would change, so the same edition gives the same
bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from reportgen import __version__, fingerprint
from reportgen.assumptions.cuts import Cut, Entries, Rows
from reportgen.documents import Attachment, data
from reportgen.documents.native import native_versions
from reportgen.revisions import Revision, Revisions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.assumptions.seen import Seen, SeenFile
    from reportgen.model import Story

Paper = Literal["a4", "letter"]

NAME = "manifest.json"
#: Raised when a manifest can no longer be read by the code before.
FORMAT = 1
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".yaml": "application/yaml",
}


@dataclass(frozen=True, slots=True)
class Making:
    """What a document was made with, beside the texts: choices, and digests of templates and code."""

    document: str
    edition: str
    company: str
    as_of: str
    paper: Paper
    templates: str
    theme: str = ""
    reportgen: str = __version__
    code: str = ""
    versions: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def here() -> dict[str, Any]:
        """What is the same for every document made by this program on this machine."""
        versions = {**fingerprint.library_versions(), **native_versions()}
        return {"code": fingerprint.of_code(), "versions": tuple(versions.items())}


@dataclass(frozen=True, slots=True)
class Listed:
    """One text of the manifest: its path in the workspace, its attachment, its cut and digest."""

    path: str
    attachment: str
    sha256: str
    lines: int
    cut: Cut
    revision: Revision


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a PDF says of how it was made."""

    making: Making
    digest: str
    revision: Revision
    files: tuple[Listed, ...]

    @property
    def revisions(self) -> Revisions:
        """The revisions as they were handed in when it was printed."""
        return Revisions(self.revision, {file.path: file.revision for file in self.files})


def manifest(making: Making, seen: Seen, revisions: Revisions) -> Manifest:
    """Write down how a document is made."""
    names = attachment_names(seen)
    files = (_listed(file, names[file.path], revisions) for file in seen.files)
    return Manifest(making, seen.digest, revisions.whole, tuple(files))


def attachments(
    making: Making, story: Story, seen: Seen, revisions: Revisions
) -> tuple[Attachment, ...]:
    """Everything that travels inside a document: figures, the texts behind them, and the manifest."""
    return (*data.attached(story, seen.place), *attached(manifest(making, seen, revisions), seen))


def _listed(file: SeenFile, name: str, revisions: Revisions) -> Listed:
    revision = revisions.of(file.path)
    return Listed(file.path, name, file.digest, len(file.lines), file.cut, revision)


def attachment_names(seen: Seen) -> Mapping[str, str]:
    """A flat name for each path below the company's folder: `2026Q2-edition.yaml`."""
    return {file.path: "-".join(file.path.split("/")[2:]) for file in seen.files}


def attached(manifest: Manifest, seen: Seen) -> tuple[Attachment, ...]:
    """The texts that were seen, and the manifest, as they travel inside the PDF."""
    texts = {file.path: file.text for file in seen.files}
    sources = (_source(file, texts[file.path]) for file in manifest.files)
    return (*sources, _itself(manifest))


def _source(file: Listed, text: str) -> Attachment:
    media_type = MEDIA_TYPES[file.attachment[file.attachment.rindex(".") :]]
    return Attachment(
        file.attachment, text.encode(), media_type, f"{file.path}{left_out(file.cut)}", "Source"
    )


def _itself(manifest: Manifest) -> Attachment:
    words = "How this document was made: reportgen verify reads it and makes the document again."
    text = json.dumps(as_json(manifest), indent=1, ensure_ascii=False) + "\n"
    return Attachment(NAME, text.encode(), MEDIA_TYPES[".json"], words, "Supplement")


def left_out(cut: Cut) -> str:
    """What a cut leaves out of a file, in words."""
    if isinstance(cut, Rows):
        return f", without rows whose {cut.column} is after {cut.until.isoformat()}"
    return ", only the entries that are cited" if isinstance(cut, Entries) else ""


# As JSON and back


def as_json(manifest: Manifest) -> dict[str, Any]:
    """The manifest as it is written."""
    making = manifest.making
    return {
        "manifest": FORMAT,
        "reportgen": making.reportgen,
        "document": making.document,
        "edition": making.edition,
        "company": making.company,
        "as_of": making.as_of,
        "paper": making.paper,
        "digest": manifest.digest,
        "revision": _revision_as_json(manifest.revision),
        "templates": making.templates,
        "theme": making.theme,
        "code": making.code,
        "versions": dict(making.versions),
        "files": [_listed_as_json(file) for file in manifest.files],
    }


def _listed_as_json(file: Listed) -> dict[str, Any]:
    return {
        "path": file.path,
        "attachment": file.attachment,
        "sha256": file.sha256,
        "lines": file.lines,
        "seen": _cut_as_json(file.cut),
        "revision": _revision_as_json(file.revision),
    }


def _cut_as_json(cut: Cut) -> Any:  # noqa: ANN401 - a word or a mapping
    if isinstance(cut, Rows):
        return {"column": cut.column, "until": cut.until.isoformat()}
    return {"entries": sorted(cut.keys)} if isinstance(cut, Entries) else "whole"


def _revision_as_json(revision: Revision) -> dict[str, str]:
    told = {
        "commit": revision.commit,
        "day": revision.day.isoformat() if revision.day else "",
        "state": revision.state,
        "reason": revision.reason,
    }
    return {key: value for key, value in told.items() if value}
