"""The growth driver: sales, margin, order book and what its growth costs.

`segment` is the segment that company.yaml names as `growth_driver` (AWS for Amazon). Trailing figures
add four quarters of history; a missing quarter makes them n/a, and growth over what is not positive is
n.m. Capex is the whole company's.
"""

from __future__ import annotations

from reportgen.figures import Guard, Values, figure, same, trailing

NO_BASE = "the base of the comparison is not positive"
NO_NEW_SALES = Guard(
    lambda trailing_segment_sales, trailing_segment_sales_year_ago: (
        trailing_segment_sales <= trailing_segment_sales_year_ago
    ),
    "n.m.",
    "segment sales did not grow",
)

trailing_net_sales = trailing("net_sales", "Net sales")
trailing_operating_income = trailing("operating_income", "Operating income")
trailing_diluted_eps = trailing("diluted_eps", "Diluted earnings per share", "money_per_share")
trailing_operating_cash_flow = trailing("operating_cash_flow", "Operating cash flow")
trailing_capex = trailing("capex", "Capital expenditure")
trailing_capex_year_ago = trailing("capex", "Capital expenditure", year_ago=True)
trailing_segment_sales = trailing("segment_sales", "{segment} sales")
trailing_segment_sales_year_ago = trailing("segment_sales", "{segment} sales", year_ago=True)
trailing_segment_operating_income = trailing("segment_operating_income", "{segment} profit")
trailing_segment_operating_income_year_ago = trailing(
    "segment_operating_income", "{segment} profit", year_ago=True
)


@figure(
    label="{segment} sales growth on the year",
    unit="rate",
    core=True,
    guards=(Guard(lambda segment_sales_year_ago: segment_sales_year_ago <= 0, "n.m.", NO_BASE),),
    increasing=("segment_sales",),
    decreasing=("segment_sales_year_ago",),
    reference="common ratio",
)
def segment_growth(segment_sales: Values, segment_sales_year_ago: Values) -> Values:
    """Growth of the quarter's sales over the same quarter a year earlier."""
    return segment_sales / segment_sales_year_ago - 1


@figure(
    label="{segment} sales growth, quarter before",
    unit="rate",
    guards=(
        Guard(
            lambda segment_sales_five_quarters_ago: segment_sales_five_quarters_ago <= 0,
            "n.m.",
            NO_BASE,
        ),
    ),
    reference="common ratio",
)
def segment_growth_previous_quarter(
    segment_sales_previous_quarter: Values, segment_sales_five_quarters_ago: Values
) -> Values:
    """Growth of sales on the year as it stood one quarter earlier."""
    return segment_sales_previous_quarter / segment_sales_five_quarters_ago - 1


@figure(
    label="{segment} acceleration",
    unit="points",
    signed=True,
    core=True,
    reference="common definition",
)
def segment_acceleration(segment_growth: Values, segment_growth_previous_quarter: Values) -> Values:
    """Change of the growth rate against the quarter before, in percentage points."""
    return segment_growth - segment_growth_previous_quarter


@figure(
    label="{segment} annualized run rate",
    unit="money",
    core=True,
    increasing=("segment_sales",),
    reference="common definition",
)
def segment_run_rate(segment_sales: Values) -> Values:
    """Four times the quarter's sales, a rate a year; takes no account of seasons."""
    return 4 * segment_sales


@figure(
    label="{segment} operating margin",
    unit="rate",
    core=True,
    guards=(Guard(lambda segment_sales: segment_sales <= 0, "n.m.", "sales are not positive"),),
    increasing=("segment_operating_income",),
    reference="common ratio",
)
def segment_margin(segment_operating_income: Values, segment_sales: Values) -> Values:
    """Operating income over sales of the quarter; n.m. without sales."""
    return segment_operating_income / segment_sales


@figure(
    label="{segment} margin change on the year",
    unit="basis_points",
    signed=True,
    core=True,
    reference="common definition",
)
def segment_margin_change_on_year(
    segment_margin: Values,
    segment_operating_income_year_ago: Values,
    segment_sales_year_ago: Values,
) -> Values:
    """Margin less the margin a year earlier, in basis points."""
    return segment_margin - segment_operating_income_year_ago / segment_sales_year_ago


@figure(
    label="{segment} margin change on the quarter",
    unit="basis_points",
    signed=True,
    core=True,
    reference="common definition",
)
def segment_margin_change_on_quarter(
    segment_margin: Values,
    segment_operating_income_previous_quarter: Values,
    segment_sales_previous_quarter: Values,
) -> Values:
    """Margin less the margin a quarter earlier, in basis points."""
    previous = segment_operating_income_previous_quarter / segment_sales_previous_quarter
    return segment_margin - previous


@figure(
    label="{segment} incremental margin",
    unit="rate",
    core=True,
    guards=(NO_NEW_SALES,),
    reference="common ratio",
)
def segment_incremental_margin(
    trailing_segment_operating_income: Values,
    trailing_segment_operating_income_year_ago: Values,
    trailing_segment_sales: Values,
    trailing_segment_sales_year_ago: Values,
) -> Values:
    """Added profit over added sales, last four quarters against those before; n.m. without added sales."""
    added = trailing_segment_operating_income - trailing_segment_operating_income_year_ago
    return added / (trailing_segment_sales - trailing_segment_sales_year_ago)


@figure(
    label="Backlog coverage",
    unit="years",
    core=True,
    increasing=("backlog",),
    guards=(Guard(lambda trailing_segment_sales: trailing_segment_sales <= 0, "n.m.", NO_BASE),),
    reference="common ratio; backlog by ASC 606-10-50-13, IFRS 15.120",
)
def backlog_coverage(backlog: Values, trailing_segment_sales: Values) -> Values:
    """Years of sales on order: remaining performance obligations over the last four quarters' sales."""
    return backlog / trailing_segment_sales


@figure(
    label="Book-to-bill",
    unit="multiple",
    guards=(Guard(lambda segment_sales: segment_sales <= 0, "n.m.", NO_BASE),),
    reference="common ratio; backlog by ASC 606-10-50-13, IFRS 15.120",
)
def book_to_bill(
    backlog: Values, backlog_previous_quarter: Values, segment_sales: Values
) -> Values:
    """New orders (change of backlog plus sales) over sales of the quarter; n.m. without sales.

    Both backlogs must have the same scope; sales that were never in backlog count as orders.
    """
    return (backlog - backlog_previous_quarter + segment_sales) / segment_sales


@figure(
    label="Capex intensity, company",
    unit="rate",
    core=True,
    guards=(Guard(lambda trailing_net_sales: trailing_net_sales <= 0, "n.m.", NO_BASE),),
    reference="common ratio",
)
def capex_intensity(trailing_capex: Values, trailing_net_sales: Values) -> Values:
    """Capital expenditure over net sales, last four quarters."""
    return trailing_capex / trailing_net_sales


@figure(
    label="Capex per dollar of new {segment} sales",
    unit="multiple",
    core=True,
    guards=(NO_NEW_SALES,),
    reference="house definition",
)
def capex_per_new_sales(
    trailing_capex: Values, trailing_segment_sales: Values, trailing_segment_sales_year_ago: Values
) -> Values:
    """Company capex of a year over the segment's added sales of the same year; n.m. if none were added."""
    return trailing_capex / (trailing_segment_sales - trailing_segment_sales_year_ago)


@figure(
    label="Capex a year earlier per dollar of new {segment} sales",
    unit="multiple",
    core=True,
    guards=(NO_NEW_SALES,),
    reference="house definition",
)
def capex_per_new_sales_lagged(
    trailing_capex_year_ago: Values,
    trailing_segment_sales: Values,
    trailing_segment_sales_year_ago: Values,
) -> Values:
    """Capex of the year before over the segment's added sales: plant is built before it sells."""
    return trailing_capex_year_ago / (trailing_segment_sales - trailing_segment_sales_year_ago)


@figure(
    label="{segment} share of operating income",
    unit="rate",
    decimals=0,
    guards=(
        Guard(
            lambda operating_income, segment_operating_income: (
                (operating_income <= 0)
                | (segment_operating_income < 0)
                | (segment_operating_income > operating_income)
            ),
            "n.m.",
            "the parts have mixed signs",
        ),
    ),
    reference="common ratio",
)
def segment_share_of_operating_income(
    segment_operating_income: Values, operating_income: Values
) -> Values:
    """The segment's part of the company's operating income of the quarter.

    It is n.m. where the company or the segment makes a loss, or the segment earns more than the whole.
    """
    return segment_operating_income / operating_income


@figure(label="{segment} share of net sales", unit="rate", decimals=0, reference="common ratio")
def segment_share_of_sales(segment_sales: Values, net_sales: Values) -> Values:
    """The segment's part of the company's sales of the quarter."""
    return segment_sales / net_sales


@figure(
    label="Net sales growth on the year",
    unit="rate",
    guards=(Guard(lambda net_sales_year_ago: net_sales_year_ago <= 0, "n.m.", NO_BASE),),
    reference="common ratio",
)
def net_sales_growth(net_sales: Values, net_sales_year_ago: Values) -> Values:
    """Growth of the company's sales of the quarter over the same quarter a year earlier."""
    return net_sales / net_sales_year_ago - 1


@figure(label="Free cash flow, last four quarters", unit="money", reference="common definition")
def trailing_free_cash_flow(trailing_operating_cash_flow: Values, trailing_capex: Values) -> Values:
    """Operating cash flow less capital expenditure net of proceeds; negative is valid."""
    return trailing_operating_cash_flow - trailing_capex


segment_backlog = same(
    "segment_backlog",
    "{segment} backlog",
    "money",
    "backlog",
    section="segment",
    sentence="Remaining performance obligations as disclosed; n/a where they are not.",
    reference="ASC 606-10-50-13, IFRS 15.120 (remaining performance obligations)",
)
