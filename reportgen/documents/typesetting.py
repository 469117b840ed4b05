"""HTML in, the bytes of a tagged PDF out: the only place that lays out pages, inside the process that prints.

The document's own dates are the only ones that reach the file, so the same HTML gives the same bytes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from reportgen.documents import (
    addresses,
    archive_metadata,
    continuation,
    finishing,
    fontconfig,
    linking,
    room,
)
from reportgen.documents.bundle import Bundle, RefusedError
from reportgen.documents.complaints import complaints
from reportgen.documents.orders import Answer

if TYPE_CHECKING:
    from types import ModuleType

    from reportgen.documents.orders import Order

NO_FONT = "no font was loaded: name one in a style sheet with @font-face, and use its family"
NO_DATE = 'files are attached to a document without a date: give it <meta name="dcterms.created">'
BAD_DATE = "the document's date is none: write it as 2026-08-13 or 2026-08-13T20:00:00Z"


def typeset(order: Order) -> tuple[bytes, Answer]:
    """Print an order; the bytes count only where its answer names no fault."""
    weasyprint = fontconfig.weasyprint()
    bundle, printed = Bundle(order.folders), b""
    faults: list[str] = []
    with complaints() as heard:
        try:
            printed = _print(weasyprint, order, bundle, faults)
        except weasyprint.urls.FatalURLFetchingError:
            pass  # the ledger of the bundle tells which address it was
        except fontconfig.NoFontError:
            faults.append(NO_FONT)
        except archive_metadata.UndatedError:
            faults.append(NO_DATE)
    return printed, Answer(tuple(bundle.refused), (*faults, *heard))


def _print(weasyprint: ModuleType, order: Order, bundle: Bundle, faults: list[str]) -> bytes:
    """Parse, lay out and write; stops with nothing where an address is not allowed."""
    base = f"{order.folders[0].resolve().as_uri()}/"
    html = weasyprint.HTML(string=order.html, base_url=base, url_fetcher=_fetcher(bundle))
    faults += addresses.faults(html.etree_element)
    if faults:
        return b""
    document = _laid_out(html)
    if room.give_way(html.etree_element, document):
        document = _laid_out(html)
    faults += addresses.faults_of_layout(document)
    return b"" if faults else _write(document, order, faults)


def _laid_out(html: Any) -> Any:  # noqa: ANN401 - WeasyPrint is imported at its door only
    return html.render(font_config=fontconfig.fonts(), pdf_variant=archive_metadata.VARIANT)


def _write(document: Any, order: Order, faults: list[str]) -> bytes:  # noqa: ANN401
    try:
        day = archive_metadata.day_of(document)
    except ValueError:
        faults.append(BAD_DATE)
        return b""
    # fontTools would else write the time of day into a font that it changes.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()) if day else 0)
    linking.keep_real_links(document)
    archive_metadata.declare_accessible(document)
    archive_metadata.attach(document, order.attachments)
    with continuation.remembered_boxes(document) as boxes:
        printed: bytes = document.write_pdf(
            pdf_variant=archive_metadata.VARIANT, pdf_tags=True,
            finisher=lambda laid_out, pdf: finishing.finish(laid_out, pdf, boxes, order.attachments),
        )  # fmt: skip
    return printed


def _fetcher(bundle: Bundle) -> Any:  # noqa: ANN401 - WeasyPrint is imported at its door only
    """WeasyPrint's way to ask for files, answered by the bundle and by nothing else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class BundleFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            del headers
            try:
                content, media_type = bundle.read(url)
            except RefusedError as refusal:
                raise FatalURLFetchingError(str(refusal)) from refusal
            return URLFetcherResponse(url, content, {"Content-Type": media_type})

    return BundleFetcher(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)
