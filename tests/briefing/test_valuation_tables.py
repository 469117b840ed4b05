"""The tables of the chapter on value: the parts, what the price asks to believe, the peers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen import briefing
from reportgen.assumptions.theme import house_theme
from reportgen.briefing import valuation
from reportgen.briefing.evidence import Evidence
from reportgen.briefing.page import Valuation
from reportgen.briefing.pieces import Cell
from reportgen.drawing import Drawings
from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing import Document
    from reportgen.briefing.pieces import Line, Sheet
    from reportgen.model import Story
    from tests.conftest import Desk


def lines(sheet: Sheet | None) -> dict[str, Line]:
    assert sheet is not None
    return {line.label: line for line in sheet.lines}


def words(line: Line) -> list[str]:
    return [cell.value for cell in line.cells]


# Sum of the parts


def test_a_part_is_its_metric_times_each_of_three_multiples(desk: Callable[..., Desk]) -> None:
    """50 billion at 10, 20 and 30 times; the base is half of 2 trillion."""
    told = desk("amazon").read("amazon/2026Q2", {
        "parts.aws.metric": 50e9, "parts.aws.multiple_low": 10.0, "parts.aws.multiple": 20.0,
        "parts.aws.multiple_high": 30.0, "parts_enterprise_value": 2e12,
    })  # fmt: skip
    aws = lines(valuation.parts(told))["AWS"]
    assert words(aws) == [
        "$50.0B", "10.0× / 20.0× / 30.0×", "$500B", "$1.00T", "$1.50T", "50%",
    ]  # fmt: skip
    assert aws.note == "operating income of four quarters"


def test_only_the_multiples_are_the_house_s_own_in_the_row_of_a_part(
    story: Callable[[str], Story],
) -> None:
    aws = lines(valuation.parts(story("amazon/2026Q2")))["AWS"]
    assert [cell.judgement for cell in aws.cells] == [False, True, False, False, False, False]


def test_the_parts_lead_to_equity_to_a_share_and_to_what_is_left(
    desk: Callable[..., Desk],
) -> None:
    """2,600 - 50 + 30 = 2,580 billion, or 258 on each of 10 billion shares.

    That is 7.5% above 2,400, and 4,000 is 55.0% above it.
    """
    told = desk("amazon").read("amazon/2026Q2", {
        "parts_enterprise_value_low": 1.9e12, "parts_enterprise_value": 2.6e12,
        "parts_enterprise_value_high": 3.4e12, "net_debt": 50e9, "stakes_value_low": 30e9,
        "stakes_value": 30e9, "stakes_value_high": 30e9, "holding_discount": 0.0,
        "shares": 10e9, "market_cap": 2.4e12, "target_market_cap": 4e12,
    })  # fmt: skip
    found = lines(valuation.parts(told))
    assert words(found["Enterprise value"])[2:5] == ["$1.90T", "$2.60T", "$3.40T"]
    assert words(found["Less net debt"])[2:5] == ["$50.0B"] * 3
    assert words(found["Plus stakes, after haircuts and tax"])[2:5] == ["$30.0B"] * 3
    assert words(found["Equity value"])[2:5] == ["$1.88T", "$2.58T", "$3.38T"]
    assert words(found["Per share"])[3] == "$258.00"
    assert words(found["Against market cap"])[3] == "+7.5%"
    assert words(found["Rise from here to the target"])[3] == "+55.0%"


def test_the_multiple_in_the_price_stands_below_the_multiples(desk: Callable[..., Desk]) -> None:
    """2,800 less 1,300 for the other parts is 30 times 50; 4,000 less 1,300 is 54 times."""
    told = desk("amazon").read("amazon/2026Q2", {
        "market_enterprise_value": 2.8e12, "target_enterprise_value": 4e12,
        "other_parts_value": 1.3e12, "segment_part_metric": 50e9,
    })  # fmt: skip
    sheet = valuation.parts(told)
    found = lines(sheet)
    assert sheet is not None
    assert sheet.heads[2].startswith("Multiple")
    assert words(found["AWS multiple in the price"])[1] == "30.0×"
    assert words(found["AWS multiple needed at the target"])[1] == "54.0×"


def test_every_line_has_a_cell_for_every_head(story: Callable[[str], Story]) -> None:
    told = valuation.valuation(story("amazon/2026Q2"))
    for sheet in (told.parts, told.beliefs, told.peers):
        assert sheet is not None
        assert {len(line.cells) for line in sheet.lines} == {len(sheet.heads) - 1}


def test_a_holding_discount_of_nothing_is_no_step_and_any_other_is_one(
    desk: Callable[..., Desk],
) -> None:
    files = desk("amazon")
    label = "Less holding discount"
    assert label not in lines(valuation.parts(files.read("amazon/2026Q2")))
    told = files.read("amazon/2026Q2", {"holding_discount": 0.1})
    assert words(lines(valuation.parts(told))[label])[2:5] == ["10.0%"] * 3


def test_a_value_that_is_not_meaningful_has_its_reason_below(desk: Callable[..., Desk]) -> None:
    told = desk("amazon").read("amazon/2026Q2", {"parts.aws.metric": -1e9})
    sheet = valuation.parts(told)
    assert sheet is not None
    assert words(lines(sheet)["AWS"])[3] == "n.m."
    assert any(note.endswith("a negative metric has no multiple.") for note in sheet.notes)


def test_parts_on_their_own_equity_are_told_beside_the_stakes(desk: Callable[..., Desk]) -> None:
    """A stake of 2.4 billion less a quarter and a fifth: 1.44; the service company is no enterprise."""
    found = lines(valuation.parts(desk("nordvind").read("nordvind/2025Q4")))
    stakes = found["Plus stakes, after haircuts and tax"]
    assert stakes.note.startswith("Havskum SEK\N{NO-BREAK SPACE}1.44B; Service company SEK")
    assert "Service company" not in found


# What the price asks to believe


def test_the_price_is_set_beside_the_house_and_the_target(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    growth = lines(valuation.beliefs(told))["Growth of sales a year, years one to five"]
    names = (
        "revenue_growth", "implied_revenue_growth", "implied_revenue_growth_at_target",
        "extra_revenue_growth_for_target",
    )  # fmt: skip
    assert words(growth) == [told.now.figures[name].printed for name in names]
    assert growth.cells[0].judgement
    assert not growth.cells[1].judgement


def test_a_belief_that_is_only_a_bound_says_why_below(story: Callable[[str], Story]) -> None:
    sheet = valuation.beliefs(story("amazon/2026Q2"))
    assert sheet is not None
    years = lines(sheet)["Years of value creation"]
    assert words(years)[:2] == ["not set", "> 10 years"]
    wanted = (
        "Years of value creation, in the price > 10 years: even 10 years are not worth the price."
    )
    assert wanted in sheet.notes


def test_the_value_at_the_house_s_inputs_and_its_terminal_share_stand_below(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    sheet = valuation.beliefs(told)
    assert sheet is not None
    value, share = (
        told.now.figures[n].printed for n in ("value_per_share", "terminal_share_of_value")
    )
    assert sheet.notes[0] == (
        f"At the house's inputs a share is worth {value}; {share} of it is terminal value."
    )


def test_a_market_that_is_stated_adds_a_line(desk: Callable[..., Desk]) -> None:
    """The line names the market that the house states."""
    told = desk("amazon").read("amazon/2026Q2", {"market_size": 10e12})
    line = lines(valuation.beliefs(told))["Share in year ten of a market of $10.0T"]
    shares = [
        told.now.figures[f"implied_market_share{case}"].printed for case in ("", "_at_target")
    ]
    assert words(line) == ["not set", *shares, ""]


# Peers


def test_peers_stand_above_their_means_and_the_company(story: Callable[[str], Story]) -> None:
    told = story("amazon/2026Q2")
    figures, company = told.now.figures, told.now.assumptions.company
    found = lines(valuation.peers(told))
    group = next(iter(company.peer_groups.values()))
    count = figures["valid_peers"].printed
    means = [f"Harmonic mean, n = {count}", "Median"]
    assert list(found) == [*(company.peers[m].name for m in group.members), *means, "Amazon"]
    assert words(found["Microsoft"]) == [
        figures[f"microsoft.{name}"].printed
        for name in ("market_cap", "forward_pe", "segment_growth", "growth_gap")
    ]
    assert words(found[means[0]])[1] == figures["peer_forward_pe"].printed
    assert words(found["Median"])[1] == figures["peer_median_forward_pe"].printed
    assert words(found["Amazon"])[1] == figures["forward_pe"].printed
    assert found["Microsoft"].note == "Azure"


def test_what_does_not_apply_to_a_peer_is_empty(story: Callable[[str], Story]) -> None:
    """Nvidia is no rival, so that no growth is set against its own."""
    assert lines(valuation.peers(story("amazon/2026Q2")))["Nvidia"].cells[3] == Cell("")


def test_who_is_left_out_of_the_mean_is_named(desk: Callable[..., Desk]) -> None:
    """Havkraft makes a loss, and of Solhav there is no estimate."""
    sheet = valuation.peers(desk("nordvind").read("nordvind/2025Q4"))
    assert sheet is not None
    assert sheet.notes[:2] == (
        "Left out: Havkraft, Solhav.",
        "Mean and median n/a: 1 of 3 peers have a multiple of this day, 3 needed.",
    )
    assert sheet.notes[-1] == "Definitions of growth differ between companies."


def test_what_the_multiple_rests_on_leaves_out_what_is_not_available(
    story: Callable[[str], Story],
) -> None:
    """In its first edition Amazon had no estimate of earnings."""
    first = valuation.multiples(story("amazon/2025Q3"))
    now = valuation.multiples(story("amazon/2026Q2"))
    assert first is not None
    assert now is not None
    assert "Own forward P/E" not in {row.label for row in first.rows}
    assert "Own forward P/E" in {row.label for row in now.rows}


# In print


def html(story: Story, document: Document = "workings") -> str:
    text = briefing.fill_prose(story)
    page = briefing.compose(story, text, Drawings(), Evidence("0123456789ab"), document=document)
    return briefing.render(page, templates(), house_theme(), document=document)


@pytest.mark.parametrize(
    ("document", "chapters"),
    [
        ("briefing", ["intelligence", "analysis", "requirements", "watch", "sources"]),
        ("workings", ["driver", "valuation", "scenarios", "changes", "track-record", "sources"]),
    ],
)
def test_each_document_has_its_chapters_in_their_order(
    story: Callable[[str], Story], document: Document, chapters: list[str]
) -> None:
    """Value by every method stands in the workings; the briefing has the odds and no such chapter."""
    told = html(story("amazon/2026Q2"), document)
    assert re.findall(r'<section class="chapter" id="([\w-]+)">', told) == chapters


@pytest.mark.parametrize("words", ["Valuation</h2>", '"claim">Sum of the parts', '"claim">Peers'])
def test_a_company_that_says_nothing_of_value_has_no_such_chapter(
    desk: Callable[..., Desk], words: str
) -> None:
    """In its first edition Nordvind gives no multiples, no cash flows and no peers' numbers."""
    told = desk("nordvind").read("nordvind/2025Q3")
    assert valuation.valuation(told) == Valuation()
    assert words not in html(told)
