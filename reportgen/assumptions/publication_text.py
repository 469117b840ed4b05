"""A publication as the lines of published.yaml; the same publication gives the same lines."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.publication import Publication

_HEAD = """\
# What has been published of this edition, and what that was made from. Written by `reportgen publish`:
# commit it and change nothing in it. `reportgen check` holds the files against it.

edition: {edition}
publications:
"""


def head(edition: str) -> str:
    """What stands above the publications."""
    return _HEAD.format(edition=quoted(edition))


def entry(publication: Publication) -> str:
    """A publication as an entry of the list, its own digest as the last line."""
    return f"{_lines(publication)}    record: {quoted(publication.record)}\n"


def seal(publication: Publication) -> str:
    """The digest of a publication's lines but the last, which holds it."""
    return sha256(_lines(publication).encode()).hexdigest()


def sealed(publication: Publication) -> Publication:
    """The publication with the digest of its lines."""
    return publication.model_copy(update={"record": seal(publication)})


def quoted(text: str | None) -> str:
    """A text as YAML writes it on one line, whatever it holds."""
    return "null" if text is None else json.dumps(text, ensure_ascii=True)


def _lines(publication: Publication) -> str:
    return "".join(
        f"{'    ' if at else '  - '}{line}\n" for at, line in enumerate(_told(publication))
    )


def _told(publication: Publication) -> Iterator[str]:
    yield f"number: {publication.number}"
    for key in ("published", "as_of"):
        yield f"{key}: {getattr(publication, key)}"
    for key in (
        "tag", "commit", "history", "reportgen", "code", "model", "templates", "theme", "digest",
    ):  # fmt: skip
        yield f"{key}: {quoted(getattr(publication, key))}"
    yield "documents:"
    for printed in publication.documents:
        file = f"file: {quoted(printed.file)}, sha256: {quoted(printed.sha256)}"
        yield f"  - {{document: {printed.document}, paper: {printed.paper}, {file}}}"
    yield "headline:" if publication.headline else "headline: {}"
    for name, figure in publication.headline.items():
        told = f"value: {quoted(figure.value)}, printed: {quoted(figure.printed)}"
        yield f"  {name}: {{{told}}}"
    yield f"corrections: [{', '.join(publication.corrections)}]"
    yield "files:"
    for path, digest in publication.files.items():
        yield f"  {quoted(path)}: {quoted(digest)}"
