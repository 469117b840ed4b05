"""What the company is worth: the sum of its parts, what its price asks a buyer to believe, its peers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.briefing.cells import NOTHING, cell, cells, joined, reasons, rows
from reportgen.briefing.page import Valuation
from reportgen.briefing.pieces import Cell, Line, Panel, Sheet
from reportgen.model import printed_names
from reportgen.wiring import METRICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.assumptions.company import Part, Peer, PeerGroup
    from reportgen.figures import Figures
    from reportgen.model import Story

ENDS = ("_low", "", "_high")
PART_HEADS = ("Part", "Metric", "Multiple, low / base / high", "Low", "Base", "High", "Share")
#: Lines below the parts: the figure at its three ends, its label, and whether it is a sum.
TOTALS = (
    ("parts_enterprise_value{}", "Enterprise value", "total"),
    ("net_debt", "Less net debt", ""),
    ("stakes_value{}", "Plus stakes, after haircuts and tax", ""),
    ("parts_equity_value{}", "Equity value", "total"),
    ("parts_value_per_share{}", "Per share", ""),
)
AGAINST = {
    "parts_gap_to_market": "Against market cap",
    "parts_gap_to_target": "Rise from here to the target",
}
IMPLIED = {
    "implied_segment_multiple": "{segment} multiple in the price",
    "implied_segment_multiple_at_target": "{segment} multiple needed at the target",
}
#: What the price asks: label, the house's own figure, the figure solved for, what the target adds.
BELIEFS = (
    ("Growth of sales a year, years one to five", "revenue_growth", "implied_revenue_growth",
     "extra_revenue_growth_for_target"),
    ("Operating margin once it has settled", "target_margin", "implied_target_margin",
     "extra_target_margin_for_target"),
    ("Years of value creation", "", "implied_forecast_period", "extra_forecast_period_for_target"),
    ("Return a year", "cost_of_capital", "implied_return", ""),
    ("Sales in year ten", "forecast_revenue_year_ten", "implied_revenue_year_ten", ""),
)  # fmt: skip
#: The house sets no such number.
NOT_SET = Cell("not set")
PEER_HEADS = ("Peer", "Market cap", "Forward P/E", "Growth", "Gap")
MULTIPLES = {
    "forward_pe": "Own forward P/E",
    "peer_premium": "Own premium to the peers",
    "implied_price_at_peer_pe": "Price at the peers' multiple",
    "justified_forward_pe": "Justified forward P/E",
    "justified_trailing_pe": "Justified trailing P/E",
    "warranted_forward_pe": "Forward P/E warranted by growth",
    "steady_state_price": "Price of level earnings",
    "growth_share_of_price": "Share of the price that pays for growth",
}
#: Without one of these the small table would only repeat the front page.
COMPARED = ("peer_premium", "justified_forward_pe", "warranted_forward_pe")


def valuation(story: Story) -> Valuation:
    """The chapter's tables, each only where the files say what it needs."""
    return Valuation(parts(story), beliefs(story), peers(story), multiples(story))


def parts(story: Story) -> Sheet | None:
    """The sum of the parts, from each part's metric to the gap that is left to the target."""
    figures, names = story.now.figures, printed_names(story.now.assumptions)
    company = story.now.assumptions.company
    values = {f"parts.{key}.value": part.name for key, part in company.parts.items()}
    if "parts_enterprise_value" not in figures or not _any_of(figures, values):
        return None
    lines = [
        _part(figures, key, part)
        for key, part in company.parts.items()
        if part.level == "enterprise"
    ]
    lines += _totals(story)
    lines += (
        Line(label, (NOTHING, NOTHING, NOTHING, cell(figures[name]), NOTHING, NOTHING))
        for name, label in AGAINST.items()
    )
    implied = {name: label.format_map(names) for name, label in IMPLIED.items()}
    lines += (
        Line(label, (NOTHING, cell(figures[name]), *[NOTHING] * 4))
        for name, label in implied.items()
        if name in figures
    )
    totals = {name.format(""): label for name, label, _ in TOTALS}
    notes = reasons(figures, {**values, **totals, **AGAINST, **implied})
    return Sheet("Sum of the parts", PART_HEADS, tuple(lines), notes, tinted=4)


def _any_of(figures: Figures, names: Iterable[str]) -> bool:
    """Whether there is more to say of the named figures than that they are not available."""
    return any(name in figures and figures[name].status != "n/a" for name in names)


def _part(figures: Figures, key: str, part: Part) -> Line:
    values = cells(figures, *(f"parts.{key}.value{end}" for end in ENDS))
    ends = [f"parts.{key}.multiple{end}" for end in ENDS]
    # Without a range of its own a part is valued at one multiple.
    multiple = joined(figures[name] for name in ends if name in figures and figures[name].known)
    metric, share = cells(figures, f"parts.{key}.metric", f"parts.{key}.share")
    return Line(part.name, (metric, multiple, *values, share), note=METRICS[part.multiple])


def _totals(story: Story) -> Iterator[Line]:
    """The way from the parts to a share; a discount of nothing is no step of it."""
    figures = story.now.figures
    for name, label, kind in TOTALS:
        values = cells(figures, *(name.format(end) for end in ENDS))
        base = name.format("")
        note = _held(story) if base == "stakes_value" else ""
        if base != "stakes_value" or figures[base].value:
            yield Line(label, (NOTHING, NOTHING, *values, NOTHING), note, kind)
        if base == "parts_enterprise_value" and figures["holding_discount"].value:
            discount = cell(figures["holding_discount"])
            yield Line("Less holding discount", (NOTHING, NOTHING, *[discount] * 3, NOTHING))


def _held(story: Story) -> str:
    """What the stakes are: those in other companies, and parts valued on their own equity."""
    figures, company = story.now.figures, story.now.assumptions.company
    stakes = story.now.assumptions.edition.parts.stakes
    held = {f"stakes.{key}.value": stake.name for key, stake in stakes.items()}
    held |= {f"parts.{k}.value": p.name for k, p in company.parts.items() if p.level == "equity"}
    return "; ".join(f"{label} {figures[name].printed}" for name, label in held.items())


def beliefs(story: Story) -> Sheet | None:
    """What the price asks a buyer to believe, beside the house's own view and what the target asks."""
    figures = story.now.figures
    if "implied_revenue_growth" not in figures:
        return None
    lines = [_belief(figures, *belief) for belief in BELIEFS]
    labels = {n: words for label, _, *solved in BELIEFS for n, words in _solved(label, *solved)}
    if figures["market_size"].known:
        label = f"Share in year ten of a market of {figures['market_size'].printed}"
        lines.append(_belief(figures, label, "", "implied_market_share", ""))
    heads = ("Belief", "House", "In the price", "At the target", "Difference")
    notes = (*_at_the_house_s_inputs(figures), *reasons(figures, labels))
    title = "What the price asks you to believe"
    return Sheet(title, heads, tuple(lines), notes, tinted=2)


def _belief(figures: Figures, label: str, house: str, solved: str, extra: str) -> Line:
    own_view = cell(figures[house]) if house else NOT_SET
    return Line(label, (own_view, *cells(figures, solved, f"{solved}_at_target", extra)))


def _solved(label: str, name: str, extra: str) -> Iterator[tuple[str, str]]:
    """The figures of a line and what their reasons call them."""
    yield name, f"{label}, in the price"
    yield f"{name}_at_target", f"{label}, at the target"
    yield extra, f"{label}, difference"


def _at_the_house_s_inputs(figures: Figures) -> Iterator[str]:
    value, terminal = figures["value_per_share"], figures["terminal_share_of_value"]
    if value.known:
        share = f"; {terminal.printed} of it is terminal value" if terminal.known else ""
        yield f"At the house's inputs a share is worth {value.printed}{share}."
    yield "Each unknown is solved alone, with all others as the house has them."


def peers(story: Story) -> Sheet | None:
    """The members of the first peer group, their mean and median, and the company itself."""
    figures, company = story.now.figures, story.now.assumptions.company
    group = next(iter(company.peer_groups.values()), None)
    compared = ("market_cap", "forward_pe", "segment_growth")
    members = () if group is None else group.members
    if group is None or not _any_of(figures, (f"{m}.{n}" for m in members for n in compared)):
        return None
    lines = [_peer(figures, key, company.peers[key]) for key in group.members]
    lines += _means(figures)
    segment = company.segments[company.growth_driver].name
    lines.append(Line(company.short_name, (*cells(figures, *compared), NOTHING), segment, "total"))
    notes = tuple(_peer_notes(figures, group))
    measure = f"Growth of the business named, on the year; gap: {segment} less that"
    return Sheet(f"Peers: {group.name}", PEER_HEADS, tuple(lines), notes, measure)


def _peer(figures: Figures, key: str, peer: Peer) -> Line:
    names = ("market_cap", "forward_pe", "segment_growth", "growth_gap")
    return Line(peer.name, cells(figures, *(f"{key}.{name}" for name in names)), peer.segment or "")


def _means(figures: Figures) -> Iterator[Line]:
    mean, median = figures["peer_forward_pe"], figures["peer_median_forward_pe"]
    count = formats.number(figures["valid_peers"].value or 0, 0)
    for label, figure in ((f"Harmonic mean, n = {count}", mean), ("Median", median)):
        yield Line(label, (NOTHING, cell(figure), NOTHING, NOTHING))


def _peer_notes(figures: Figures, group: PeerGroup) -> Iterator[str]:
    mean, left_out = figures["peer_forward_pe"], figures["excluded_peers"]
    if left_out.reason:
        yield f"{left_out.reason[:1].upper()}{left_out.reason[1:]}."
    if not mean.known:
        yield f"Mean and median {mean.printed}: {mean.reason}."
    multiples = {f"{key}.forward_pe": "Forward P/E" for key in group.members}
    told = {n: label for n, label in multiples.items() if figures[n].status != "n/a"}
    yield from reasons(figures, told)
    yield "Definitions of growth differ between companies."


def multiples(story: Story) -> Panel | None:
    """The company's own multiple beside what its peers, its growth and its cost of equity would bear."""
    figures = story.now.figures
    if not _any_of(figures, COMPARED):
        return None
    shown = {n: w for n, w in MULTIPLES.items() if n in figures and figures[n].status != "n/a"}
    return Panel("What the multiple rests on", rows(figures, shown), notes=reasons(figures, shown))
