"""The parts of edition.yaml that value the company: drivers, parts, cash flows, scenarios, uncertainty."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from reportgen.assumptions.fields import (
    Amount,
    Entry,
    Key,
    MoneyJudgement,
    Multiple,
    MultipleAssumption,
    NumberJudgement,
    Rate,
    RateJudgement,
)

Name = str


class Outlook(Entry):
    """The house's drivers of earnings in the twelve months after the horizon."""

    outlook_segment_growth: RateJudgement | None = None
    """Growth a year of the growth driver's sales."""
    outlook_segment_margin: RateJudgement | None = None
    """Its operating margin in that year."""
    outlook_other_growth: RateJudgement | None = None
    """Growth a year of all other sales."""
    outlook_other_margin: RateJudgement | None = None
    """Operating margin of all other sales in that year."""
    outlook_tax_rate: RateJudgement | None = None


class MarketPath(Entry):
    """The market cap as a random path: what the probabilities of reaching the target rest on."""

    market_drift: RateJudgement | None = None
    """Expected growth of the market cap a year, in the real world, before what volatility takes."""
    market_volatility: RateJudgement | None = None
    """Standard deviation of its yearly logarithmic change."""


class Justified(Entry):
    """What a justified multiple rests on."""

    payout_ratio: RateJudgement | None = None
    perpetual_growth: RateJudgement | None = None
    return_on_new_capital: RateJudgement | None = None
    excess_growth: RateJudgement | None = None
    """Growth of earnings a year while new capital still earns more than it costs."""
    excess_years: NumberJudgement | None = None


class CashFlow(Entry):
    """Ten years of free cash flow to the firm, and what it costs to wait for it."""

    first_year_growth: RateJudgement | None = None
    """Growth of sales in the first year; revenue_growth where it is not given."""
    revenue_growth: RateJudgement | None = None
    """Growth of sales a year up to the fifth; then it fades to terminal_growth."""
    terminal_growth: RateJudgement | None = None
    target_margin: RateJudgement | None = None
    """Operating margin at the end of its convergence."""
    margin_convergence_years: NumberJudgement | None = None
    cash_tax_rate: RateJudgement | None = None
    terminal_tax_rate: RateJudgement | None = None
    cost_of_capital: RateJudgement | None = None
    terminal_cost_of_capital: RateJudgement | None = None
    sales_to_capital: NumberJudgement | None = None
    """New sales for each unit of capital reinvested, years one to five."""
    later_sales_to_capital: NumberJudgement | None = None
    """The same in years six to ten; sales_to_capital where it is not given."""
    reinvestment_lag: NumberJudgement | None = None
    """Years by which capital is spent before it sells: 0 to 3."""
    terminal_return_on_capital: RateJudgement | None = None
    risk_free_rate: RateJudgement | None = None
    research_adjustment: MoneyJudgement | None = None
    """Added to operating income where research is capitalised."""
    net_operating_loss: MoneyJudgement | None = None
    failure_probability: RateJudgement | None = None
    failure_proceeds: RateJudgement | None = None
    """Share of the going concern's value that is recovered in failure."""
    option_maturity: NumberJudgement | None = None
    option_volatility: RateJudgement | None = None
    market_size: MoneyJudgement | None = None
    """The market that sales of the tenth year are set against."""
    base_rate_growth: RateJudgement | None = None
    """Growth of sales over ten years that hardly any company of this size has kept up."""
    override_reason: str | None = None
    """Why terminal growth may stand above the risk-free rate."""


class PartMultiple(MultipleAssumption):
    """What the house would pay for one part; low and high span its range."""

    low: Multiple | None = None
    high: Multiple | None = None


class Stake(Entry):
    """A holding in another company."""

    name: str
    gross: MoneyJudgement
    haircut: RateJudgement
    """Taken off because it cannot be sold at once."""
    tax_rate: RateJudgement


class Parts(Entry):
    """The sum of the parts."""

    multiples: dict[Key, PartMultiple] = {}
    """By the key of the part in company.yaml."""
    holding_discount: RateJudgement | None = None
    net_debt: MoneyJudgement | None = None
    """Debt and leases less cash and securities, as far as the house knows it."""
    stakes: dict[Key, Stake] = {}


class Scenario(Entry):
    """A world in which some inputs are different; all others stay as they are."""

    name: str
    probability: Rate
    set: dict[Name, Amount] = {}
    """Inputs and the values they take."""
    shock: dict[Name, Rate] = {}
    """Inputs and the rates by which they change, such as -20%."""
    story: str = ""
    """The scenario in a sentence."""


class Uncertain(Entry):
    """An input that is not known, as a declared distribution."""

    distribution: Literal[
        "triangular", "pert", "uniform", "normal", "truncated_normal", "lognormal"
    ]
    low: Amount | None = None
    mode: Amount | None = None
    high: Amount | None = None
    mean: Amount | None = None
    median: Amount | None = None
    deviation: Amount | None = None
    """Standard deviation; of a lognormal that of the logarithm."""
    note: str | None = None


class Correlation(Entry):
    """How two uncertain inputs go together."""

    between: Annotated[tuple[Name, ...], Field(min_length=2, max_length=2)]
    rank: Rate
    """Spearman's rank correlation, from -1 to 1."""


class Simulated(Entry):
    """A simulation of the whole model."""

    output: Name = "outlook_market_cap"
    draws: Annotated[int, Field(ge=10_000, le=10_000_000)] = 100_000
    seed: int = Field(default=1, ge=0)
    inputs: dict[Name, Uncertain] = {}
    correlations: tuple[Correlation, ...] = ()


class GridAxis(Entry):
    """One side of the two-way grid."""

    input: Name
    low: Amount
    high: Amount
    steps: Annotated[int, Field(ge=2, le=15)] = 9


class Range(Entry):
    """The two ends at which an input is tried."""

    low: Amount
    high: Amount


class Sensitivity(Entry):
    """How far the result moves with its inputs."""

    output: Name = "outlook_market_cap"
    rows: GridAxis | None = None
    columns: GridAxis | None = None
    tornado: dict[Name, Range] = {}
    """Inputs tried one at a time; those of the simulation at their tenth and ninetieth percentile where
    none are given."""


class Valuation(Entry):
    """What edition.yaml says on value beyond the house's few numbers."""

    outlook: Outlook = Outlook.empty()
    market_path: MarketPath = MarketPath.empty()
    justified: Justified = Justified.empty()
    cash_flow: CashFlow = CashFlow.empty()
    parts: Parts = Parts.empty()
    scenarios: dict[Key, Scenario] = {}
    simulation: Simulated = Simulated.empty()
    sensitivity: Sensitivity = Sensitivity.empty()
