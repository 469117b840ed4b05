"""Printing: clean documents come out as the same bytes each time, others not at all."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reportgen.documents import Attachment, PrintError, fontconfig, pdf
from reportgen.documents.orders import Order
from reportgen.documents.pdf import print_pdf
from reportgen.documents.typesetting import typeset
from tests.documents.small_pages import FOLDERS, small_page, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.briefing.page import Page

    Render = Callable[[Page], str]


@pytest.fixture(name="printed", scope="session")
def _printed(full: Page, render: Render, templates: Path) -> bytes:
    return print_pdf(render(full), folders=(templates,))


def test_full_briefing_prints_all_its_parts(printed: bytes) -> None:
    pages = texts_of(printed)
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
    pages = texts_of(printed)
    inside = next(line for line in pages[0].splitlines() if line.startswith("Inside"))
    for title in ("Key intelligence", "What to watch", "Figures and sources"):
        number = next(i for i, page in enumerate(pages[1:], start=2) if title in page)
        assert f"{title} {number}" in inside


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_empty_briefing_is_one_page_without_headings(
    empty: Page, render: Render, templates: Path, paper: pdf.Paper
) -> None:
    pages = texts_of(print_pdf(render(empty), folders=(templates,), paper=paper))
    assert len(pages) == 1
    for words in ("Key", "Analysis", "What", "Figures", "Method", "Disclosures", "Table", "Figure"):
        assert words not in pages[0]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper(tmp_path: Path, paper: pdf.Paper, size: tuple[int, int]) -> None:
    """What letter.css says comes last and holds."""
    (tmp_path / "letter.css").write_text("@page { size: Letter }", "utf-8")
    html = small_page(head="<style>@page { size: A4 }</style>")
    printed = print_pdf(html, folders=(tmp_path, *FOLDERS), paper=paper)
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    assert tuple(map(round, document[0].get_size())) == size
    document.close()


def test_same_html_gives_same_bytes(
    printed: bytes, full: Page, render: Render, templates: Path
) -> None:
    assert print_pdf(render(full), folders=(templates,)) == printed


def test_warning_of_the_style_sheet_stops_the_print() -> None:
    with pytest.raises(PrintError, match="colour"):
        print_pdf(small_page(head="<style>p { colour: red }</style>"), folders=FOLDERS)


def test_python_warning_is_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    html = fontconfig.weasyprint().HTML
    original = html.render

    def warns(self: object, **options: object) -> object:
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
        return original(self, **options)

    monkeypatch.setattr(html, "render", warns)
    _, answer = typeset(Order(small_page(), FOLDERS, (), "printed.pdf"))
    assert answer.complaints == ("DeprecationWarning: old ways",)


def test_every_complaint_is_told_once() -> None:
    assert PrintError(["a", "b", "a"]).messages == ("a", "b")


def test_the_fonts_of_this_machine_are_not_used() -> None:
    """DejaVu and Noto have these letters, and no font of the templates has."""
    with pytest.raises(PrintError, match=r"漢.*U\+6F22"):
        print_pdf(small_page("<p>漢</p>"), folders=FOLDERS)


def test_a_page_that_names_no_font_is_told_so() -> None:
    with pytest.raises(PrintError, match=r"no font was loaded: .* @font-face"):
        print_pdf('<html lang="en"><title>x</title><p>Text', folders=FOLDERS)


def test_a_folder_may_stand_elsewhere(tmp_path: Path) -> None:
    """The theme's folder: its files are named as if they lay beside the templates."""
    (tmp_path / "firm.css").write_text("@page { size: 100px 60px; margin: 0 }", "utf-8")
    html = small_page(head='<link rel="stylesheet" href="firm.css">')
    document = pypdfium2.PdfDocument(io.BytesIO(print_pdf(html, folders=(*FOLDERS, tmp_path))))
    assert tuple(document[0].get_size()) == (75, 45)
    document.close()


def test_names_of_attached_files_are_names() -> None:
    files = [
        Attachment(name, b"", "text/csv", "", "Data")
        for name in ("a.csv", "a.csv", "../b.csv", "", "c\n.csv", " d.csv")
    ]
    with pytest.raises(PrintError) as error:
        print_pdf(small_page(), folders=FOLDERS, attachments=files)
    assert error.value.messages == (
        "two attached files have the name 'a.csv'",
        "the name '../b.csv' of an attached file is none",
        "the name '' of an attached file is none",
        "the name 'c\n.csv' of an attached file is none",
        "the name ' d.csv' of an attached file is none",
    )


def test_files_are_attached_only_to_a_page_with_a_date() -> None:
    file = Attachment("a.csv", b"", "text/csv", "", "Data")
    for date, message in (("", "without a date"), ("2026-03", "the document's date is none")):
        html = small_page().replace("2026-03-10T22:30:00+02:00", date)
        undated = html.replace('<meta name="dcterms.created" content="">', "")
        with pytest.raises(PrintError, match=message):
            print_pdf(undated, folders=FOLDERS, attachments=[file])


def test_a_page_without_end_is_not_even_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LARGEST_PAGE", 1_000_000)
    with pytest.raises(PrintError, match="more than 1 million characters"):
        print_pdf(small_page("x" * 1_000_000), folders=FOLDERS)


def test_the_program_itself_never_loads_what_lays_out_pages() -> None:
    program = (
        "import sys; from tests.documents.small_pages import FOLDERS, small_page\n"
        "from reportgen.documents.pdf import print_pdf\n"
        "assert print_pdf(small_page(), folders=FOLDERS)[:5] == b'%PDF-'\n"
        "print([name for name in ('weasyprint', 'pydyf', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_text_of_data_is_escaped(empty: Page, render: Render, templates: Path) -> None:
    html = render(replace(empty, title="<script>alert(1)</script> & Sons"))
    assert "<script>" not in html
    assert "& Sons" in texts_of(print_pdf(html, folders=(templates,)))[0]
