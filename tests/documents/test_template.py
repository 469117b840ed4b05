"""The template: every part where there is something to say, no trace of it where there is not."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from reportgen.briefing.page import Appendix, Odds

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing import Document
    from reportgen.briefing.page import Page

    Render = Callable[..., str]


def headings(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


@pytest.mark.parametrize("document", ["briefing", "workings"])
def test_one_title_and_no_skipped_level(full: Page, render: Render, document: Document) -> None:
    levels = headings(render(full, document))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("document", ["briefing", "workings"])
def test_empty_document_has_its_title_only(empty: Page, render: Render, document: Document) -> None:
    html = render(empty, document)
    assert headings(html) == [1]
    assert not re.search(r"<(table|figure|section|ul|ol|blockquote)\b", html)


def test_head_names_the_document(full: Page, render: Render) -> None:
    html = render(full)
    assert '<html lang="en">' in html
    assert f"<title>{full.title}</title>" in html
    for name in ("author", "description", "dcterms.created", "dcterms.modified"):
        assert f'<meta name="{name}" content="' in html


@pytest.mark.parametrize("document", ["briefing", "workings"])
def test_tables_have_captions_and_scopes(full: Page, render: Render, document: Document) -> None:
    html = render(full, document)
    assert html.count("<table") == html.count("<caption")
    assert re.findall(r"<th(?! scope=)[ >]", html) == []


def test_what_moved_is_drawn_for_paper_and_for_any_window(full: Page, render: Render) -> None:
    """On paper the one drawing stands on the first page or nowhere; an edition that follows none has none."""
    html = render(full)
    start = html.index('<section class="moved" id="moved" data-only-on-page="1">')
    section = html[start : html.index("</section>", start)]
    assert f"since {full.previous_edition}; the scale does not start at zero" in section
    assert section.count("<svg") == 1
    assert 'id="moved"' not in render(replace(full, moved=None))


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


@pytest.mark.parametrize(("count", "beside_the_table", "alone"), [(6, 0, 1), (7, 1, 0)])
def test_last_of_an_odd_number_takes_the_full_width(
    full: Page, render: Render, count: int, beside_the_table: int, alone: int
) -> None:
    """Three or four exhibits among the requirements, with the table of these first or without it."""
    exhibits = dict(list(full.exhibits.items())[:count])

    def wide(page: Page) -> int:
        chapter = render(page).partition('id="requirements"')[2].partition("</section>")[0]
        return chapter.count('<figure class="wide"')

    page = replace(full, exhibits=exhibits)
    assert wide(page) == beside_the_table
    assert wide(replace(page, requirements=())) == alone


def test_a_pull_quote_completes_an_odd_pair_or_stands_between(full: Page, render: Render) -> None:
    """The analysis has two exhibits and the quotation below them; with a third they share a row."""
    one = replace(full.exhibits["adoption_curve"], name="third", number=3)
    three = replace(full, exhibits={**dict(list(full.exhibits.items())[:3]), "third": one})

    def places(page: Page) -> tuple[int, int, int]:
        chapter = render(page).partition('id="analysis"')[2].partition("</section>")[0]
        start = chapter.index("<blockquote>")
        before = chapter[:start]
        return before.count("<figure"), before.count('class="pair"'), before.count("</div></div>")

    assert places(replace(full, exhibits=dict(list(full.exhibits.items())[:3]))) == (2, 1, 1)
    assert places(three) == (3, 2, 1), "the second pair is still open"


def test_missing_exhibit_says_why(full: Page, render: Render) -> None:
    bridge = replace(
        full.exhibits["rerating_waterfall"], half="", full="", missing="earnings are n/a"
    )
    html = render(replace(full, exhibits={**full.exhibits, "rerating_waterfall": bridge}))
    assert "Not drawn: earnings are n/a" in html


@pytest.mark.parametrize("count", range(8))
def test_each_tripwire_has_word_and_shape(full: Page, render: Render, count: int) -> None:
    html = render(replace(full, tripwires=full.tripwires[:count]))
    table = html.partition('<table class="tripwires')[2].partition("</table>")[0]
    assert table.count('<span class="since">') == table.count('<span class="mark ') == count
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
    source = replace(full.appendix.sources[0], address="javascript:alert(1)")
    html = render(replace(full, appendix=replace(full.appendix, sources=(source,))))
    assert 'href="javascript' not in html
    assert "javascript:alert(1)" in html


# The appendix


def row(html: str, anchor: str) -> str:
    """The markup of the row with a value."""
    place = html.index(f'id="f-{anchor}"')
    return html[html.rindex("<tr>", 0, place) : html.index("</tr>", place)]


def test_a_fact_a_judgement_and_a_figure_look_different(full: Page, render: Render) -> None:
    """By more than colour: a table each, a source and a file, an open diamond, a formula."""
    html = render(full)
    figure, fact, judgement = (row(html, f"figure_{number}") for number in (0, 1, 2))
    assert "÷" in figure
    assert re.findall(r'<a href="#(\w+)"> ?(\w+)</a>', fact) == [
        ("S1", "S1"), ("S4", "S4"), ("F1", "F1"),
    ]  # fmt: skip
    assert "F1</a>:1<" in fact
    assert '<em class="house">8.9%</em>' in judgement
    assert 'class="house"' not in figure + fact
    captions = re.findall(r"<caption><h3>([^<]+)</h3>", html)
    assert captions[:3] == [
        "Figures, computed", "Facts, stated by a source", "House judgements, stated by us",
    ]  # fmt: skip


def test_an_earlier_value_stands_below_today_s_and_has_a_place_of_its_own(
    full: Page, render: Render
) -> None:
    shown = row(render(full), "figure_0")
    assert shown.index('id="f-figure_0"') < shown.index('id="f-previous.figure_0"')
    assert '<span class="whose">from</span> 74%' in shown


def test_a_source_leads_to_where_it_was_read_and_a_file_says_its_revision(
    full: Page, render: Render
) -> None:
    html = render(full)
    first = full.appendix.sources[0]
    assert f'<tr id="S1"><th scope="row">S1</th><td>{first.title}.' in html
    assert f'<a href="{first.address}">ir.aboutamazon.com</a>' in html
    assert '<tr id="F2">' in html
    assert "1d0e4b7, 30 Jul 2026" in html


def test_the_colophon_and_the_disclosures_stand_once(full: Page, render: Render) -> None:
    html = render(full)
    assert html.count(full.colophon) == 1
    assert html.count(full.disclosures[0]) == 1


def test_every_link_inside_leads_to_one_place(full: Page, render: Render) -> None:
    html = render(full)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


# Value and odds


def test_scenarios_stand_below_how_likely_the_target_is(full: Page, render: Render) -> None:
    chapter = render(full).partition('id="requirements"')[2].partition("</section>")[0]
    assert chapter.index("What would have to be true") < chapter.index("What the odds say")
    assert chapter.index("What the odds say") < chapter.index("Three scenarios and what")
    assert '<em class="house">55%</em>' in chapter
    assert '<tr class="total">' in chapter


@pytest.mark.parametrize(
    ("emptied", "chapter"),
    [
        ({"requirements": (), "odds": Odds()}, "requirements"),
        ({"analysis": (), "pull_quote": ""}, "analysis"),
        ({"comparison": None}, "intelligence"),
        ({"watch": (), "tripwires": (), "events": (), "catalysts": ()}, "watch"),
        ({"appendix": Appendix()}, "sources"),
    ],
)
def test_a_chapter_with_nothing_in_it_is_gone_from_the_page_and_from_its_list(
    full: Page, render: Render, emptied: dict[str, Any], chapter: str
) -> None:
    without = replace(full, exhibits={})
    assert f'id="{chapter}"' in render(without)
    assert f'href="#{chapter}"' in render(without)
    html = render(replace(without, **emptied))
    assert f'id="{chapter}"' not in html
    assert f'href="#{chapter}"' not in html


def test_the_record_is_a_note_in_the_briefing(full: Page, render: Render) -> None:
    html = render(full)
    assert "<h3>Track record</h3>" in html
    assert "today’s market value" in html, "a typewriter's apostrophe is set as a curly one"
    assert "<h3>Track record</h3>" not in render(replace(full, record=()))
