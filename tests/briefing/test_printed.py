"""Figures in sentences: their marks survive Markdown, become links, and are found again."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from reportgen.briefing import prose
from reportgen.briefing.page import Exhibit, Odds
from reportgen.briefing.pieces import Cell, Change, Line, Panel, Row, Sheet
from reportgen.briefing.printed import called_out, figures_of, linked, spaced_inside, unlinked
from reportgen.documents.pdf import print_pdf
from tests.documents.small_pages import FOLDERS, small_page

# Marks


#: Keys of files and names of figures, and both joined by dots.
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}(\.[a-z][a-z0-9_]{0,12}){0,2}", fullmatch=True)
NUMBERS = st.from_regex(r"[+−]?[$€]?[0-9]{1,4}(\.[0-9]{1,2})?(%|×|T|B|bps|pp)?†?", fullmatch=True)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "It is {}, after all.",
        "**{}**",
        "*{}*",
        "A_{}_b",
        '"{}"',
        "({})",
        "{} - {}",
        "[{}](x)",
    ],
)
@given(name=NAMES, number=NUMBERS)
def test_a_figure_in_a_line_of_markdown_leads_to_its_row(
    around: str, name: str, number: str
) -> None:
    """Underscores and dots of a name are no emphasis, and nothing in it is set in another type."""
    html = prose.inline(around.replace("{}", called_out(name, number)))
    assert html.count(f'<a class="figure" href="#f-{name}">{escape(number)}</a>') == around.count(
        "{}"
    )
    assert list(figures_of(html)) == [name] * around.count("{}")
    assert not re.search("[\ue000-\ue004]", html)


@given(name=NAMES, number=NUMBERS)
def test_a_figure_survives_in_tables_lists_headings_and_quotations(name: str, number: str) -> None:
    marked, link = called_out(name, number), linked(called_out(name, str(escape(number))))
    rows = prose.table(f"| a | b |\n|---|---|\n| {marked} | **{marked}** |\n")
    assert rows[1] == (link, f"<strong>{link}</strong>")
    (points,) = prose.blocks(f"- {marked}\n- x {marked}\n")
    assert points.count(link) == 2
    (quotation,) = prose.blocks(f"> {marked}\n")
    assert link in quotation
    (paragraph,) = prose.blocks(f"{marked} begins it,\nand {marked}\nits lines.")
    assert paragraph.count(link) == 2


@given(name=NAMES, number=NUMBERS)
def test_marks_leave_the_words_alone_where_nothing_leads_anywhere(name: str, number: str) -> None:
    assert unlinked(f"a {called_out(name, number)} b") == f"a {number} b"
    assert prose.plain(f"a {called_out(name, number)} b") == f"a {number} b"


def test_two_figures_side_by_side_stay_two() -> None:
    both = called_out("low", "1%") + called_out("high", "2%")
    assert linked(both) == (
        '<a class="figure" href="#f-low">1%</a><a class="figure" href="#f-high">2%</a>'
    )


# What a part of a page prints


def test_figures_of_finds_names_and_links_wherever_they_stand() -> None:
    sheet = Sheet(
        "t",
        ("a", "b"),
        (
            Line(
                "l",
                (Cell("1", figures=("one", "two")), Cell("")),
            ),
        ),
    )
    parts = {
        "odds": Odds(cases=sheet, likely=Panel("p", (Row("r", "2", figures=("three",)),))),
        "changes": [Change("c", "1", "2", "+1", ("four", "previous.four", "change.four"))],
        "words": (Markup('<p>It is <a class="figure" href="#f-scenario.bull.five">5</a></p>'),),
        "exhibit": Exhibit("n", 1, linked(called_out("six", "6")), "", "", "", "", ""),
        "nothing": None,
        "number": 7,
    }
    assert list(figures_of(parts)) == [
        "one", "two", "three", "four", "previous.four", "change.four", "scenario.bull.five", "six",
    ]  # fmt: skip


def test_other_links_are_no_figures() -> None:
    assert list(figures_of('<a href="#S1">S1</a> <a href="https://example.org/#f-x">x</a>')) == []


# Spaces before links


@pytest.mark.parametrize(
    ("html", "moved"),
    [
        ('asks for <a class="figure" href="#f-x">62.5%</a> a year',
         'asks for<a class="figure" href="#f-x"> 62.5%</a> a year'),
        ("a <b>b</b> <em>c</em>", "a<b> b</b><em> c</em>"),
        ('<span>a</span> <span class="x">b</span>', '<span>a</span><span class="x"> b</span>'),
        ("a <strong>b</strong>", "a<strong> b</strong>"),
        ("<p>a</p> <p>b</p>", "<p>a</p> <p>b</p>"),
        ("a <br> b <abbr>c</abbr> < b", "a <br> b <abbr>c</abbr> < b"),
        ("a<b>b</b>", "a<b>b</b>"),
        ('<b>Inside</b> <a href="#watch">What</a>', '<b>Inside</b> <a href="#watch">What</a>'),
    ],
)  # fmt: skip
def test_a_space_before_an_inline_element_moves_into_it(html: str, moved: str) -> None:
    assert spaced_inside(html) == moved


SENTENCE = (
    "The open path asks for growth of what it takes while the shares trade just above a year, although "
    "AWS, with its backlog, is below it, which the house and all of its peers have said before in print"
)
IN_A_COLUMN = (
    "<style>@page { size: 90mm 40mm; margin: 4mm } p { break-before: page; width: 61.5mm }</style>"
)


def broken(paragraphs: list[str]) -> list[list[str]]:
    """The lines of each paragraph in a box of 61.5 mm, their letters without spaces."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + '<div id="f-x"></div>'
    printed = print_pdf(small_page(body, IN_A_COLUMN), folders=FOLDERS)
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    texts = [document[number].get_textpage() for number in range(1, len(document))]
    found = [
        ["".join(line.split()) for line in text.get_text_range().splitlines()] for text in texts
    ]
    document.close()
    return found


def test_a_line_is_as_full_as_if_the_link_were_no_link() -> None:
    """The same words break at the same places with a link and without one, once the spaces are moved.

    As they are, WeasyPrint breaks some of them too early: else nothing would have to be moved.
    """
    words = SENTENCE.split()
    starts = [" ".join(words[first : first + 7]) for first in range(len(words) - 7)]
    link = '<a class="figure" href="#f-x">62.5%</a>'
    plain = [f"{start} 62.5% and the rest of it follows here." for start in starts]
    linked_ones = [text.replace("62.5%", link) for text in plain]
    wanted = broken(plain)
    assert all(len(lines) > 1 for lines in wanted)
    assert broken([spaced_inside(text) for text in linked_ones]) == wanted
    assert broken(linked_ones) != wanted
