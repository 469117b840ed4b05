"""Printed pages: full, within their margins, nothing on top of anything, and found from the front page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from reportgen.assumptions.theme import house_theme
from reportgen.documents.pdf import print_pdf
from tests.documents.small_pages import FOLDERS, small_page
from tests.pages.conftest import every_document
from tests.pages.reading import headings, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.briefing import Document
    from reportgen.pipeline import Paper
    from tests.pages.conftest import Printed
    from tests.pages.reading import Box, Heading, Sheet, Word

    Look = Callable[..., Printed]

pytestmark = pytest.mark.slow

EVERY = pytest.mark.parametrize(("edition", "paper", "document"), every_document())
EVERY_BRIEFING = pytest.mark.parametrize(
    ("edition", "paper"), [(e, p) for e, p, document in every_document() if document == "briefing"]
)
#: Millimetres by which italics lean out of the text block, and accents into the line above.
LEAN, ACCENT = 0.7, 0.15
COLUMN = 84.0
CHAPTER = 1


# Full pages


@EVERY_BRIEFING
def test_a_briefing_has_four_to_eight_pages(printed: Look, edition: str, paper: Paper) -> None:
    assert 4 <= len(printed(edition, paper).sheets) <= 8


@EVERY
def test_pages_are_full(printed: Look, edition: str, paper: Paper, document: Document) -> None:
    """Seven tenths of each page of a briefing have ink, and a quarter of the last.

    The workings have larger pieces that stay whole: six tenths, and a fifth of the last.
    """
    least, of_the_last = (0.7, 0.25) if document == "briefing" else (0.6, 0.2)
    *pages, last = (sheet.fullness for sheet in printed(edition, paper, document).sheets)
    found = [f"{page:.0%}" for page in (*pages, last)]
    assert min(pages) >= least, found
    assert last >= of_the_last, found


def test_emptiness_is_seen(printed: Look) -> None:
    """Ink is looked for between the margins only: the foot does not fill an empty page."""
    cut = printed("amazon/2025Q3", changed=ended_after_the_front)
    assert len(cut.sheets) < 4
    assert cut.sheets[-1].fullness < 0.25
    assert "Investor briefing" in cut.sheets[-1].running


def ended_after_the_front(html: str) -> str:
    """The front page and a line of text; the list of chapters would lead nowhere."""
    front = html.partition('<section class="chapter"')[0]
    unlinked = re.sub(r"<a[^>]*>|</a>", "", front)
    return f'{unlinked}<p style="break-before: page">The end.</p></body></html>'


# Words in their places


@EVERY
def test_no_word_stands_outside_the_margins(
    printed: Look, edition: str, paper: Paper, document: Document
) -> None:
    made = printed(edition, paper, document)
    for sheet in made.sheets:
        assert [word.text for word in sheet.words if outside(word.box, sheet.block)] == []


def outside(box: Box, block: Box) -> bool:
    return box.left < block.left - LEAN or box.right > block.right + LEAN


@EVERY
def test_only_the_head_and_the_foot_stand_above_and_below_the_text(
    printed: Look, edition: str, paper: Paper, document: Document
) -> None:
    """Title, edition and day above, but for the first page; disclaimer, revision and number below."""
    made = printed(edition, paper, document)
    count = len(made.sheets)
    for sheet in made.sheets:
        foot = rf"Investor briefing\. Not investment advice\. Revision \w+ {sheet.number} / {count}"
        head = r".+ · Q\d \d{4} edition · Data as of \d+ \w+ \d{4} " if sheet.number > 1 else ""
        assert re.fullmatch(head + foot, sheet.running), sheet.running


@EVERY
def test_no_two_words_lie_on_each_other(
    printed: Look, edition: str, paper: Paper, document: Document
) -> None:
    """In text, tables and charts alike."""
    made = printed(edition, paper, document)
    assert [pair for sheet in made.sheets for pair in sheet.overlapping(ACCENT)] == []
    assert sum(len(sheet.words) for sheet in made.sheets) > 2000


def test_words_that_lie_on_each_other_are_seen(printed: Look) -> None:
    """All labels of a chart in one place."""
    moved = printed("amazon/2025Q3", changed=with_labels_in_one_place)
    assert any(sheet.overlapping(ACCENT) for sheet in moved.sheets)


def with_labels_in_one_place(html: str) -> str:
    start = html.index("<svg", html.index('id="figure-1"'))
    end = html.index("</svg>", start)
    drawn = re.sub(r'(<text[^>]*? x=")[\d.-]+(" y=")[\d.-]+', r"\g<1>40\g<2>40", html[start:end])
    assert drawn != html[start:end]
    return html[:start] + drawn + html[end:]


# Headings and the way to them


@EVERY
def test_no_heading_stands_last_on_a_page_or_in_a_column(
    printed: Look, edition: str, paper: Paper, document: Document
) -> None:
    made = printed(edition, paper, document)
    assert len(made.headings) > 8
    last = [
        heading.text for heading in made.headings
        if not any(followers(made.sheets[heading.page - 1], heading))
    ]  # fmt: skip
    assert last == []


def test_a_heading_that_stands_last_is_seen() -> None:
    """One before a page break, one in the first of two columns, and one that has a line below it."""
    page = small_page(
        '<h2 style="break-after: page">Alone on its page</h2><h2>With a line</h2><p>A line.</p>'
        '<div style="columns: 2; column-gap: 6mm; break-before: page"><p>Left.</p>'
        '<h2 style="break-after: column">Last of the left</h2><p>Right.</p><p>More.</p></div>',
        "<style>@page { size: A4; margin: 28mm 18mm } h2 { font-size: 9pt }</style>",
    )
    printed = print_pdf(page, folders=FOLDERS)
    pages = sheets(printed, "a4")
    alone = {
        heading.text: not any(followers(pages[heading.page - 1], heading))
        for heading in headings(printed)
    }
    assert alone == {
        "Words": False, "Alone on its page": True, "With a line": False, "Last of the left": True,
    }  # fmt: skip


def followers(sheet: Sheet, heading: Heading) -> Iterator[Word]:
    """The words below a heading in its column, or beside it in the next one for a heading across the page."""
    own = words_of(sheet, heading)
    left, bottom = min(w.box.left for w in own), min(w.box.bottom for w in own)
    for word in sheet.in_block:
        if word.box.top < bottom + 1 and left - 1 <= word.box.left <= left + COLUMN:
            yield word


def words_of(sheet: Sheet, heading: Heading) -> list[Word]:
    """The words of a heading as they stand on its page, the first place below where its bookmark leads."""
    wanted = heading.text.split()
    texts = [word.text for word in sheet.words]
    for place, word in enumerate(sheet.words):
        found = sheet.words[place : place + len(wanted)]
        if texts[place : place + len(wanted)] == wanted and word.box.top <= heading.top + 1:
            return list(found)
    message = f"'{heading.text}' is not on page {heading.page}"
    raise AssertionError(message)


@EVERY
def test_the_outline_has_every_heading_in_the_order_of_the_text(
    printed: Look, edition: str, paper: Paper, document: Document
) -> None:
    made = printed(edition, paper, document)
    tags = re.findall(r"<h([1-3])\b[^>]*>(.*?)</h\1>", made.html, re.DOTALL)
    wanted = [(plain(words), int(level) - 1) for level, words in tags]
    found = [(" ".join(heading.text.split()), heading.level) for heading in made.headings]
    assert sorted(found) == sorted(wanted)
    assert found[0] == wanted[0]
    pages = [heading.page for heading in made.headings if heading.text in dict(chapters(made))]
    assert pages == sorted(pages)


def plain(markup: str) -> str:
    words = re.sub(r"<[^>]*>", "", markup)
    for entity, letter in (("&#39;", "'"), ("&amp;", "&")):
        words = words.replace(entity, letter)
    return " ".join(words.split())


def chapters(made: Printed) -> list[tuple[str, str]]:
    """Heading and anchor of each chapter, in the order of the text."""
    found = re.findall(r'<section class="chapter" id="([\w-]+)">\s*<h2>([^<]+)</h2>', made.html)
    return [(plain(words), anchor) for anchor, words in found]


@EVERY
def test_inside_tells_the_page_of_each_chapter(
    printed: Look, edition: str, paper: Paper, document: Document
) -> None:
    made = printed(edition, paper, document)
    pages = {heading.text: heading.page for heading in made.headings if heading.level == CHAPTER}
    front = " ".join(word.text for word in made.sheets[0].in_block)
    listed = front[front.index("Inside ") :]
    place = 0
    assert len(made.chapters) >= 6
    for anchor, words in made.chapters:
        heading = next(text for text, own in [*chapters(made), *endings(made)] if own == anchor)
        entry = f"{plain(words)} {pages[heading]}"
        place = listed.index(entry, place) + len(entry)
        assert not listed[place : place + 1].isdigit()


def endings(made: Printed) -> list[tuple[str, str]]:
    """Headings with an anchor of their own."""
    return [(w, anchor) for anchor, w in re.findall(r'<h2 id="([\w-]+)">([^<]+)</h2>', made.html)]


@EVERY
def test_links_lead_to_the_page_that_has_the_row(
    printed: Look, edition: str, paper: Paper, document: Document
) -> None:
    """A number of the text leads into the appendix: to a page with its value."""
    made = printed(edition, paper, document)
    appendix = next(
        heading.page for heading in made.headings if heading.text == "Figures and sources"
    )
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        targets = dict(named_destinations(pdf))
        assert sum(name.startswith("f-") for name in targets) > 20
        for name, page in targets.items():
            if name.startswith("f-"):
                assert numbers[page] >= appendix, name


def named_destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, tuple[int, int]]]:
    names = pdf.Root.Names.Dests.Names
    for place in range(0, len(names), 2):
        yield str(names[place]), names[place + 1][0].objgen


# Type


@EVERY
def test_only_the_theme_s_own_fonts_are_set_and_all_of_them_are_embedded(
    printed: Look, edition: str, paper: Paper, document: Document
) -> None:
    """PDFs name them by their role, such as Label; what they are says the file in the PDF."""
    faces = [face for typeface in house_theme().typefaces.values() for face in typeface.faces]
    allowed = {named(TTFont(face.file)) for face in faces}
    found = dict(fonts(printed(edition, paper, document).pdf))
    assert len(found) >= 4
    assert set(found.values()) <= allowed
    roles = {name.partition("+")[2].partition("-")[0] for name in found}
    assert roles <= {"Text", "Display", "Label", "Signs"}


def named(font: TTFont) -> tuple[str, str, int]:
    """Family, style and the moment in which its makers finished it."""
    names = font["name"]
    return names.getDebugName(1), names.getDebugName(2), font["head"].created


def fonts(printed: bytes) -> Iterator[tuple[str, tuple[str, str, int] | None]]:
    """The fonts of a file by name, and which font its letters come from; None if they are not embedded."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                file = item.get("/FontFile2") or item.get("/FontFile3")
                embedded = TTFont(io.BytesIO(file.read_bytes())) if file is not None else None
                yield str(item.FontName).lstrip("/"), named(embedded) if embedded else None
