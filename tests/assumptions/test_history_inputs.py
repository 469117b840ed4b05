"""Reported quarters as inputs: by calendar, not by row, and only what was public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.assumptions.reading import read_edition
from reportgen.assumptions.workspace import EditionName

if TYPE_CHECKING:
    from reportgen.assumptions.inputs import Input
    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.workspace import Workspace


def edition(workspace: Workspace, quarter: str = "2025Q4") -> Assumptions:
    return read_edition(workspace, EditionName("nordvind", quarter))


def given(workspace: Workspace, name: str) -> Input:
    return edition(workspace).inputs[name]


def test_money_is_in_full_units_and_earnings_per_share_are_not(nordvind: Workspace) -> None:
    assert given(nordvind, "net_sales").value == 9_917_000_000
    assert given(nordvind, "diluted_shares").value == 412_800_000
    assert given(nordvind, "diluted_eps").value == 1.64


def test_the_growth_drivers_columns_have_general_names_too(nordvind: Workspace) -> None:
    assert given(nordvind, "segment_sales").value == given(nordvind, "storage_sales").value
    assert given(nordvind, "backlog").value == 11_900_000_000
    assert given(nordvind, "segment_sales").label == "Grid storage sales, 2025Q4"
    assert given(nordvind, "orders_received").label == "Orders received, 2025Q4"


def test_an_input_knows_its_cell_its_period_and_its_source(nordvind: Workspace) -> None:
    sales = given(nordvind, "net_sales")
    assert str(sales.position) == "assumptions/nordvind/history.csv:13:30"
    assert (sales.period, str(sales.as_of)) == ("2025Q4", "2025-12-31")
    assert sales.source is not None
    assert sales.source.title == "Nordvind Energi interim reports"


def test_lags_reach_back_two_years(nordvind: Workspace) -> None:
    names = ["segment_sales", "segment_sales_previous_quarter", "segment_sales_two_quarters_ago"]
    names += ["segment_sales_three_quarters_ago", "segment_sales_year_ago"]
    names += ["segment_sales_five_quarters_ago", "segment_sales_six_quarters_ago"]
    names += ["segment_sales_seven_quarters_ago", "segment_sales_two_years_ago"]
    periods = [given(nordvind, name).period for name in names]
    assert periods == [
        "2025Q4",
        "2025Q3",
        "2025Q2",
        "2025Q1",
        "2024Q4",
        "2024Q3",
        "2024Q2",
        "2024Q1",
        "2023Q4",
    ]


def test_a_quarter_that_is_missing_is_not_known_and_moves_no_other(nordvind: Workspace) -> None:
    path = nordvind.company_folder("nordvind") / "history.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("2025Q3")), "utf-8")
    missing = given(nordvind, "net_sales_previous_quarter")
    assert missing.value is None
    assert missing.note == "no quarter 2025Q3 in the history that was public"
    assert given(nordvind, "net_sales_two_quarters_ago").period == "2025Q2"


def test_an_empty_cell_is_not_known_never_zero(nordvind: Workspace) -> None:
    first = edition(nordvind).quarterly["2023Q1"]["backlog"]
    assert first.value is None
    assert first.note == "the cell storage_backlog of 2023Q1 is empty"


def test_a_derived_cell_says_so(nordvind: Workspace) -> None:
    assert given(nordvind, "service_sales").note == "derived: 9917 - 6410 - 1835"


def test_a_quarter_published_after_the_as_of_day_is_not_seen(nordvind: Workspace) -> None:
    assert edition(nordvind).quarters[-1] == "2025Q4"
    assert edition(nordvind, "2025Q3").quarters[-1] == "2025Q3"
    assert edition(nordvind, "2025Q3").inputs["net_sales"].period == "2025Q3"


def test_rows_appended_later_leave_an_old_edition_as_it_was(nordvind: Workspace) -> None:
    before = edition(nordvind, "2025Q3").inputs
    path = nordvind.company_folder("nordvind") / "history.csv"
    later = "2026Q2,2026-06-30,2026-07-19,,,,,,,,,,,,,,,,,nordvind-reports\n"
    path.write_text(path.read_text("utf-8") + later, "utf-8")
    assert edition(nordvind, "2025Q3").inputs == before


def test_every_quarter_sees_its_own_past(nordvind: Workspace) -> None:
    quarterly = edition(nordvind).quarterly
    assert list(quarterly) == list(edition(nordvind).quarters)
    assert quarterly["2024Q4"]["net_sales_year_ago"].period == "2023Q4"
    assert quarterly["2023Q2"]["net_sales_year_ago"].value is None
