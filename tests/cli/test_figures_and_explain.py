"""Figures and what-ifs on the command line, against cases that others published."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Answer
    from tests.conftest import Desk

    Run = Callable[..., Answer]


@pytest.fixture
def ask(reportgen: Run, desk: Callable[..., Desk]) -> Callable[..., dict[str, Any]]:
    """`reportgen figures nordvind --json --set …` by figure."""
    root = desk("nordvind").root

    def asked(*settings: str) -> dict[str, Any]:
        words = [word for setting in settings for word in ("--set", setting)]
        answer = reportgen("figures", "nordvind", "--json", "--workspace", root, *words)
        assert (answer.code, answer.err) == (0, "")
        return {figure["id"]: figure for figure in json.loads(answer.out)}

    return asked


def test_from_2_48_to_3_trillion_is_21_per_cent(ask: Callable[..., dict[str, Any]]) -> None:
    """GAP-02, Motley Fool, 30 December 2025."""
    upside = ask("market_cap=2.48T", "target_market_cap=3T")["required_upside"]
    assert upside["value"] == pytest.approx(0.21, abs=0.005)
    assert upside["printed"] == "21%"


def test_required_growth_is_excels_rri(ask: Callable[..., dict[str, Any]]) -> None:
    """GAP-05, Microsoft's example: from 10,000 to 11,000 in 96 periods."""
    found = ask("market_cap=10000", "target_market_cap=11000", "years_to_horizon=96")
    assert found["required_cagr"]["value"] == pytest.approx(0.0009933, abs=5e-8)


def test_growth_over_three_years(ask: Callable[..., dict[str, Any]]) -> None:
    """GAP-06: 10,000 to 19,500 in three years is 24.93% a year."""
    found = ask("market_cap=10_000", "target_market_cap=19_500", "years_to_horizon=3")
    assert found["required_cagr"]["value"] == pytest.approx(0.2493, abs=5e-5)


def test_options_out_of_the_money_add_nothing(ask: Callable[..., dict[str, Any]]) -> None:
    """GAP-10: price 40; 20,000 at 30 add 20,000 x (1 - 30/40) = 5,000, and 50,000 at 50 nothing."""
    found = ask("share_price=40", "option_counts=[50000, 20000]", "option_strikes=[50, 30]")
    assert found["incremental_option_shares"]["value"] == pytest.approx(5_000)
    assert found["option_counts"]["value"] == [50_000, 20_000]


def test_diluted_shares_by_the_treasury_stock_method(ask: Callable[..., dict[str, Any]]) -> None:
    """GAP-11: price 25, 100,000 shares, 20,000 at 20 and 20,000 at 28: 104,000."""
    found = ask(
        "share_price=25", "shares_outstanding=100K", "restricted_stock_units=0",
        "option_counts=[20K,20K]", "option_strikes=[20,28]",
    )  # fmt: skip
    assert found["diluted_shares_outstanding"]["value"] == pytest.approx(104_000)


def test_a_single_grant_needs_no_brackets(ask: Callable[..., dict[str, Any]]) -> None:
    found = ask("share_price=40", "option_counts=20000", "option_strikes=30")
    assert found["incremental_option_shares"]["value"] == pytest.approx(5_000)
    none = ask("share_price=40", "option_counts=[]", "option_strikes=[]")
    assert none["incremental_option_shares"]["value"] == 0


def test_a_published_growth_of_23_6_per_cent(ask: Callable[..., dict[str, Any]]) -> None:
    """AWS-01 and AWS-03: 35,579 over 28,786 million, and a run rate of 142 billion."""
    found = ask("segment_sales=35579M", "segment_sales_year_ago=28786M")
    assert found["segment_growth"]["value"] == pytest.approx(0.236, abs=0.0005)
    assert found["segment_run_rate"]["value"] == pytest.approx(142e9, abs=0.5e9)


def test_peg_of_published_examples(ask: Callable[..., dict[str, Any]]) -> None:
    """RERATE-09: 15 at 10% is 1.5, 30 at 40% is 0.75."""
    assert ask("base_pe=15x", "earnings_growth=10%")["peg"]["value"] == pytest.approx(1.5)
    assert ask("base_pe=30", "earnings_growth=0.4")["peg"]["value"] == pytest.approx(0.75)


def test_the_gap_splits_as_in_the_lmdi_reference(ask: Callable[..., dict[str, Any]]) -> None:
    """RERATE-03: earnings 1 to 4, multiple 10 to 5, shares 2 to 3."""
    found = ask(
        "market_cap=20", "target_market_cap=60", "base_earnings_per_share=1",
        "horizon_earnings_per_share=4", "base_pe=10", "required_pe=5", "shares=2",
        "horizon_shares=3",
    )  # fmt: skip
    parts = [
        found[f"{part}_contribution"]["value"] for part in ("earnings", "multiple", "share_count")
    ]
    assert parts == pytest.approx([50.47438029, -25.23719014, 14.76280986], abs=1e-7)


def test_days_are_set_as_days(ask: Callable[..., dict[str, Any]]) -> None:
    """From 2025-12-31 to 2027-12-31 are 730 days, two years of 365."""
    assert ask("as_of=2025-12-31")["years_to_horizon"]["value"] == 2.0


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("share_prise=300", "no figure or input 'share_prise'; did you mean 'share_price'?"),
        ("share_price", "'share_price' is not NAME=VALUE"),
        ("share_price=", "'share_price=' is not NAME=VALUE"),
        ("share_price=cheap", "share_price: 'cheap': not a number"),
        ("share_price=[1,2]", "share_price: '[1,2]': not a number"),
        ("share_price=3Q", "unknown magnitude 'Q'"),
        ("share_price=1e30", "larger than 10^18"),
        ("cost_of_equity=9", "is 9 meant as 9%?"),
        ("as_of=yesterday", "as_of: 'yesterday'"),
        ("option_counts=[1,many]", "not a number"),
        ("change.market_cap=3%", "no figure or input 'change.market_cap'"),
        ("previous.market_cap=3T", "no figure or input 'previous.market_cap'"),
    ],
)
def test_a_wrong_setting_is_wrong_usage(
    reportgen: Run, desk: Callable[..., Desk], setting: str, told: str
) -> None:
    root = desk("nordvind").root
    for command in (("figures", "nordvind"), ("explain", "nordvind", "market_cap")):
        answer = reportgen(*command, "--set", setting, "--workspace", root)
        assert answer.code == 2
        assert told in " ".join(answer.err.split())


def test_a_setting_that_contradicts_is_told_as_a_problem(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    root = desk("nordvind").root
    answer = reportgen("figures", "nordvind", "--set", "share_price=0", "--workspace", root)
    assert answer.code == 1
    assert "--set:1:1: market_cap: the share price must be greater than zero" in answer.err


def test_json_holds_all_there_is_to_know_of_a_figure(ask: Callable[..., dict[str, Any]]) -> None:
    upside = ask()["required_upside"]
    assert upside["label"] == "Required upside"
    assert upside["unit"] == "rate"
    assert upside["status"] == "ok"
    assert upside["reason"] == ""
    assert upside["inputs"] == ["target_market_cap", "market_cap"]
    assert upside["formula"] == "target_market_cap / market_cap - 1"
    assert [source["key"] for source in upside["sources"]] == [
        "stockholm-closes", "nordvind-report-2025q4",
    ]  # fmt: skip
    assert upside["value"] == pytest.approx(200 / (0.3368 * 410.6) - 1)


def test_json_tells_ranges_gaps_and_what_misleads(ask: Callable[..., dict[str, Any]]) -> None:
    figures = ask("horizon_date=2026-01-01")
    low, high = figures["earnings_growth"]["value"]
    assert (low, high) == (0.12, 0.16)
    assert figures["forward_pe"]["value"] is None
    assert (figures["forward_pe"]["status"], figures["forward_pe"]["printed"]) == ("n/a", "n/a")
    assert figures["forward_pe"]["reason"] == "missing: forward_earnings_per_share"
    assert figures["required_cagr"]["value"] is None
    assert (figures["required_cagr"]["status"], figures["required_cagr"]["reason"]) == (
        "n.m.", "horizon passed",
    )  # fmt: skip
    price = figures["share_price"]
    assert price["position"].startswith("assumptions/nordvind/2025Q4/edition.yaml:")
    assert (price["as_of"], price["currency"]) == ("2026-02-18", "SEK")
    assert figures["target_market_cap"]["judgement"] is True


def test_figures_are_listed_by_subject_and_what_is_stated_on_request(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    root = desk("nordvind").root
    plain = reportgen("figures", "nordvind", "--workspace", root).out
    everything = reportgen("figures", "nordvind", "--all", "--workspace", root).out
    headings = [line for line in plain.splitlines() if line and not line.startswith(" ")]
    assert headings == [
        *("gap", "path", "probability", "multiples", "peers", "rerating", "justified", "outlook"),
        *("scenarios", "parts", "cash_flow", "equity_value", "expectations", "simulation"),
        *("sensitivity", "segment", "history", "scenario base", "scenario bear", "scenario bull"),
    ]
    assert "orders_received" not in plain
    assert "orders_received" in everything
    (line,) = [line for line in plain.splitlines() if line.startswith("  forward_pe ")]
    assert line.endswith("Forward P/E  missing: forward_earnings_per_share")


def test_explain_goes_down_to_file_line_and_source(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    files = desk("nordvind")
    text = files.file("nordvind/2025Q4/edition.yaml").read_text("utf-8")
    line = text[: text.index("share_price:")].count("\n") + 1
    answer = reportgen("explain", "nordvind", "required_upside", "--workspace", files.root)
    assert answer.code == 0
    assert answer.out.splitlines()[:3] == [
        "required_upside = 45%",
        "│  Required upside",
        "│  = target_market_cap / market_cap - 1",
    ]
    assert f"assumptions/nordvind/2025Q4/edition.yaml:{line}:" in answer.out
    assert "as of 2026-02-18" in answer.out
    assert "source: Closing prices (Nasdaq Stockholm, transcription)" in answer.out
    assert "judgement of the house" in answer.out


def test_explain_tells_why_a_figure_is_not_there(reportgen: Run, desk: Callable[..., Desk]) -> None:
    root = desk("nordvind").root
    answer = reportgen("explain", "nordvind", "forward_pe", "--workspace", root)
    assert "n/a: missing: forward_earnings_per_share" in answer.out


def test_explain_follows_a_what_if(reportgen: Run, desk: Callable[..., Desk]) -> None:
    root = desk("nordvind").root
    answer = reportgen(
        "explain", "nordvind", "required_upside", "--set", "market_cap=100B", "--workspace", root
    )
    assert answer.out.startswith("required_upside = 100%")
    assert "set on the command line" in answer.out


def test_explain_names_the_nearest_figure(reportgen: Run, desk: Callable[..., Desk]) -> None:
    root = desk("nordvind").root
    answer = reportgen("explain", "nordvind", "requird_upside", "--workspace", root)
    assert answer.code == 2
    assert "no figure or input 'requird_upside'; did you mean 'required_upside'?" in " ".join(
        answer.err.split()
    )


def test_history_is_a_row_a_quarter(
    reportgen: Run, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    """Grid storage: 1,352 after 1,021 is +32.4%, up to 1,835 after 1,294: +41.8%."""
    root = desk("nordvind").root
    words = ("history", "nordvind", "--figure", "segment_growth", "--workspace", root)
    answer = reportgen(*words)
    assert answer.code == 0
    heads, row = (line.split() for line in answer.out.splitlines())
    growth = dict(zip(heads, row[1:], strict=True))
    assert (growth["2023Q4"], growth["2025Q1"], growth["2025Q4"]) == ("n/a", "32.4%", "41.8%")
    path = tmp_path / "quarters.csv"
    assert reportgen(*words, "--csv", path).out == f"{path}\n"
    lines = path.read_text("utf-8").splitlines()
    rows = {row["quarter"]: row["segment_growth"] for row in csv.DictReader(lines)}
    assert float(rows["2025Q4"]) == pytest.approx(1_835 / 1_294 - 1)
    assert rows["2023Q4"] == ""


def test_history_names_the_nearest_figure(reportgen: Run, desk: Callable[..., Desk]) -> None:
    root = desk("nordvind").root
    answer = reportgen("history", "nordvind", "--figure", "segment_grwth", "--workspace", root)
    assert answer.code == 2
    assert "did you mean 'segment_growth'?" in " ".join(answer.err.split())
