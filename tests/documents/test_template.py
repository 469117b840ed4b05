"""The template: every part where there is something to say, no trace of it where there is not."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing.page import Page

    Render = Callable[[Page], str]


def headings(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


def test_one_title_and_no_skipped_level(full: Page, render: Render) -> None:
    levels = headings(render(full))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_empty_briefing_has_its_title_only(empty: Page, render: Render) -> None:
    html = render(empty)
    assert headings(html) == [1]
    assert not re.search(r"<(table|figure|section|ul|ol|blockquote)\b", html)


def test_head_names_the_document(full: Page, render: Render) -> None:
    html = render(full)
    assert '<html lang="en">' in html
    assert f"<title>{full.title}</title>" in html
    for name in ("author", "description", "dcterms.created", "dcterms.modified"):
        assert f'<meta name="{name}" content="' in html


def test_tables_have_captions_and_scopes(full: Page, render: Render) -> None:
    html = render(full)
    assert html.count("<table") == html.count("<caption")
    assert re.findall(r"<th(?! scope=)[ >]", html) == []


def test_draft_is_said(full: Page, render: Render) -> None:
    assert "Draft, not approved" in render(replace(full, draft=True))
    assert "Draft" not in render(full)


def test_judgement_is_told_apart_from_fact(full: Page, render: Render) -> None:
    html = render(full)
    own = next(row for row in full.glance if row.judgement)
    assert f'<em class="house">{own.value}</em>' in html
    assert "house judgement" in html


@pytest.mark.parametrize("count", range(9))
def test_every_exhibit_is_drawn_once(full: Page, render: Render, count: int) -> None:
    exhibits = dict(list(full.exhibits.items())[:count])
    html = render(replace(full, exhibits=exhibits))
    assert html.count("<figure") == count
    assert [int(n) for n in re.findall(r'id="figure-(\d+)"', html)] == list(range(1, count + 1))


def test_last_of_an_odd_number_takes_the_full_width(full: Page, render: Render) -> None:
    exhibits = dict(list(full.exhibits.items())[:7])
    html = render(replace(full, exhibits=exhibits, margin_grid=None, requirements=()))
    assert html.count('<figure class="wide"') == 3


def test_missing_exhibit_says_why(full: Page, render: Render) -> None:
    bridge = replace(
        full.exhibits["rerating_waterfall"], half="", full="", missing="earnings are n/a"
    )
    html = render(replace(full, exhibits={**full.exhibits, "rerating_waterfall": bridge}))
    assert "Not drawn: earnings are n/a" in html


@pytest.mark.parametrize("count", range(8))
def test_each_tripwire_has_word_and_shape(full: Page, render: Render, count: int) -> None:
    html = render(replace(full, tripwires=full.tripwires[:count]))
    assert html.count('<span class="since">') == count
    assert ("Indicators that would move the view" in html) == bool(count)
    assert ("Status changes" in html) == bool(count)


def test_no_status_change_is_news_too(full: Page, render: Render) -> None:
    assert "every indicator stands" in render(replace(full, status_changes=()))


def test_first_edition_has_nothing_to_compare(full: Page, render: Render) -> None:
    html = render(replace(full, previous_edition="", changes=(), status_changes=()))
    assert "What changed" not in html
    assert "Status changes" not in html


def test_blocks_and_plain_paragraphs_are_both_prose(full: Page, render: Render) -> None:
    html = render(replace(full, watch=(Markup("<p>A block.</p>"), Markup("A line."))))
    assert "<p>A block.</p>" in html
    assert "<p>A line.</p>" in html


def test_only_secure_addresses_become_links(full: Page, render: Render) -> None:
    source = replace(full.sources[0], address="javascript:alert(1)")
    html = render(replace(full, sources=(source,)))
    assert 'href="javascript' not in html
    assert "javascript:alert(1)" in html
