"""The track record in print: every number through the formatter, and an honest word where there is none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reportgen.briefing.track_record import TrackRecordPage, in_brief, track_record
from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.model import Story
    from tests.conftest import Desk

SAID = """
forecasts:
  growth:
    statement: Storage grows by 40% or more
    figure: segment_growth
    rule: ">= 40%"
    by: 2025Q4
    probability: 70%
  margin:
    statement: Storage <b>earns</b> less than 5%
    figure: segment_margin
    rule: "< 5%"
    by: 2025Q4
    probability: 0.2
  peer:
    statement: The company is worth twice its benchmark
    figure: market_cap_multiple
    rule: ">= 2x"
    by: 2025Q4
    probability: 50%
  later:
    statement: Storage grows by half
    figure: segment_growth
    rule: ">= 50%"
    by: 2026Q2
    probability: 30%
"""


def html(page: TrackRecordPage) -> str:
    """The partial filled by itself."""
    environment = Environment(
        loader=FileSystemLoader(templates()), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    partial = environment.get_template("partials/track_record.j2")
    return partial.render(
        page=SimpleNamespace(track_record=page, expected=(), exhibits_in=lambda _: [])
    )


@pytest.fixture
def nordvind(desk: Callable[..., Desk]) -> Story:
    """Storage grew 41.8% and earned 277 / 1835 = 15.1%; there is no benchmark to be worth twice of."""
    files = desk("nordvind")
    files.append("nordvind/2025Q3/edition.yaml", SAID)
    return files.read("nordvind")


def test_forecasts_are_printed_with_what_came(nordvind: Story) -> None:
    """70% of what came true, 20% of what did not: (0.3^2 + 0.2^2) / 2 = 0.065, with base rate 0.25."""
    page = track_record(nordvind)
    growth, margin, peer, later = page.forecasts
    assert (growth.edition, growth.probability, growth.outcome, growth.found) == (
        "Q3 2025", "70%", "Came true", "41.8%",
    )  # fmt: skip
    assert growth.test == "Grid storage sales growth on the year ≥ 40% in Q4 2025"
    assert (margin.probability, margin.outcome, margin.found) == ("20%", "Did not", "15.1%")
    assert (peer.outcome, peer.found) == ("Undecided", "n/a: the figure is not known")
    assert (later.outcome, later.found) == ("Open", "")
    assert [(row.label, row.value, row.note) for row in page.scores] == [
        ("Brier score", "0.07", "2 scored; 0 is perfect"),
        ("Always saying 50%", "0.25", ""),
        ("Skill over the base rate", "74%", "100% is perfect"),
        ("Undecided, not scored", "1", ""),
        ("Open", "1", ""),
    ]


def test_indicators_are_counted_from_edition_to_edition(nordvind: Story) -> None:
    """The one indicator with a figure was green at 37.8% and is at 41.8%: no warning to follow."""
    (row,) = track_record(nordvind).moves
    assert (row.period, row.improved, row.held, row.worsened, row.unknown) == (
        "Q3 2025 to Q4 2025", "0", "1", "0", "0",
    )  # fmt: skip
    assert (row.warnings, row.followed) == ("0", "n/a")


def test_a_warning_is_not_counted_where_the_path_is_not_known(desk: Callable[..., Desk]) -> None:
    """Without a price in 2025Q3 there is no market cap to set against its path; 37.8% is amber."""
    files = desk("nordvind")
    files.replace("nordvind/company.yaml", '">= 30%"', '">= 40%"')
    files.replace("nordvind/company.yaml", "amber: 20% to 30%", "amber: 20% to 40%")
    files.replace("nordvind/2025Q3/edition.yaml", "{value: 309.40,", "{value: null,")
    files.replace("nordvind/2025Q4/edition.yaml", ", was: 309.40", "")
    (row,) = track_record(files.read("nordvind")).moves
    assert (row.improved, row.warnings, row.followed) == ("1", "1", "n/a")


def test_steps_between_editions_are_added_up(story: Callable[[str], Story]) -> None:
    rows = track_record(story("amazon/2026Q2")).moves
    assert [row.period for row in rows] == [
        "Q3 2025 to Q4 2025", "Q4 2025 to Q1 2026", "Q1 2026 to Q2 2026", "All",
    ]  # fmt: skip
    for name in ("improved", "held", "worsened", "unknown", "warnings"):
        *parts, total = (int(getattr(row, name)) for row in rows)
        assert sum(parts) == total


def test_the_first_edition_says_that_it_is_the_first(desk: Callable[..., Desk]) -> None:
    page = track_record(desk("nordvind").read("nordvind/2025Q3"))
    assert page == TrackRecordPage(empty=page.empty)
    assert page.empty.startswith("No earlier edition")
    assert page.empty in html(page)
    assert "<table" not in html(page)


def test_the_page_shows_every_row_and_escapes_what_users_write(nordvind: Story) -> None:
    page = track_record(nordvind)
    shown = html(page)
    for row in page.scores:
        assert row.value in shown
    assert "Storage &lt;b&gt;earns&lt;/b&gt; less" in shown
    assert shown.count("<b>Came true</b>") == 1
    assert "{{" not in shown


def test_without_forecasts_the_page_says_so(desk: Callable[..., Desk]) -> None:
    page = track_record(desk("nordvind").read("nordvind"))
    assert (page.forecasts, page.scores) == ((), ())
    assert "No earlier edition made a forecast" in html(page)


# In brief


def test_the_record_in_brief_says_score_and_ranges(nordvind: Story) -> None:
    """70% of what came true, 20% of what did not: 0.065. No earlier edition had scenarios."""
    (score,) = in_brief(nordvind)
    assert score == (
        "Of what earlier editions forecast, 2 can be scored: a Brier score of 0.07, where 0 is perfect "
        "and always saying 50% gets 0.25."
    )


def test_the_record_in_brief_counts_the_ranges_that_hold_today_s_value(
    story: Callable[[str], Story],
) -> None:
    """Three earlier editions of Amazon have scenarios; each says what they implied for today."""
    told = story("amazon/2026Q2")
    inside = sum(row.verdict == "Inside" for row in track_record(told).ranges)
    value = told.now.figures["market_cap"].printed
    [ranges] = [line for line in in_brief(told) if "ranges of scenarios" in line]
    assert (
        ranges == f"{inside} of 3 earlier ranges of scenarios hold today’s market value of {value}."
    )


def test_there_is_nothing_to_tell_of_the_record_before_a_second_edition(
    story: Callable[[str], Story],
) -> None:
    assert in_brief(story("amazon/2025Q3")) == ()


def test_the_house_s_own_note_ends_the_record_in_brief(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.append("nordvind/company.yaml", "\ntrack_record_note: Two editions are not a record.\n")
    assert in_brief(files.read("nordvind")) == ("Two editions are not a record.",)
