"""The printed briefing: HTML in, PDF/UA bytes out. The only owner of WeasyPrint.

The document's own dates are the only ones that reach the file, so the same HTML gives the same bytes.
Whatever WeasyPrint or fontTools complain about is an error here: a briefing is clean or it is not printed.
"""

from __future__ import annotations

import ctypes.util
import gc
import logging
import sys
import warnings
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from reportgen.documents import PrintError
from reportgen.documents.bundle import Bundle, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

Paper = Literal["a4", "letter"]

#: Style sheets put after the template's own; print.css itself is set for A4.
OVERRIDES: dict[Paper, tuple[str, ...]] = {"a4": (), "letter": ("letter.css",)}
VARIANT = "pdf/ua-1"
TALKATIVE = ("weasyprint", "fontTools")


def print_pdf(html: str, *, base: Path, paper: Paper = "a4") -> bytes:
    """Lay out `html`, whose addresses are files of the folder `base`, and write it as tagged PDF."""
    weasyprint = _weasyprint()
    bundle = Bundle(base)
    with _complaints() as complaints, _undisturbed():
        pdf = _write(weasyprint, _on_paper(html, paper), bundle)
    if problems := [f"refused: {address}" for address in bundle.refused] + complaints:
        raise PrintError(problems)
    return pdf


def _write(weasyprint: ModuleType, html: str, bundle: Bundle) -> bytes:
    """Print; a refused address stops it at once, and the bundle's ledger tells which."""
    base_url = f"{bundle.folder.resolve().as_uri()}/"
    document = weasyprint.HTML(string=html, base_url=base_url, url_fetcher=_fetcher(bundle))
    try:
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT, font_config=_fonts())
    except weasyprint.urls.FatalURLFetchingError:
        return b""
    return pdf


def _on_paper(html: str, paper: Paper) -> str:
    """Link the paper's overrides at the end of the head: later rules win."""
    links = "".join(f'<link rel="stylesheet" href="{name}">\n' for name in OVERRIDES[paper])
    return html.replace("</head>", f"{links}</head>", 1)


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


@cache
def _weasyprint() -> ModuleType:
    """Import WeasyPrint where it is used, without the sixteen helper processes of its library look-up.

    On Linux its loader finds the libraries by their plain names once `find_library` knows nothing.
    """
    known = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        return import_module("weasyprint")
    finally:
        ctypes.util.find_library = known


def _nowhere(name: str) -> str | None:
    """A library look-up that finds nothing."""
    del name
    return None


@cache
def _fonts() -> Any:  # noqa: ANN401
    """The fonts of the templates, registered once a process: memory does not grow with documents."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector out of a layout that builds much and throws nothing away."""
    was_enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Gather what the libraries log as a warning or worse, and every Python warning."""
    messages: list[str] = []
    listener = _Listener(messages)
    loggers = [logging.getLogger(name) for name in TALKATIVE]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield messages
        messages += [f"{warning.category.__name__}: {warning.message}" for warning in caught]
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(listener)
            logger.setLevel(level)


class _Listener(logging.Handler):
    """Writes the messages of records into a list."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")
