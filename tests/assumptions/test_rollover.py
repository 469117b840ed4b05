"""`reportgen new`: the next edition from the last."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.reading import read_edition
from reportgen.assumptions.rollover import edition_for_next_quarter, roll_over
from reportgen.assumptions.workspace import EditionName
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from reportgen.assumptions.workspace import Workspace

LAST = """\
    # Read me first.
    quarter: 2025Q4
    as_of: 2026-02-18T17:30:00+01:00  # after the close
    previous: 2025Q3
    author: Astrid Holm
    reviewer: Nils Berg
    status: approved

    market:
      share_price: {value: 336.80, source: closes, as_of: 2026-02-18, was: 309.40}
      options:
        - count: {value: 1.2M, source: report}
          strike: {value: 80, source: report}
    capital:
      debt:
        source: report
        derived: 7.4B + 2.7B
        value: 10.1B

    # The house.
    house:
      cost_of_equity: 8.5%  # as ever
      earnings_growth: [12%, 16%]
    catalysts:
      report: {name: Report, date: 2026-05-06}
    events:
      law: {state: watch}
    overrides:
      market_stale_after_days: {value: 9, reason: holidays}
    """
NEXT = """\
    # Read me first.
    quarter: 2026Q1
    as_of: null                       # after the close
    previous: 2025Q4
    author: Astrid Holm
    reviewer: null
    status: draft

    market:
      share_price: {value: null, source: closes, as_of: null, was: 336.80}
      options:
        - count: {value: null, was: 1.2M, source: report}
          strike: {value: null, was: 80, source: report}
    capital:
      debt:
        source: report
        derived: null
        was: 10.1B
        value: null

    # The house.
    house:
      cost_of_equity: 8.5%  # as ever
      earnings_growth: [12%, 16%]
    catalysts:
      report: {name: Report, date: null}
    events:
      law: {state: watch}
    overrides:
      market_stale_after_days: {value: 9, reason: holidays}
    """
OWED = [
    "as_of: the moment the edition speaks for, with its offset",
    "market.share_price.value: was 336.8, source closes",
    "market.options[0].count.value: was 1.2M, source report",
    "market.options[0].strike.value: was 80, source report",
    "capital.debt.value: was 10.1B, source report",
    "house.cost_of_equity: 8.5%, confirm or change",
    "house.earnings_growth: [12%, 16%], confirm or change",
    "catalysts.report.date: was 2026-05-06; what comes next?",
    "events.law.state: watch, confirm or change",
    "overrides.market_stale_after_days.value: 9, confirm or change",
]


def test_facts_become_former_ones_and_judgements_stay() -> None:
    made = edition_for_next_quarter(dedent(LAST), "2026Q1", "2025Q4")
    assert made.text == dedent(NEXT)
    assert made.owed == OWED


VALUED = """\
    quarter: 2025Q4
    as_of: 2026-02-18T17:30:00+01:00
    outlook:
      outlook_segment_growth: {value: 38%, note: slows}
      outlook_tax_rate: 22%
    cash_flow:
      market_size: {value: 900B, source: atlas, as_of: 2025-12-31}
      terminal_growth: 2.5%
    parts:
      multiples:
        wind: {low: 1.2x, value: 1.8x, high: 2.4x}
      net_debt:
        value: 4.5B
        source: report
        as_of: 2025-12-31
        derived: 11.4B - 6.9B
      stakes:
        hav:
          gross: {value: 2.4B, source: report}
          haircut: 25%
    scenarios:
      bull: {name: Storm, probability: 25%, set: {exit_multiple: 44x}}
    simulation:
      seed: 4
      inputs:
        exit_multiple: {distribution: lognormal, median: 40x, deviation: 0.25}
      correlations:
        - {between: [exit_multiple, outlook_tax_rate], rank: 0.3}
    sensitivity:
      rows: {input: exit_multiple, low: 30x, high: 50x}

    # What we expect.
    forecasts:
      growth:
        statement: It grows.
        # As ever.
        probability: 60%

    # What comes.
    catalysts:
      report: {name: Report, date: 2026-05-06}
    """
VALUED_NEXT = """\
    quarter: 2026Q1
    as_of: null
    outlook:
      outlook_segment_growth: {value: 38%, note: slows}
      outlook_tax_rate: 22%
    cash_flow:
      market_size: {value: null, was: 900B, source: atlas, as_of: null}
      terminal_growth: 2.5%
    parts:
      multiples:
        wind: {low: 1.2x, value: 1.8x, high: 2.4x}
      net_debt:
        value: null
        was: 4.5B
        source: report
        as_of: null
        derived: null
      stakes:
        hav:
          gross: {value: null, was: 2.4B, source: report}
          haircut: 25%
    scenarios:
      bull: {name: Storm, probability: 25%, set: {exit_multiple: 44x}}
    simulation:
      seed: 4
      inputs:
        exit_multiple: {distribution: lognormal, median: 40x, deviation: 0.25}
      correlations:
        - {between: [exit_multiple, outlook_tax_rate], rank: 0.3}
    sensitivity:
      rows: {input: exit_multiple, low: 30x, high: 50x}

    # What we expect.
    # What comes.
    catalysts:
      report: {name: Report, date: null}
    reviewer: null
    status: draft
    previous: 2025Q4
    """
VALUED_OWED = [
    "as_of: the moment the edition speaks for, with its offset",
    "outlook.outlook_segment_growth: 38%, confirm or change",
    "outlook.outlook_tax_rate: 22%, confirm or change",
    "cash_flow.market_size.value: was 900B, source atlas",
    "cash_flow.terminal_growth: 2.5%, confirm or change",
    "parts.multiples.wind: 1.8x, confirm or change",
    "parts.net_debt.value: was 4.5B, source report",
    "parts.stakes.hav.gross.value: was 2.4B, source report",
    "parts.stakes.hav.haircut: 25%, confirm or change",
    "scenarios.bull.probability: 25%, confirm or change",
    "simulation.inputs.exit_multiple: lognormal, confirm or change",
    "sensitivity: ranges, confirm or change",
    "catalysts.report.date: was 2026-05-06; what comes next?",
    "forecasts: those of 2025Q4 stay there; what does this edition expect of later ones?",
]


def test_what_values_the_company_is_confirmed_and_forecasts_stay_behind() -> None:
    made = edition_for_next_quarter(dedent(VALUED), "2026Q1", "2025Q4")
    assert made.text == dedent(VALUED_NEXT)
    assert made.owed == VALUED_OWED


@pytest.mark.parametrize(
    "end",
    [
        "forecasts:\n  growth: {by: 2026Q1}\n",
        "forecasts: {growth: {by: 2026Q1}}",
        "forecasts: {}\n",
    ],
)
def test_forecasts_at_the_end_of_the_file_stay_behind(end: str) -> None:
    text = f"quarter: 2025Q4\nas_of: null\n{end}"
    made = edition_for_next_quarter(text, "2026Q1", "2025Q4")
    assert made.text.startswith("quarter: 2026Q1\nas_of: null\n")
    assert "forecasts" not in made.text


def test_an_edition_with_every_section_rolls_over_and_is_read(nordvind: Workspace) -> None:
    path = roll_over(nordvind, "nordvind/2026Q1").written[0]
    text = path.read_text("utf-8").replace(
        "as_of: null\nprev", "as_of: 2026-05-08T17:30:00+02:00\nprev"
    )
    path.write_text(text, "utf-8")
    found = read_edition(nordvind, EditionName("nordvind", "2026Q1"))
    assert found.inputs["net_debt"].value is None
    assert found.inputs["outlook_tax_rate"].value == 0.22
    assert list(found.edition.scenarios) == ["bull", "base", "bear"]
    assert "parts.net_debt.value" in {problem.key for problem in found.warnings}


def test_the_new_files_stand_beside_the_old(nordvind: Workspace) -> None:
    started = roll_over(nordvind, "nordvind/2026Q1")
    assert [nordvind.shown(path) for path in started.written] == [
        "assumptions/nordvind/2026Q1/edition.yaml",
        "assumptions/nordvind/2026Q1/briefing.md",
    ]
    assert "briefing.md: every sentence is still that of 2025Q4" in started.owed


def test_a_new_edition_owes_its_moment_first(nordvind: Workspace) -> None:
    roll_over(nordvind, "nordvind/2026Q1")
    with pytest.raises(ProblemsError) as caught:
        read_edition(nordvind, EditionName("nordvind", "2026Q1"))
    assert [problem.key for problem in caught.value.problems] == ["as_of"]


def test_then_what_was_carried_over(nordvind: Workspace) -> None:
    path = roll_over(nordvind, "nordvind/2026Q1").written[0]
    text = path.read_text("utf-8").replace(
        "as_of: null\nprev", "as_of: 2026-05-08T17:30:00+02:00\nprev"
    )
    path.write_text(text, "utf-8")
    warnings = read_edition(nordvind, EditionName("nordvind", "2026Q1")).warnings
    assert warnings[0].key == "market.share_price.value"
    assert "is owed and prints n/a, found 336.80 in the previous edition" in str(warnings[0])


@pytest.mark.parametrize(
    ("edition", "origin", "told"),
    [
        ("nordvind/2025Q4", "2025Q3", "is already there; nothing was changed"),
        ("nordvind/2025Q2", "", "is not after nordvind/2025Q4"),
        ("nordvind/spring", "", "names no quarter"),
        ("nordwind/2026Q1", "", "has no such company, found nordwind"),
        ("nordvind/2026Q1", "2024Q1", "has no such edition, found 2024Q1"),
    ],
)
def test_nothing_is_overwritten_or_guessed(
    nordvind: Workspace, edition: str, origin: str, told: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        roll_over(nordvind, edition, origin)
    assert told in str(caught.value)
