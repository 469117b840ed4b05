"""Printing: clean documents come out as the same bytes each time, others not at all."""

from __future__ import annotations

import ctypes.util
import gc
import io
import logging
import re
import warnings
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reportgen.documents import PrintError, pdf
from reportgen.documents.pdf import print_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.briefing.page import Page

    Render = Callable[[Page], str]

WORDS = '<html lang="en"><head><title>Words</title>{head}</head><body><h1>Words</h1>{body}</body></html>'


def document(*, head: str = "", body: str = "<p>Text</p>") -> str:
    return WORDS.format(head=head, body=body)


def text_of(printed: bytes) -> list[str]:
    return [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(printed))
    ]


@pytest.fixture(name="printed", scope="session")
def _printed(full: Page, render: Render, templates: Path) -> bytes:
    return print_pdf(render(full), base=templates)


def test_full_briefing_prints_all_its_parts(printed: bytes) -> None:
    pages = text_of(printed)
    together = "\n".join(pages)
    for words in (
        "Key takeaways", "Key facts", "At a glance", "What changed", "Inside", "Key intelligence",
        "Analysis", "What it requires", "What to watch", "Dates to watch", "Figures and sources",
        "Method", "Disclosures",
    ):  # fmt: skip
        assert words in together
    assert 6 <= len(pages) <= 10
    assert f"1 / {len(pages)}" in pages[0]


def test_live_page_numbers_are_those_of_the_chapters(printed: bytes) -> None:
    pages = text_of(printed)
    inside = next(line for line in pages[0].splitlines() if line.startswith("Inside"))
    for title in ("Key intelligence", "What to watch", "Figures and sources"):
        number = next(i for i, page in enumerate(pages[1:], start=2) if title in page)
        assert f"{title} {number}" in inside


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_empty_briefing_is_one_page_without_headings(
    empty: Page, render: Render, templates: Path, paper: pdf.Paper
) -> None:
    pages = text_of(print_pdf(render(empty), base=templates, paper=paper))
    assert len(pages) == 1
    for words in ("Key", "Analysis", "What", "Figures", "Method", "Disclosures", "Table", "Figure"):
        assert words not in pages[0]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper(templates: Path, paper: pdf.Paper, size: tuple[int, int]) -> None:
    html = document(head='<link rel="stylesheet" href="print.css">')
    printed = print_pdf(html, base=templates, paper=paper)
    found = pypdfium2.PdfDocument(io.BytesIO(printed))[0].get_size()
    assert tuple(map(round, found)) == size


def test_same_html_gives_same_bytes(
    printed: bytes, full: Page, render: Render, templates: Path
) -> None:
    assert print_pdf(render(full), base=templates) == printed


def test_printed_file_is_tagged_ua(templates: Path) -> None:
    printed = print_pdf(document(), base=templates)
    metadata = b"".join(
        map(zlib.decompress, re.findall(rb"stream\r?\n(.*?)\r?\nendstream", printed, re.DOTALL))
    )
    assert b'pdfuaid:part="1"' in metadata
    assert pypdfium2.PdfDocument(io.BytesIO(printed)).is_tagged()


def test_warning_of_the_style_sheet_stops_the_print(templates: Path) -> None:
    with pytest.raises(PrintError) as error:
        print_pdf(document(head="<style>p { colour: red }</style>"), base=templates)
    assert "colour" in str(error.value)


def test_python_warning_stops_the_print(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    html = pdf._weasyprint().HTML  # noqa: SLF001 - through the one door
    original = html.write_pdf

    def warns(self: object, **options: object) -> bytes:
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
        return original(self, **options)  # type: ignore[no-any-return]

    monkeypatch.setattr(html, "write_pdf", warns)
    with pytest.raises(PrintError, match="DeprecationWarning: old ways"):
        print_pdf(document(), base=templates)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/a.png",
        "file:///etc/passwd",
        "../pyproject.toml",
        "data:image/png,x",
        "print.exe",
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}" alt="x">',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{}"/></svg>',
        '<p>x</p><link rel="attachment" href="{}">',
    ],
)
def test_addresses_outside_the_bundle_are_refused(templates: Path, address: str, body: str) -> None:
    with pytest.raises(PrintError, match="refused: "):
        print_pdf(document(body=body.format(address)), base=templates)


def test_every_complaint_is_told_once() -> None:
    assert PrintError(["a", "b", "a"]).messages == ("a", "b")


def test_printing_leaves_the_process_as_it_was(templates: Path) -> None:
    print_pdf(document(), base=templates)  # the first import of WeasyPrint adds its own handler
    find, level = ctypes.util.find_library, logging.getLogger("weasyprint").level
    handlers = list(logging.getLogger("weasyprint").handlers)
    print_pdf(document(), base=templates)
    assert ctypes.util.find_library is find
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert logging.getLogger("weasyprint").level == level
    assert logging.getLogger("weasyprint").handlers == handlers


def test_text_of_data_is_escaped(empty: Page, render: Render, templates: Path) -> None:
    html = render(replace(empty, title="<script>alert(1)</script> & Sons"))
    assert "<script>" not in html
    assert "& Sons" in text_of(print_pdf(html, base=templates))[0]
