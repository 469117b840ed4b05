"""Screen and paper say the same: each block of the page is printed, each printed line on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.screen.browsing import visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.screen.conftest import Built

pytestmark = pytest.mark.slow

EVERY = pytest.mark.parametrize(
    "name", ["amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2"]
)
#: Where running heads and feet stand, in points from the edges of the sheet.
HEAD, FOOT = 70.0, 52.0
FIRST_HEAD = 30.0
#: White space; hyphens, for a line may end in one; and the mark of a judgement, which a style sheet writes.
LEFT_OUT = re.compile("[\\s\u00ad\u0002\ufffe\u200b\u2060◇-]")
#: Style sheets count tables and facts, too; the contents have the numbers of pages.
COUNTED = re.compile(r"^(?:Table)?\d+")
NUMBER = re.compile(r"\d+")
#: Less than a line is no part of a paragraph.
FRAGMENT = 30


def squeezed(words: str) -> str:
    """Without what may differ between a page and a window."""
    return LEFT_OUT.sub("", words)


def printed(pdf: Path) -> Iterator[str]:
    """The lines of all pages between their running heads and feet."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        width, height = page.get_size()
        top = height - (HEAD if number else FIRST_HEAD)
        text = page.get_textpage().get_text_bounded(0, FOOT, width, top)
        yield from text.splitlines()
    document.close()


def is_printed(block: str, paper: str) -> bool:
    """Whether a block is there; a paragraph may go on below a figure, on another page."""
    if block in paper:
        return True
    first = next(end for end in range(len(block), -1, -1) if block[:end] in paper)
    return first > FRAGMENT and len(block) - first > FRAGMENT and block[first:] in paper


@EVERY
def test_every_block_on_the_screen_is_printed(
    browser: Browser, edition: Callable[[str], Built], name: str
) -> None:
    built = edition(name)
    paper = squeezed("".join(printed(built.pdf)))
    with visit(browser, built.page, 1280) as page:
        blocks = [squeezed(block) for block in page.blocks]
    assert len(blocks) > 300
    assert [block for block in blocks if not is_printed(block, paper)] == []


@EVERY
def test_every_printed_line_is_on_the_screen(
    browser: Browser, edition: Callable[[str], Built], name: str
) -> None:
    built = edition(name)
    with visit(browser, built.page, 1280) as page:
        screen = squeezed(page.page.locator("main").text_content() or "")
        contents = squeezed(page.page.locator(".inside").text_content() or "")
    lines = [squeezed(line) for line in printed(built.pdf)]
    assert len(lines) > 300
    lost = [line for line in lines if COUNTED.sub("", line) not in screen and line not in screen]
    assert [line for line in lost if NUMBER.sub("", line) not in contents] == []


@EVERY
def test_the_outline_of_the_pdf_is_that_of_the_page(
    browser: Browser, edition: Callable[[str], Built], name: str
) -> None:
    built = edition(name)
    document = pypdfium2.PdfDocument(built.pdf)
    outline = [squeezed(mark.get_title()) for mark in document.get_toc()]
    document.close()
    with visit(browser, built.page, 1280) as page:
        headings = page.page.locator("h1, h2, h3").all_text_contents()
    assert [squeezed(heading) for heading in headings] == outline
