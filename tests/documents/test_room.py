"""What is printed only where it has room stands on the page it names, or nowhere."""

from __future__ import annotations

import pytest

from reportgen.documents.pdf import print_pdf
from tests.documents.small_pages import FOLDERS, small_page, texts_of

SHEET = "<style>@page { size: A6; margin: 10mm } p { margin: 0 } section { break-inside: avoid }</style>"
WANTED = '<section id="extra" data-only-on-page="{}"><p>Extra words</p>{}</section>'


def texts(taken: int, page: int = 1) -> list[str]:
    """A sheet of 128 mm: a text of so many millimetres, the extra one below it, and then another page."""
    text, end = f'<p style="height: {taken}mm">Text</p>', '<p style="break-before: page">End</p>'
    body = f"{text}{WANTED.format(page, '')}{end}"
    return texts_of(print_pdf(small_page(body, SHEET), folders=FOLDERS))


@pytest.mark.parametrize(("taken", "there"), [(40, True), (95, True), (112, False)])
def test_it_stands_below_the_text_or_nowhere(taken: int, *, there: bool) -> None:
    pages = texts(taken)
    assert ("Extra words" in pages[0]) is there
    assert "Extra words" not in pages[1]
    assert len(pages) == 2, "it never makes a page"


def test_what_names_another_page_stands_on_that_one() -> None:
    assert "Extra words" in texts(112, page=2)[1]


def test_what_names_a_page_that_there_is_not_is_left_out() -> None:
    assert not any("Extra words" in page for page in texts(40, page=9))


def test_what_stands_around_it_is_where_it_would_be_without_it() -> None:
    """Its own parts go with it, and none of their places is left."""
    body = '<p style="height: 112mm">Text</p>{}<p>After</p>'
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Dot</title>'
        '<rect width="1" height="1"/></svg>'
    )
    given_way, without = (
        print_pdf(small_page(body.format(extra), SHEET), folders=FOLDERS)
        for extra in (WANTED.format(1, drawing), "")
    )
    assert given_way == without
