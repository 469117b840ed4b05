"""The two documents as they are written: where each exhibit stands, and that every link arrives."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from markupsafe import escape

from reportgen import briefing, exhibits, pipeline
from reportgen.assumptions.theme import house_theme
from reportgen.briefing.composition import CHAPTERS
from reportgen.briefing.printed import figures_of
from reportgen.briefing.rows import OF_A_SCENARIO, PREVIOUS
from reportgen.shipped import templates
from tests.briefing.conftest import DOCUMENTS, EDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing import Document
    from tests.briefing.conftest import Written
    from tests.conftest import Desk

    Write = Callable[[str, Document], Written]

EVERY = pytest.mark.parametrize("edition", EDITIONS)
BOTH = pytest.mark.parametrize("document", DOCUMENTS)


# Exhibits


def test_every_exhibit_has_one_chapter_in_one_document() -> None:
    placed = Counter(
        name for chapters in CHAPTERS.values() for names in chapters.values() for name in names
    )
    assert placed == Counter(module.NAME for module in exhibits.EXHIBITS)


@EVERY
def test_every_exhibit_that_applies_is_printed_once(written: Write, edition: str) -> None:
    """Drawn, or told why not; below its own title."""
    both = [written(edition, document) for document in DOCUMENTS]
    found = [name for each in both for name in each.page.exhibits]
    assert sorted(found) == sorted(both[0].drawings.exhibits)
    for each in both:
        words = without_spaces(each.html)
        for exhibit in each.page.exhibits.values():
            assert each.html.count(f'id="figure-{exhibit.number}"') == 1
            assert without_spaces(escape(exhibit.title)) in words


@EVERY
@BOTH
def test_numbers_of_exhibits_rise_from_one_as_they_are_read(
    written: Write, edition: str, document: Document
) -> None:
    html = written(edition, document).html
    numbers = [int(number) for number in re.findall(r'id="figure-(\d+)"', html)]
    assert numbers == list(range(1, len(numbers) + 1))


def without_spaces(html: str) -> str:
    """Print moves spaces before an element into it."""
    return re.sub(r"\s", "", html)


@EVERY
@BOTH
def test_every_exhibit_stands_in_a_chapter(
    written: Write, edition: str, document: Document
) -> None:
    html = written(edition, document).html
    inside = re.findall(r'<section class="chapter".*?</section>', html, re.DOTALL)
    chapters = "".join(inside)
    assert re.findall(r'id="figure-\d+"', chapters) == re.findall(r'id="figure-\d+"', html)


# Links


@EVERY
@BOTH
def test_every_link_has_exactly_one_target(
    written: Write, edition: str, document: Document
) -> None:
    made = written(edition, document)
    assert [name for name, count in Counter(made.ids).items() if count > 1] == []
    assert sorted(made.links - set(made.ids)) == []


@EVERY
@BOTH
def test_every_chapter_is_led_to_from_the_front(
    written: Write, edition: str, document: Document
) -> None:
    made = written(edition, document)
    chapters = re.findall(r'<section class="chapter" id="([\w-]+)">', made.html)
    assert len(chapters) >= 3
    assert set(chapters) <= made.links


@EVERY
@BOTH
def test_every_figure_that_a_part_of_the_page_prints_has_a_row(
    written: Write, edition: str, document: Document
) -> None:
    """Today's has it under its own name; an earlier value or a change stands in the row of today's."""
    made = written(edition, document)
    printed = {name.removeprefix("change.") for name in figures_of(made.page)}
    assert len(printed) >= 3
    assert sorted(printed - set(made.by_anchor)) == []


def test_what_the_text_calls_out_is_counted_as_printed(written: Write) -> None:
    """A guard for the test before: names are found in prose, tables, panels and the front page."""
    printed = set(figures_of(written("amazon/2026Q2", "briefing").page))
    assert {"required_upside", "previous.required_upside", "change.market_cap"} <= printed
    assert {"scenario.bull.outlook_market_cap", "touch_probability", "required_pe"} <= printed
    workings = set(figures_of(written("amazon/2026Q2", "workings").page))
    assert {"parts.aws.value", "simulated_median", "microsoft.forward_pe"} <= workings


# Rows


@EVERY
@BOTH
def test_a_row_prints_the_value_of_the_model(
    written: Write, edition: str, document: Document
) -> None:
    made = written(edition, document)
    now, before = made.story.now.figures, made.story.previous
    for anchor, row in made.by_anchor.items():
        (value,) = (value for value in row.values if value.anchor == anchor)
        if anchor.startswith(PREVIOUS):
            assert before is not None
            assert value.printed == before.figures[anchor.removeprefix(PREVIOUS)].printed
        else:
            assert value.printed == now[anchor].printed


@EVERY
@BOTH
def test_a_row_of_scenarios_has_one_value_of_each_and_no_other_row_has_any(
    written: Write, edition: str, document: Document
) -> None:
    made = written(edition, document)
    names = [each.name for each in made.story.now.assumptions.edition.scenarios.values()]
    for row in made.rows:
        of_scenarios = [OF_A_SCENARIO.fullmatch(value.anchor) for value in row.values]
        assert all(of_scenarios) or not any(of_scenarios), row.label
        found = [match for match in of_scenarios if match]
        if found:
            whose = [value.whose for value in row.values]
            assert len(set(whose)) == len(whose)
            assert set(whose) <= set(names)
            assert len({match[2] for match in found}) == 1
            assert not any(row.label.startswith(f"{name}:") for name in names)


@EVERY
@BOTH
def test_an_earlier_number_leads_to_the_row_of_today_s(
    written: Write, edition: str, document: Document
) -> None:
    made = written(edition, document)
    named = {name for name in figures_of(made.page) if name.startswith(PREVIOUS)}
    for name in named:
        row = made.by_anchor[name]
        assert [value.whose for value in row.values] == ["", "from"]
        assert row.values[0].anchor == name.removeprefix(PREVIOUS)
    earlier = made.story.previous is not None and edition.startswith("amazon")
    assert bool(named) or document == "workings" or not earlier


@EVERY
@BOTH
def test_every_mark_of_a_row_leads_to_a_source_that_can_be_looked_up(
    written: Write, edition: str, document: Document
) -> None:
    """By an address, or by a note on where it was read; every source is cited."""
    made = written(edition, document)
    sources = {source.mark: source for source in made.page.appendix.sources}
    cited = {mark for row in made.rows for mark in row.sources}
    assert cited == set(sources)
    assert len(cited) > 1
    for source in sources.values():
        assert source.address.startswith("https://") or source.note, source.title


@EVERY
@BOTH
def test_what_is_stated_says_in_which_file_and_line(
    written: Write, edition: str, document: Document
) -> None:
    made = written(edition, document)
    marks = {file.mark for file in made.page.appendix.files}
    figures = made.story.now.figures
    stated = {name for name in made.by_anchor if name in figures and figures[name].given}
    assert stated
    for name in stated:
        mark, line = made.by_anchor[name].place
        assert mark in marks, name
        assert int(line) > 0


@EVERY
@BOTH
def test_kinds_of_rows_are_those_of_the_model_and_are_told_apart_in_print(
    written: Write, edition: str, document: Document
) -> None:
    """A figure has no statement behind it, a judgement is the house's; only that has the open diamond."""
    made = written(edition, document)
    figures = made.story.now.figures
    tables = dict(
        re.findall(r"<caption><h3>(\w+)[^<]*</h3></caption>(.*?)</table>", made.html, re.DOTALL)
    )
    titles = {"Figure": "Figures", "Fact": "Facts", "House": "House"}
    for anchor, row in made.by_anchor.items():
        if not anchor.startswith(PREVIOUS):
            computed, own = bool(figures[anchor].section), figures[anchor].judgement
            assert row.kind == ("Figure" if computed else "House" if own else "Fact"), anchor
        assert f'id="f-{anchor}"' in tables[titles[row.kind]]
    judged, marked = tables.get("House", ""), 'class="house"'
    assert judged.count(marked) == judged.count('class="one"')
    assert marked not in tables["Facts"]
    assert marked not in tables["Figures"]


def test_what_was_and_what_changed_leads_to_the_row_of_today(desk: Callable[..., Desk]) -> None:
    """The change, a peer in the edition before, a number that nobody gave: each link arrives."""
    files = desk("nordvind")
    files.replace(
        "nordvind/2025Q4/briefing.md", "permits stay the headwind",
        "it was {{ previous.market_cap }}, a change of {{ change.market_cap }}, with "
        "{{ previous.brisvind.market_cap }} next door and gains of {{ pre_tax_gains }}",
    )  # fmt: skip
    charts = files.root / "charts"
    name = files.workspace.find("nordvind/2025Q4")
    page = pipeline.compose(pipeline.draft(files.workspace, name, house_theme(), charts))
    html = briefing.render(page, templates(), house_theme())
    targets = set(re.findall(r' id="([^"]+)"', html))
    sentence = html[html.index("it was") : html.index("next door and gains of") + 120]
    led_to = re.findall(r'href="#([^"]+)"', sentence)
    assert led_to[:3] == [
        "f-previous.market_cap", "f-market_cap", "f-brisvind.market_cap",
    ]  # fmt: skip
    assert set(re.findall(r'href="#([^"]+)"', html)) <= targets
