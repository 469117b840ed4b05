"""The rows of the tripwires: where each stands, how far from its lines, and what is due next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen import briefing
from reportgen.assumptions.theme import house_theme
from reportgen.briefing import watching
from reportgen.drawing import Drawings
from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing import Document
    from reportgen.briefing.pieces import Watched
    from reportgen.model import Story
    from tests.conftest import Desk

COMPANY = "nordvind/company.yaml"
EDITION = "nordvind/2025Q4/edition.yaml"


def row(story: Story, label: str = "") -> Watched:
    return next(wire for wire in watching.tripwires(story, {}) if label in wire.label)


def test_a_row_tells_the_status_before_and_both_distances(desk: Callable[..., Desk]) -> None:
    """Storage grew 1835 / 1294 - 1 = 41.8%: 21.8 points above the red 20, 11.8 above the green 30."""
    wire = row(desk("nordvind").read("nordvind"))
    assert (wire.value, wire.status) == ("41.8%", "On track")
    assert wire.previous == "37.8%"  # 1612 / 1170 - 1
    assert wire.since.endswith("readings; On track before")
    assert wire.distance.startswith("+21.8pp (+")
    assert wire.to_green.startswith("+11.8pp (+")


def test_amber_tells_the_line_that_is_nearer(desk: Callable[..., Desk]) -> None:
    """41.8%: with green from 45 it is 3.2 points short; with red up to 40 it is 1.8 above, told once."""
    files = desk("nordvind")
    files.replace(COMPANY, '">= 30%"', '">= 45%"')
    files.replace(COMPANY, "amber: 20% to 30%", "amber: 20% to 45%")
    assert row(files.read("nordvind")).to_green.startswith("−3.2pp (")
    files.replace(COMPANY, "amber: 20% to 45%", "amber: 40% to 45%")
    files.replace(COMPANY, '"< 20%"', '"< 40%"')
    wire = row(files.read("nordvind"))
    assert wire.distance.startswith("+1.8pp (")
    assert wire.to_green == ""


def table(story: Story, document: Document) -> str:
    """The table of the indicators as it is written into a document."""
    text = briefing.fill_prose(story)
    page = briefing.compose(story, text, Drawings(), document=document)
    html = briefing.render(page, templates(), house_theme(), document=document)
    return html.partition('<table class="tripwires')[2].partition("</table>")[0]


def test_the_briefing_has_the_line_that_breaks_and_the_workings_have_both(
    desk: Callable[..., Desk],
) -> None:
    told = desk("nordvind").read("nordvind")
    brief, full = (table(told, document) for document in ("briefing", "workings"))
    assert "+21.8pp (+" in brief
    assert "+21.8pp (+" in full
    assert "on-track line" not in brief
    assert "; on-track line +11.8pp (+" in full


def test_why_an_indicator_matters_and_what_follows_stands_in_the_workings(
    desk: Callable[..., Desk],
) -> None:
    told = desk("nordvind").read("nordvind")
    wire = row(told)
    assert wire.why
    assert wire.action
    brief, full = (table(told, document) for document in ("briefing", "workings"))
    for words in (wire.why, wire.action, wire.next_event):
        assert words in full
        assert words not in brief


def test_hysteresis_of_the_file_holds_a_status(desk: Callable[..., Desk]) -> None:
    """37.8% is amber below 40; 41.8% clears 40 by 1.8 points: enough for 1 point, not for 2."""
    files = desk("nordvind")
    files.replace(COMPANY, '">= 30%"', '">= 40%"')
    files.replace(COMPANY, "amber: 20% to 30%", "amber: 20% to 40%")
    files.replace(COMPANY, "dead_band: 1pp", "dead_band: 1pp\n    hysteresis: 1pp")
    assert row(files.read("nordvind")).status == "On track"
    files.replace(COMPANY, "hysteresis: 1pp", "hysteresis: 2pp")
    held = row(files.read("nordvind"))
    assert (held.status, held.shape) == ("Watch", "square")


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        ("2026-05-06", "6 May 2026"),  # still to come
        ("2026-02-09", "9 Feb 2026"),  # passed, and the quarter was published on that day
        ("2026-02-10", "10 Feb 2026 (overdue)"),  # passed, and nothing new since
        ("2026-02-18", "18 Feb 2026"),  # the as-of day itself
    ],
)
def test_an_event_is_overdue_once_it_has_passed_without_new_data(
    desk: Callable[..., Desk], date: str, printed: str
) -> None:
    files = desk("nordvind")
    files.replace(EDITION, "date: 2026-05-06", f"date: {date}")
    story = files.read("nordvind")
    name = "Interim report, first quarter 2026"
    assert row(story).next_event == f"{name}, {printed}, high confidence"
    assert [each.when for each in watching.catalysts(story) if each.name == name] == [printed]


def test_a_passed_date_that_no_tripwire_awaits_is_overdue(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace(EDITION, "date: null\n    when: spring 2026", "date: 2026-02-09")
    dates = {date.name: date.when for date in watching.catalysts(files.read("nordvind"))}
    assert dates["Permit law"] == "9 Feb 2026 (overdue)"


def test_a_status_that_a_wider_definition_brought_is_marked(desk: Callable[..., Desk]) -> None:
    """Own chips: Trainium and Graviton at first, then Nitro as well: from amber to green."""
    story = desk("amazon").read("amazon/2026Q1")
    assert row(story, "Own chips").since == "1 reading; Watch before (definition widened)"
    assert (
        "Own chips: share of AWS run rate: Watch → On track (definition widened)"
        in watching.status_changes(story)
    )
    assert "AWS sales growth on the year: Watch → On track" in watching.status_changes(story)


@pytest.mark.parametrize(
    ("scope", "mark"),
    [
        ("Graviton", " (definition narrowed)"),
        ("Inferentia + Graviton", " (definition changed)"),
        ("", " (definition changed)"),
        ("graviton and Trainium", ""),
    ],
)
def test_any_other_change_of_a_definition_is_told_for_what_it_is(
    desk: Callable[..., Desk], scope: str, mark: str
) -> None:
    """The scope before is 'Trainium + Graviton'."""
    files = desk("amazon")
    files.replace(
        "amazon/disclosures.csv",
        "custom_chips_run_rate,20B,,,money,more_than,Graviton + Trainium + Nitro,",
        f"custom_chips_run_rate,20B,,,money,more_than,{scope},",
    )
    story = files.read("amazon/2026Q1")
    change = f"Own chips: share of AWS run rate: Watch → On track{mark}"
    assert change in watching.status_changes(story)
    assert row(story, "Own chips").since == f"1 reading; Watch before{mark}"


def test_a_wider_definition_without_a_change_of_status_is_no_news(
    desk: Callable[..., Desk],
) -> None:
    files = desk("amazon")
    files.replace("amazon/company.yaml", '">= 12%"', '">= 50%"')
    files.replace("amazon/company.yaml", "amber: 6% to 12%", "amber: 6% to 50%")
    story = files.read("amazon/2026Q1")
    assert row(story, "Own chips").since == "2 readings; Watch before"
    assert not any("definition" in change for change in watching.status_changes(story))
