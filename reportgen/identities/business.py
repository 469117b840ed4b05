"""What the business does, in each quarter of its history: growth, margins, coverage, cash, own chips."""

from __future__ import annotations

from reportgen.identities.identity import Identity, identity, total

#: Four quarters, the last and the four before them, by the endings of their names.
LAST = ("", "_previous_quarter", "_two_quarters_ago", "_three_quarters_ago")
BEFORE = ("_year_ago", "_five_quarters_ago", "_six_quarters_ago", "_seven_quarters_ago")
SUMMED = (
    "net_sales", "operating_income", "net_income", "diluted_eps", "operating_cash_flow", "capex",
    "segment_sales", "segment_operating_income",
)  # fmt: skip


def _four_quarters(column: str) -> tuple[Identity, ...]:
    return tuple(
        total(f"trailing_{column}{ending}", "four quarters add up to the year",
              [column + lag for lag in lags])
        for ending, lags in (("", LAST), ("_year_ago", BEFORE))
    )  # fmt: skip


#: These hold in every quarter of the history.
QUARTERLY = (
    *(each for column in SUMMED for each in _four_quarters(column)),
    identity("segment_growth", "growth = sales / sales a year ago − 1",
             lambda segment_sales, segment_sales_year_ago:
             segment_sales / segment_sales_year_ago - 1),
    identity("segment_growth_previous_quarter", "growth = sales / sales a year before − 1",
             lambda segment_sales_previous_quarter, segment_sales_five_quarters_ago:
             segment_sales_previous_quarter / segment_sales_five_quarters_ago - 1),
    identity("segment_acceleration", "acceleration = growth − growth of the quarter before",
             lambda segment_growth, segment_growth_previous_quarter:
             segment_growth - segment_growth_previous_quarter),
    identity("segment_run_rate", "run rate = 4 × the quarter",
             lambda segment_sales: 4 * segment_sales),
    identity("segment_margin", "margin = operating income / sales",
             lambda segment_operating_income, segment_sales:
             segment_operating_income / segment_sales),
    identity("segment_margin_change_on_year", "change = margin − margin a year ago",
             lambda segment_margin, segment_operating_income_year_ago, segment_sales_year_ago:
             segment_margin - segment_operating_income_year_ago / segment_sales_year_ago),
    identity("segment_margin_change_on_quarter", "change = margin − margin of the quarter before",
             lambda segment_margin, segment_operating_income_previous_quarter,
             segment_sales_previous_quarter:
             segment_margin
             - segment_operating_income_previous_quarter / segment_sales_previous_quarter),
    identity("segment_incremental_margin", "incremental margin = operating income added / sales added",
             lambda trailing_segment_operating_income,
             trailing_segment_operating_income_year_ago, trailing_segment_sales,
             trailing_segment_sales_year_ago:
             (trailing_segment_operating_income - trailing_segment_operating_income_year_ago)
             / (trailing_segment_sales - trailing_segment_sales_year_ago)),
    identity("backlog_coverage", "coverage = backlog / sales of four quarters",
             lambda backlog, trailing_segment_sales: backlog / trailing_segment_sales),
    identity("book_to_bill", "book to bill = (rise of the backlog + sales) / sales",
             lambda backlog, backlog_previous_quarter, segment_sales:
             (backlog - backlog_previous_quarter) / segment_sales + 1),
    identity("capex_intensity", "intensity = capital expenditure / net sales",
             lambda trailing_capex, trailing_net_sales: trailing_capex / trailing_net_sales),
    identity("capex_per_new_sales", "capex per new sales = capital expenditure / sales added",
             lambda trailing_capex, trailing_segment_sales, trailing_segment_sales_year_ago:
             trailing_capex / (trailing_segment_sales - trailing_segment_sales_year_ago)),
    identity("capex_per_new_sales_lagged", "the same with the capital expenditure of the year before",
             lambda trailing_capex_year_ago, trailing_segment_sales,
             trailing_segment_sales_year_ago:
             trailing_capex_year_ago
             / (trailing_segment_sales - trailing_segment_sales_year_ago)),
    identity("segment_share_of_operating_income", "share = operating income / that of the company",
             lambda segment_operating_income, operating_income:
             segment_operating_income / operating_income),
    identity("segment_share_of_sales", "share = sales / net sales",
             lambda segment_sales, net_sales: segment_sales / net_sales),
    identity("net_sales_growth", "growth = net sales / net sales a year ago − 1",
             lambda net_sales, net_sales_year_ago: net_sales / net_sales_year_ago - 1),
    identity("trailing_free_cash_flow", "free cash flow = operating cash flow − capital expenditure",
             lambda trailing_operating_cash_flow, trailing_capex:
             trailing_operating_cash_flow - trailing_capex),
)  # fmt: skip

CHIPS = (
    identity("chip_run_rate_growth", "growth = run rate / the one before − 1",
             lambda chip_run_rate, chip_run_rate_previous:
             chip_run_rate / chip_run_rate_previous - 1),
    identity("chip_share_of_segment", "share = run rate of the chips / that of the segment",
             lambda chip_run_rate, segment_run_rate: chip_run_rate / segment_run_rate),
    identity("ai_share_of_segment", "share = run rate of AI / that of the segment",
             lambda ai_run_rate, segment_run_rate: ai_run_rate / segment_run_rate),
    identity("chip_commitment_coverage", "coverage = commitments / run rate",
             lambda chip_commitments, chip_run_rate: chip_commitments / chip_run_rate),
    identity("chip_share_of_compute", "share = own compute / all compute",
             lambda own_compute_capacity, all_compute_capacity:
             own_compute_capacity / all_compute_capacity),
)  # fmt: skip
