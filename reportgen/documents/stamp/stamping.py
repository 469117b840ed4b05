"""Puts stamps on a document: all that is the same for every copy is made ready once.

The strip is a form that each page draws in the foot of its margin, as an artifact (ISO 14289-1, 7.1: what
is not heard with the text). Those who hear the document find the words in its description.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from reportgen.documents.attached import UnreadableError, opened
from reportgen.documents.stamp import UnstampableError
from reportgen.documents.stamp import update as updates
from reportgen.documents.stamp import written as write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.documents.stamp.strips import Strip

NAME = "/Stamp"
MILLIMETRE = 72 / 25.4
TEXT_WIDTH = 174 * MILLIMETRE
#: How far above the lower edge of each paper a strip stands: just over the words of the foot.
FOOT = {(595, 842): 11.3 * MILLIMETRE, (612, 792): 9.8 * MILLIMETRE}
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\n\Z")
_DESCRIBED = b"</rdf:li></rdf:Alt></dc:description>"
_NOT_DESCRIBED = (
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
    '<rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description></rdf:Description>'
)
_ARTIFACT = b"/Artifact <</Type /Pagination /Subtype /Watermark /Attached [/Bottom]>> BDC"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A strip taken apart: the words it stands for, its size, its drawing compressed, the fonts for it."""

    words: str
    box: bytes
    drawing: bytes
    resources: bytes
    objects: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Stampable:
    """A document that is ready to be stamped, once for each person.

    The numbers that the update gives: `pack` for the pages, two for what comes before and after their own
    drawing, then the form, then the form's fonts.
    """

    content: bytes
    trailer: updates.Trailer
    pack: updates.Pack
    around: Mapping[int, bytes]
    info: bytes
    subject: str
    metadata: int
    described: tuple[bytes, bytes]

    @staticmethod
    def of(content: bytes) -> Stampable:
        """Make a document ready; raises UnstampableError where it was not printed here or has a stamp."""
        try:
            with opened(content) as pdf:
                return _ready(content, pdf)
        except UnreadableError as error:
            raise UnstampableError(str(error)) from error

    @property
    def form(self) -> int:
        """The number of the form that draws the strip."""
        return self.trailer.size + 3

    def stamped(self, strip: Strip) -> bytes:
        """The document with a strip on each page; its own bytes come first, unchanged."""
        with opened(strip.printed) as pdf:
            page = pdf.pages[0]
            drawn = taken_apart(page.obj, strip.stamp.words, _marked(page, strip), self.form + 1)
        return self.with_drawn(drawn)

    def with_drawn(self, drawn: Drawn) -> bytes:
        """The same with a strip that was taken apart."""
        about = b"/Type /XObject /Subtype /Form /BBox %s /Resources <</Font %s>>" % (
            drawn.box, drawn.resources,
        )  # fmt: skip
        objects = {
            **self.around,
            **drawn.objects,
            self.form: updates.stream(about + b" /Filter /FlateDecode", drawn.drawing),
            self.trailer.info: self._info(drawn.words),
            self.metadata: self._metadata(drawn.words),
        }
        return updates.updated(self.content, self.trailer, self.pack, objects)

    def _info(self, words: str) -> bytes:
        told = " ".join(filter(None, (self.subject, words)))
        return b"<<%s /Subject %s>>" % (self.info, write.text(told))

    def _metadata(self, words: str) -> bytes:
        before, after = self.described
        told = f" {words}" if self.subject else words
        if not after.startswith(_DESCRIBED):
            added = _NOT_DESCRIBED.format(escape(words, quote=False)).encode()
        else:
            added = escape(told, quote=False).encode()
        return updates.compressed(b"/Type /Metadata /Subtype /XML", before + added + after)


def taken_apart(holder: Any, words: str, drawing: bytes, first: int) -> Drawn:  # noqa: ANN401 - pikepdf's
    """A strip's page, or the form made of one; its fonts get numbers from `first` on."""
    fonts = holder.get("/Resources", {}).get("/Font", {})
    box = holder.get("/BBox", holder.get("/MediaBox"))
    found = list(write.below(fonts))
    numbers = {font.objgen: number for number, font in enumerate(found, first)}

    def number(value: Any) -> int:  # noqa: ANN401
        return numbers[value.objgen]

    objects = {number(font): write.body(font, number) for font in found}
    return Drawn(words, write.body(box, number), drawing, write.body(fonts, number), objects)


def _marked(page: Any, strip: Strip) -> bytes:  # noqa: ANN401
    """What a strip draws, with the words that it stands for, compressed."""
    import zlib

    drawn = write.mark(strip.stamp.words) + write.drawing(page)
    return zlib.compress(drawn + b"\nEMC\n", 9)


def _ready(content: bytes, pdf: Any) -> Stampable:  # noqa: ANN401
    trailer = _trailer(content, pdf)
    pack, before, after, form = range(trailer.size, trailer.size + 4)
    objects = dict(_pages(pdf, form, (before, after)))
    info, metadata = pdf.trailer.Info, pdf.Root.Metadata
    return Stampable(
        content, trailer, updates.Pack.of(pack, objects),
        {before: updates.stream(b"", b"q\n"), after: updates.stream(b"", _draws(pdf))},
        write.entries(info, _own, but="/Subject"), str(info.get("/Subject", "")),
        metadata.objgen[0], _described(metadata.read_bytes()),
    )  # fmt: skip


def _own(value: Any) -> int:  # noqa: ANN401
    """The number that an object has already."""
    return int(value.objgen[0])


def _trailer(content: bytes, pdf: Any) -> updates.Trailer:  # noqa: ANN401
    start, told = _START.search(content[-64:]), pdf.trailer
    if start is None or told.get("/Type") != "/XRef":
        raise UnstampableError("was not printed here, so it cannot be stamped")
    identity = bytes(told.ID[0])
    return updates.Trailer(int(told.Size), int(start[1]), _own(pdf.Root), _own(told.Info), identity)


def _pages(pdf: Any, form: int, around: Sequence[int]) -> Iterator[tuple[int, bytes]]:  # noqa: ANN401
    """The pages with a drawing before and one after their own, and their resources with the form."""
    for page in pdf.pages:
        resources = page.obj.Resources
        forms = resources.get("/XObject", {})
        if NAME in forms:
            raise UnstampableError("is stamped already")
        own = [write.written(part, _own) for part in _drawings(page)]
        drawn = b" ".join([b"%d 0 R" % around[0], *own, b"%d 0 R" % around[1]])
        yield _own(page.obj), b"<<%s /Contents [%s]>>" % (
            write.entries(page.obj, _own, but="/Contents"), drawn,
        )  # fmt: skip
        yield _own(resources), b"<<%s /XObject <<%s %s %d 0 R>>>>" % (
            write.entries(resources, _own, but="/XObject"), write.entries(forms, _own), NAME.encode(), form,
        )  # fmt: skip


def _drawings(page: Any) -> list[Any]:  # noqa: ANN401
    content = page.obj.Contents
    return [content] if hasattr(content, "read_bytes") and content.is_indirect else list(content)


def _draws(pdf: Any) -> bytes:  # noqa: ANN401
    """What each page does after its own drawing; the pages must be of one paper."""
    sizes = {tuple(round(float(length)) for length in page.mediabox) for page in pdf.pages}
    size = sizes.pop()
    if sizes or size[:2] != (0, 0) or size[2:] not in FOOT:
        raise UnstampableError("has pages that are neither all A4 nor all Letter")
    left = (float(pdf.pages[0].mediabox[2]) - TEXT_WIDTH) / 2
    place = b"1 0 0 1 %.3f %.3f cm" % (left, FOOT[size[2], size[3]])
    return b"Q\n%s\nq\n%s\n%s Do\nQ\nEMC\n" % (_ARTIFACT, place, NAME.encode())


def _described(metadata: bytes) -> tuple[bytes, bytes]:
    """The metadata cut where the words belong: behind the description, or at the end where there is none."""
    for mark in (_DESCRIBED, b"</rdf:RDF>"):
        before, found, after = metadata.rpartition(mark)
        if found:
            return before, found + after
    raise UnstampableError("says nothing of itself, so it was not printed here")
