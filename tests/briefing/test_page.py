"""The page that the template is given, and what happens where the template asks for more."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from markupsafe import escape

from reportgen import briefing, pipeline, trace
from reportgen.assumptions.theme import house_theme
from reportgen.briefing.evidence import Evidence
from reportgen.drawing import Drawings
from reportgen.problems import ProblemsError
from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.briefing import Document
    from reportgen.briefing.page import Page, Reference
    from reportgen.model import Story
    from tests.conftest import Desk


def page(story: Story, document: Document = "briefing") -> Page:
    """A document of an edition; its charts are another test's business."""
    text = briefing.fill_prose(story)
    return briefing.compose(story, text, Drawings(), Evidence("0123456789ab"), document=document)


def rows(story: Story, document: Document = "briefing") -> dict[str, Reference]:
    """The rows of a document's appendix, by what their numbers are called in the files."""
    made = page(story, document).appendix
    lines = [line for group in made.groups for line in group.lines]
    found = (*lines, *made.facts, *made.judgements)
    return {value.anchor: line for line in found for value in line.values}


def figures(story: Story, *names: str) -> list[str]:
    return [story.now.figures[name].printed for name in names]


# The front page


def test_the_strip_leads_with_the_required_upside(story: Callable[[str], Story]) -> None:
    front = page(story("amazon/2025Q4"))
    assert [(row.label, row.value) for row in front.headline] == [
        ("Required upside", "74%"), ("Market capitalization", "$2.30T"),
        ("Share price", "$214.33"), ("Implied target price", "$367.17"),
    ]  # fmt: skip
    assert front.headline[2].note == "10 Mar 2026"


def test_the_panel_prints_figures_as_they_are_printed_everywhere(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2025Q4")
    values = {row.label: row.value for row in page(told).glance}
    assert values["Required growth a year"] == figures(told, "required_cagr")[0] == "62.5%"
    assert values["Target market capitalization"] == "$4T"


def test_only_what_the_house_states_itself_is_marked_as_its_own(
    story: Callable[[str], Story],
) -> None:
    marked = {row.label for row in page(story("amazon/2025Q4")).glance if row.judgement}
    assert marked == {"Target market capitalization"}


def test_the_bar_says_how_much_of_the_target_is_there(
    story: Callable[[str], Story], desk: Callable[..., Desk]
) -> None:
    """2,300.8 of 4,000 is 57.5%; beyond the target the bar is full."""
    front = page(story("amazon/2025Q4"))
    assert (front.attained_text, front.attained_share) == ("58% of $4 trillion", "57.5%")
    beyond = desk("nordvind").read("nordvind", {"share_price": 1e4})
    assert page(beyond).attained_share == "100.0%"


def test_what_changed_stands_beside_the_previous_edition(story: Callable[[str], Story]) -> None:
    now = page(story("amazon/2026Q1"))
    rows = {row.label: (row.before, row.now, row.change) for row in now.changes}
    assert rows["Market cap"] == ("$2.30T", "$2.85T", "+23.9%")
    assert rows["Required upside"] == ("74%", "40%", "−33.6pp")
    assert rows["AWS margin"] == ("35.0%", "37.7%", "+2.6pp")
    assert now.previous_edition == "Q4 2025"


def test_the_first_edition_has_nothing_to_compare_with(story: Callable[[str], Story]) -> None:
    first = page(story("amazon/2025Q3"))
    assert first.changes == ()
    assert first.status_changes == ()
    assert first.previous_edition == ""


def test_the_page_says_who_when_and_from_what(story: Callable[[str], Story]) -> None:
    front = page(story("amazon/2025Q4"))
    assert (front.company, front.ticker, front.exchange) == ("Amazon.com, Inc.", "AMZN", "NASDAQ")
    assert (front.edition, front.as_of, front.draft) == ("Q4 2025", "10 March 2026", True)
    assert front.as_of_iso == "2026-03-10T16:00:00-04:00"
    assert front.revision == "0123456789ab"
    assert "0123456789ab" in front.colophon


def test_the_pull_quote_leaves_the_analysis(story: Callable[[str], Story]) -> None:
    now = page(story("amazon/2025Q4"))
    assert now.pull_quote == (
        "A better cloud and a lower price: the thesis has become cheaper, and harder."
    )
    assert not any("blockquote" in block for block in now.analysis)


def test_benchmark_and_company_stand_side_by_side(story: Callable[[str], Story]) -> None:
    table = page(story("amazon/2025Q4")).comparison
    assert table is not None
    assert table.heads[1:] == ("Nvidia", "Amazon")
    rows = [tuple(escape(cell).striptags() for cell in row) for row in table.rows]
    assert ("Market value", "$4.49T", "$2.30T") in rows
    assert 'href="#f-nvidia.market_cap"' in str(table.rows)


# What it requires


def test_the_grid_of_margins_is_the_formula_at_each_of_its_corners(
    story: Callable[[str], Story],
) -> None:
    """Cost 55%, saving 0.3 / 1.3 of it, half passed on, half of the chips own: 475 basis points.

    Saved 0.5 x 0.55 x 0.2308 = 0.06346; margin 1 - (0.55 - 0.06346) / (1 - 0.03173) - 0.45 = 0.0475.
    """
    grid = page(story("amazon/2026Q1"), "workings").margin_grid
    assert grid is not None
    assert grid.heads == ("Own fraction", "25%", "50%", "75%")
    assert [row[0] for row in grid.rows] == ["30%", "50%", "70%"]
    assert grid.rows[1][2] == "475bps"


def test_a_company_without_own_chips_has_no_grid(desk: Callable[..., Desk]) -> None:
    assert page(desk("nordvind").read("nordvind"), "workings").margin_grid is None


def test_a_requirement_that_cannot_be_computed_is_left_out_or_told(
    story: Callable[[str], Story],
) -> None:
    """No estimate in October 2025: trailing earnings carry the split; no peer's multiple is known."""
    rows = {row.label: row.value for row in page(story("amazon/2025Q3")).requirements}
    assert rows["Multiple needed at the horizon"] == "41.4×"
    assert "Rise of earnings needed at Nvidia's multiple" not in rows


# What to watch


def watched(story: Story) -> dict[str, tuple[str, str, str, str]]:
    return {
        row.label: (row.value, row.status, row.trend, row.distance) for row in page(story).tripwires
    }


def test_a_tripwire_tells_value_status_trend_and_distance(
    story: Callable[[str], Story],
) -> None:
    """23.6% after 20.2%, green from 24%: amber, rising, 5.6 points above the red of 18%."""
    value, status, trend, distance = watched(story("amazon/2025Q4"))["AWS sales growth on the year"]
    assert (value, status, trend) == ("23.6%", "Watch", "↑ rising")
    assert distance.startswith("+5.6pp (+")
    assert distance.endswith(" sd)")


def test_red_for_as_many_readings_as_the_house_allows_breaks_the_thesis(
    desk: Callable[..., Desk],
) -> None:
    """Grid storage grew 39% to 42% in the last two quarters: with red below 45% that is a break."""
    files = desk("nordvind")
    files.replace("nordvind/company.yaml", '">= 30%"', '">= 50%"')
    files.replace("nordvind/company.yaml", "amber: 20% to 30%", "amber: 45% to 50%")
    files.replace("nordvind/company.yaml", '"< 20%"', '"< 45%"')
    (row,) = page(files.read("nordvind")).tripwires
    assert row.status == "Off track, thesis break"
    assert row.shape == "diamond"


def test_a_watched_figure_that_is_missing_is_unknown_and_never_on_track(
    story: Callable[[str], Story],
) -> None:
    value, status, trend, distance = watched(story("amazon/2025Q3"))[
        "Own chips: share of AWS run rate"
    ]
    assert (value, status, trend, distance) == ("n/a", "Unknown", "", "n/a")


def test_every_change_of_status_is_told(story: Callable[[str], Story]) -> None:
    """In the first quarter of 2026 growth passed 24% and the margin 36%."""
    told = page(story("amazon/2026Q1")).status_changes
    assert "AWS sales growth on the year: Watch → On track" in told
    assert "AWS operating margin: Watch → On track" in told


def test_a_tripwire_on_what_was_disclosed_since_has_no_earlier_status(
    desk: Callable[..., Desk],
) -> None:
    """The run rate of AI was first disclosed in April 2026: the edition before has no such figure."""
    files = desk("amazon")
    files.replace(
        "amazon/company.yaml", "figure: backlog_coverage", "figure: disclosed.aws_ai_run_rate"
    )
    files.replace("amazon/company.yaml", '">= 2"', '">= 10B"')
    files.replace("amazon/company.yaml", "amber: 1.5 to 2\n", "amber: 5B to 10B\n")
    files.replace("amazon/company.yaml", "red: < 1.5\n", "red: < 5B\n")
    now = page(files.read("amazon/2026Q1"))
    assert not any("Aws ai run rate" in change for change in now.status_changes)
    assert watched(files.read("amazon/2026Q1"))["Aws ai run rate, 2026Q1"][:2] == (
        "> $15B", "On track",
    )  # fmt: skip


def test_events_have_the_state_that_was_set_by_hand(desk: Callable[..., Desk]) -> None:
    (event,) = page(desk("nordvind").read("nordvind")).events
    assert (event.name, event.status, event.when) == (
        "The permit law is passed",
        "Watch",
        "1 Sep 2025",
    )


def test_dates_to_watch_come_nearest_first_and_undated_ones_last(
    desk: Callable[..., Desk],
) -> None:
    files = desk("nordvind")
    dates = page(files.read("nordvind")).catalysts
    assert [date.when for date in dates] == ["6 May 2026", "spring 2026"]
    files.replace("nordvind/2025Q4/edition.yaml", "date: 2026-05-06", "date: 2026-02-17")
    assert page(files.read("nordvind")).catalysts[0].when == "17 Feb 2026 (overdue)"


# The appendix


@pytest.mark.parametrize("document", ["briefing", "workings"])
def test_every_source_is_listed_once_and_every_mark_leads_to_one(
    story: Callable[[str], Story], document: Document
) -> None:
    now = page(story("amazon/2026Q2"), document).appendix
    marks = [source.mark for source in now.sources]
    assert marks == [f"S{number}" for number in range(1, len(marks) + 1)]
    assert len({(source.title, source.address) for source in now.sources}) == len(marks)
    lines = [line for group in now.groups for line in group.lines]
    cited = {mark for line in (*lines, *now.facts, *now.judgements) for mark in line.sources}
    assert cited == set(marks)


def test_a_row_of_the_appendix_has_the_formula_in_words_and_the_sources(
    story: Callable[[str], Story],
) -> None:
    found = rows(story("amazon/2025Q4"))
    upside = found["required_upside"]
    assert [value.printed for value in upside.values] == ["74%", "53%"]
    assert (upside.kind, upside.label) == ("Figure", "Required upside")
    assert upside.how == "target market capitalization ÷ market capitalization − 1"
    assert upside.sources
    assert found["share_price"].kind == "Fact"
    assert found["share_price"].as_of == "10 Mar 2026"
    assert found["target_market_cap"].kind == "House"


def test_only_what_is_printed_has_a_row_in_the_briefing_and_the_workings_have_the_core(
    story: Callable[[str], Story],
) -> None:
    """Of a model with hundreds of figures an investor needs those that stand on the pages."""
    told = story("amazon/2026Q2")
    core = {
        name for name, figure in told.now.figures.figures.items()
        if figure.formula is not None and figure.formula.core and "." not in name and figure.known
    }  # fmt: skip
    assert core <= set(rows(told, "workings"))
    assert not core <= set(rows(told))


def test_the_inputs_that_a_figure_rests_on_stand_in_the_workings(
    story: Callable[[str], Story],
) -> None:
    """The backlog is no figure that the front page prints, and its cover rests on it."""
    told = story("amazon/2026Q2")
    leaves = [leaf.name for leaf in trace.leaves("backlog_coverage", told.now.figures.figures)]
    found = rows(told, "workings")
    assert len(leaves) > 1
    assert [name for name in leaves if name not in found] == []


def test_footnotes_say_once_why_figures_are_not_simply_there(
    story: Callable[[str], Story],
) -> None:
    notes = page(story("amazon/2026Q1"), "workings").appendix.footnotes
    [stale] = [note for note in notes if note.endswith(": of 21 Feb 2026, older than 45 days.")]
    assert stale.startswith("Forward P/E 33.0×†; Multiple needed at the horizon 39.4×†; ")
    [changed] = [note for note in notes if "not comparable: defined as" in note]
    assert changed.startswith("Own chips: growth of the run rate n/c: ")
    assert any(note.startswith("EV / sales, next twelve months n/a") for note in notes)


def test_footnotes_of_the_briefing_are_those_of_what_it_prints(
    story: Callable[[str], Story],
) -> None:
    """The forward multiple stands at a glance and is old; that of sales is n/a and is not printed."""
    notes = " ".join(page(story("amazon/2026Q1")).appendix.footnotes)
    assert "Forward P/E 33.0×†" in notes
    assert "EV / sales" not in notes


# Exhibits in the prose


def test_a_title_for_a_chart_that_does_not_exist_is_refused(desk: Callable[..., Desk]) -> None:
    files = desk("amazon")
    line = files.replace("amazon/2026Q2/briefing.md", "### backlog\n", "### backlogs\n")
    with pytest.raises(ProblemsError) as stopped:
        briefing.fill_prose(files.read("amazon/2026Q2"))
    assert [str(problem) for problem in stopped.value.problems] == [
        (
            f"assumptions/amazon/2026Q2/briefing.md:{line}:1: no chart of this name, found 'backlogs'; "
            "did you mean 'backlog'?"
        )
    ]


# Templates


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The house's templates, to be broken."""
    return shutil.copytree(templates(), tmp_path / "templates")


def refusal(story: Story, house: Path) -> str:
    with pytest.raises(ProblemsError) as stopped:
        briefing.render(page(story), house, house_theme())
    (problem,) = stopped.value.problems
    return str(problem)


def test_the_house_s_own_templates_ask_for_nothing_that_is_not_there(
    story: Callable[[str], Story],
) -> None:
    html = briefing.render(page(story("amazon/2025Q4")), templates(), house_theme())
    assert "74%" in html
    assert "{{" not in html


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("{{ page.nothing }}", "has no attribute 'nothing'"),
        ("{{ nobody }}", "'nobody' is undefined"),
        ("{{ page.title / 2 }}", "unsupported operand"),
        ("{{ page.headline[99].label }}", "has no element 99"),
        ("{{ page.title | sparkle }}", "No filter named 'sparkle'"),
        ("{% if %}", "Expected an expression"),
    ],
)
def test_a_template_that_asks_for_too_much_is_told_with_its_line(
    story: Callable[[str], Story], house: Path, broken: str, told: str
) -> None:
    part = house / "partials" / "watch.j2"
    lines = part.read_text("utf-8").splitlines(keepends=True)
    lines.insert(3, f"{broken}\n")
    part.write_text("".join(lines), "utf-8")
    found = refusal(story("amazon/2025Q4"), house)
    assert found.startswith("templates/partials/watch.j2:4:1: the template cannot be filled: ")
    assert told in found
    assert found.endswith("; correct the template")


def test_a_part_that_is_missing_is_told_where_it_is_asked_for(
    story: Callable[[str], Story], house: Path
) -> None:
    (house / "partials" / "watch.j2").unlink()
    found = refusal(story("amazon/2025Q4"), house)
    text = (house / "briefing.html.j2").read_text("utf-8")
    line = text[: text.index("watch.j2")].count("\n") + 1
    assert found.startswith(f"templates/briefing.html.j2:{line}:1: ")


def test_what_users_write_is_escaped(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace("nordvind/company.yaml", "name: Nordvind Energi AB", "name: Nord <b>& vind")
    files.replace("nordvind/2025Q4/edition.yaml", "author: Astrid Holm", "author: <i>Astrid")
    html = briefing.render(page(files.read("nordvind")), templates(), house_theme())
    assert "Nord &lt;b&gt;&amp; vind" in html
    assert "<i>Astrid" not in html


def test_reading_the_prose_finds_the_same_faults_as_checking(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    line = files.append("nordvind/2025Q4/briefing.md", "\nIt is 5%.\n") + 1
    problems, text = pipeline.check(files.read("nordvind"))
    assert text is None
    assert [problem.position.line for problem in problems] == [line]
