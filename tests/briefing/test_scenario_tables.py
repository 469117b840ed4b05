"""The tables of scenarios and odds: worlds side by side, the two-way grid, two kinds of odds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen import briefing
from reportgen.assumptions.theme import house_theme
from reportgen.briefing import scenarios
from reportgen.briefing.evidence import Evidence
from reportgen.briefing.page import Scenarios
from reportgen.briefing.pieces import HeatCell
from reportgen.drawing import Drawing, Drawings
from reportgen.shipped import templates
from reportgen.studies import sensitivity
from reportgen.studies.sensitivity import Grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing import Document
    from reportgen.briefing.pieces import HeatMap, Line, Panel
    from reportgen.inquiry import Inquiry
    from reportgen.model import Story
    from tests.conftest import Desk


def lines(story: Story) -> dict[str, Line]:
    sheet = scenarios.sheet(story)
    assert sheet is not None
    return {line.label: line for line in sheet.lines}


def words(line: Line) -> list[str]:
    return [cell.value for cell in line.cells]


def heat(story: Story) -> HeatMap:
    found = scenarios.grid(story)
    assert found is not None
    return found


# Scenarios


def test_every_scenario_is_a_column_and_its_probability_comes_first(
    story: Callable[[str], Story],
) -> None:
    sheet = scenarios.sheet(story("amazon/2026Q2"))
    assert sheet is not None
    assert sheet.heads == ("Measure", "Bull", "Base", "Bear")
    assert sheet.lines[0].label == "Probability"
    assert words(sheet.lines[0]) == ["20%", "55%", "25%"]
    assert {len(line.cells) for line in sheet.lines} == {3}


def test_what_a_scenario_does_not_set_is_the_edition_s_own(
    story: Callable[[str], Story],
) -> None:
    found = lines(story("amazon/2026Q2"))
    assert words(found["Assumed growth of AWS sales"]) == ["40%", "32%", "20%"]
    assert words(found["Exit multiple of earnings"]) == ["30×", "25×", "20×"]
    assert all(cell.judgement for cell in found["Exit multiple of earnings"].cells)


def test_what_follows_from_a_scenario_is_printed_as_its_figures_are(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    found = lines(told)
    for label, name in (
        ("Earnings per share that are paid for", "outlook_earnings_per_share"),
        ("Market cap at the horizon", "outlook_market_cap"),
        ("Share price at the horizon", "outlook_share_price"),
        ("Target reached on", "reaches_target_on"),
    ):
        wanted = [
            told.now.figures[f"scenario.{k}.{name}"].printed for k in ("bull", "base", "bear")
        ]
        assert words(found[label]) == wanted


def test_a_path_that_never_gets_there_says_so_below(story: Callable[[str], Story]) -> None:
    sheet = scenarios.sheet(story("amazon/2026Q2"))
    assert sheet is not None
    assert sheet.notes == ("Bear: day of reaching the target n.m.: never on this path.",)


def test_the_stories_are_told_in_their_own_words(story: Callable[[str], Story]) -> None:
    told = scenarios.stories(story("amazon/2026Q2"))
    assert [row.label for row in told] == ["Bull", "Base", "Bear"]
    assert told[2].value.startswith("Capacity outruns demand")


def test_the_scenarios_are_weighed_and_what_cannot_be_has_its_reason(
    desk: Callable[..., Desk],
) -> None:
    """Others at 2 and the best at 5 trillion need (4 - 2) / (5 - 2) of it; a best of 3 never does."""
    files, label = desk("amazon"), "Break-even probability, best scenario"
    given = {"target_market_cap": 4e12, "remaining_scenarios_market_cap": 2e12}
    enough, short = (
        scenarios.weighted(files.read("amazon/2026Q2", {**given, "best_scenario_market_cap": best}))
        for best in (5e12, 3e12)
    )
    assert enough is not None
    assert short is not None
    assert {row.label: row.value for row in enough.rows}[label] == "66.7%"
    assert {row.label: row.value for row in short.rows}[label] == "n.m."
    assert f"{label} n.m.: even certainty of the best scenario falls short." in short.notes


def test_what_rests_on_a_loss_is_told_once_and_by_its_root(desk: Callable[..., Desk]) -> None:
    """Calm ends in a loss, which has no multiple: five lines of its column are not meaningful."""
    sheet = scenarios.sheet(desk("nordvind").read("nordvind/2025Q4"))
    assert sheet is not None
    (note,) = sheet.notes
    assert note.startswith(
        "Calm: market cap at the horizon n.m.; share price at the horizon n.m.; "
    )
    assert note.endswith(": earnings are not positive.")
    assert note.count("n.m.") == 5


# The two-way grid


def test_the_grid_has_a_cell_for_each_pair_and_one_is_the_edition_s_own(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    found = heat(told)
    assert found.heads == ("17×", "19×", "21×", "23×", "25×", "27×", "29×", "31×", "33×")
    assert [head for head, _ in found.lines][::4] == ["20%", "32%", "44%"]
    assert {len(cells) for _, cells in found.lines} == {9}
    own = [
        (head, place, cell)
        for head, cells in found.lines
        for place, cell in zip(found.heads, cells, strict=True)
        if cell.base
    ]
    ((head, place, cell),) = own
    assert (head, place) == ("32%", "25×")
    assert cell.value == told.now.figures["outlook_market_cap"].printed


def made_up(_: Inquiry) -> Grid:
    """Two rows of two cells around the target of four trillion, one without a number."""
    cells = ((3.996e12, 4.0e12), (4.5e12, float("nan")))
    return Grid(
        "outlook_market_cap", "outlook_segment_growth", "exit_multiple",
        (0.3, 0.35), (25.0, 27.5), cells, 1, 0,
    )  # fmt: skip


def test_a_cell_reaches_the_target_before_rounding(
    story: Callable[[str], Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    """3.996 trillion prints as four and is not there; what the model cannot say is n.m."""
    monkeypatch.setattr(sensitivity, "grid", made_up)
    found = heat(story("amazon/2026Q2"))
    assert found.heads == ("25×", "27.5×")
    assert found.lines == (
        ("30%", (HeatCell("$4.00T"), HeatCell("$4.00T", reached=True))),
        ("35%", (HeatCell("$4.50T", reached=True, base=True), HeatCell("n.m."))),
    )


def test_the_caption_says_what_stands_where(story: Callable[[str], Story]) -> None:
    found = heat(story("amazon/2026Q2"))
    assert found.title == "Market cap at the horizon on the house's outlook"
    assert found.measure == (
        "Rows: assumed growth of AWS sales; columns: exit multiple of earnings; framed: the house's own; "
        "▲ reaches $4 trillion before rounding"
    )


def test_a_grid_of_what_has_no_target_marks_nothing(desk: Callable[..., Desk]) -> None:
    """Nordvind tabulates a price after dilution, which the target of today's shares is not."""
    found = heat(desk("nordvind").read("nordvind/2025Q4"))
    assert not any(cell.reached for _, cells in found.lines for cell in cells)
    assert "▲" not in found.measure


def test_a_grid_that_cannot_be_computed_is_a_sentence(desk: Callable[..., Desk]) -> None:
    """The value of the parts has nothing to do with the exit multiple or the outlook."""
    files = desk("amazon")
    files.replace(
        "amazon/2026Q2/edition.yaml",
        "sensitivity:\n",
        "sensitivity:\n  output: parts_equity_value\n",
    )
    found = heat(files.read("amazon/2026Q2"))
    assert found.lines == ()
    assert "does not depend on outlook segment growth, exit multiple" in found.missing


# Odds


def panels(story: Story) -> dict[str, Panel]:
    return {panel.title: panel for panel in scenarios.scenarios(story).odds}


def test_the_two_kinds_of_odds_are_never_one_table(story: Callable[[str], Story]) -> None:
    found = panels(story("amazon/2026Q2"))
    assert list(found) == [
        "Conditional on the house's distributions", "If the market cap follows a random path",
        "What the spread of the draws comes from",
    ]  # fmt: skip
    assert all(panel.lead for panel in found.values())


def test_the_spread_is_told_by_input_the_largest_part_first(
    story: Callable[[str], Story],
) -> None:
    rows = panels(story("amazon/2026Q2"))["What the spread of the draws comes from"].rows
    shares = [int(row.value.removesuffix("%")) for row in rows]
    assert rows[0].label == "Exit multiple of earnings"
    assert shares == sorted(shares, reverse=True)
    assert 98 <= sum(shares) <= 102, "each is rounded"
    assert rows[0].note == "lognormal, median 25×, deviation 0.22"
    assert rows[1].note == "triangular, low 20%, mode 32%, high 42%"


def test_what_sets_a_scenario_apart_adds_up_to_its_difference(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    table = scenarios.contributions(told)
    assert table is not None
    assert table.heads == ("Input", "Bull", "Bear"), "the base sets nothing"
    figures = told.now.figures
    for key in ("bull", "bear"):
        parts = [f.value or 0.0 for n, f in figures.figures.items() if f"{key}.contribution." in n]
        gap = (figures[f"scenario.{key}.outlook_market_cap"].value or 0.0) - (
            figures["outlook_market_cap"].value or 0.0
        )
        assert len(parts) == len(table.lines) == 4
        assert sum(parts) == pytest.approx(gap, rel=1e-9)


def test_the_simulation_says_how_sure_it_is_and_how_it_can_be_repeated(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    rows = {
        row.label: row.value
        for row in panels(told)["Conditional on the house's distributions"].rows
    }
    figures = told.now.figures
    chance, error = (
        figures[f"simulated_target_probability{end}"].printed for end in ("", "_error")
    )
    assert rows["Probability of the target, ± standard error"] == f"{chance} ± {error}"
    assert (rows["Draws"], rows["Draws that gave no number"]) == ("100,000", "0")
    assert rows["Seed"] == "20262"
    assert rows["Median"] == figures["simulated_median"].printed


def test_the_random_path_marks_drift_and_volatility_as_the_house_s(
    story: Callable[[str], Story],
) -> None:
    rows = panels(story("amazon/2026Q2"))["If the market cap follows a random path"].rows
    assert [row.value for row in rows if row.judgement] == ["9%", "30%"]
    assert rows[0].value == story("amazon/2026Q2").now.figures["terminal_probability"].printed


def test_a_company_without_scenarios_has_no_such_chapter(desk: Callable[..., Desk]) -> None:
    assert scenarios.scenarios(desk("nordvind").read("nordvind/2025Q3")) == Scenarios()


# In print


def html(story: Story, drawings: Drawings, document: Document = "workings") -> str:
    text = briefing.fill_prose(story)
    page = briefing.compose(story, text, drawings, Evidence("0123456789ab"), document=document)
    return briefing.render(page, templates(), house_theme(), document=document)


def test_marks_of_the_grid_do_not_rest_on_colour(
    story: Callable[[str], Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sensitivity, "grid", made_up)
    told = html(story("amazon/2026Q2"), Drawings())
    assert '<td class="reached"><span class="mark">▲</span> $4.00T</td>' in told
    assert '<td class="reached base"><span class="mark">▲</span> $4.50T</td>' in told
    assert told.count('<span class="mark">▲</span>') == 2


@pytest.mark.parametrize("document", ["briefing", "workings"])
@pytest.mark.parametrize("edition", ["amazon/2025Q3", "amazon/2026Q2"])
def test_tables_have_captions_and_scopes(
    story: Callable[[str], Story], edition: str, document: Document
) -> None:
    told = html(story(edition), Drawings(), document)
    assert told.count("<table") == told.count("<caption")
    assert re.findall(r"<th(?! scope=)[ >]", told) == []


@pytest.mark.parametrize(
    ("document", "chapters"),
    [
        ("briefing", ["intelligence", "odds"]),
        ("workings", ["valuation", "scenarios", "scenarios", "record"]),
    ],
)
def test_exhibits_are_numbered_as_they_are_printed(
    story: Callable[[str], Story], document: Document, chapters: list[str]
) -> None:
    """Whatever order they were drawn in, those of an earlier chapter come first, in each document from 1."""
    drawn = (
        "track_record", "tornado", "football_field", "market_caps", "scenario_fan", "parts_waterfall",
    )  # fmt: skip
    drawings = Drawings({name: Drawing(name, "", half="<svg/>", full="<svg/>") for name in drawn})
    told = story("amazon/2026Q2")
    page = briefing.compose(told, briefing.fill_prose(told), drawings, document=document)
    assert [exhibit.chapter for exhibit in page.exhibits.values()] == chapters
    printed = briefing.render(page, templates(), house_theme(), document=document)
    numbers = [int(number) for number in re.findall(r'id="figure-(\d+)"', printed)]
    assert numbers == list(range(1, len(chapters) + 1))
