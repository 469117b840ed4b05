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
    "overrides.market_stale_after_days: 9, confirm or change",
]


def test_facts_become_former_ones_and_judgements_stay() -> None:
    made = edition_for_next_quarter(dedent(LAST), "2026Q1", "2025Q4")
    assert made.text == dedent(NEXT)
    assert made.owed == OWED


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
