"""Briefings to print: one with everything in it and one with nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from reportgen import briefing
from reportgen.assumptions.theme import house_theme
from reportgen.briefing.page import (
    Appendix,
    Exhibit,
    FileRow,
    Group,
    Moved,
    Odds,
    Page,
    Reference,
    SourceLine,
    Value,
)
from reportgen.briefing.pieces import (
    Cell,
    Change,
    Happening,
    Line,
    Panel,
    Row,
    Sheet,
    Table,
    Watched,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATES = Path(__file__).parents[2] / "templates"

PARAGRAPH = Markup(
    "AWS is the engine of the thesis. Its sales grew faster in each of the last four quarters, and the"
    " backlog now covers more than two years of them, so that the question is less whether customers"
    " want the capacity than how quickly it can be built and what it earns once it runs. Capital"
    ' spending takes nearly all of the operating cash flow, and <em class="house">we expect it to'
    " stay there until the end of the horizon</em>. In-house chips matter for exactly this reason:"
    " each rack that carries Trainium rather than bought accelerators costs less for the same work."
)


def drawing(name: str, width: int, height: int) -> Markup:
    """An SVG of a size in millimetres with a few bars and words."""
    bars = "".join(
        f'<rect x="{2 + i * (width - 14) / 12:.1f}" y="{height - 8 - i * height / 18:.1f}"'
        f' width="{(width - 30) / 14:.1f}" height="{i * height / 18 + 1:.1f}" fill="#E3A06F"/>'
        for i in range(12)
    )
    lines = "".join(
        f'<path d="M0 {y} H{width}" stroke="#D5DADF" stroke-width=".18"/>'
        for y in range(4, height - 8, 10)
    )
    return Markup(  # noqa: S704 - made here
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}"><title>{name}: sales of AWS grew to $37.6bn.</title>{lines}{bars}'
        f'<path d="M0 {height - 7} H{width}" stroke="#16212C" stroke-width=".28"/>'
        f'<text x="0" y="{height - 3}" font-family="Label" font-size="2.7" fill="#46535F">2023</text>'
        f'<text x="{width - 12}" y="6" font-family="Label" font-size="2.7" fill="#46535F">$40bn</text></svg>'
    )


#: Where the exhibits stand that do not stand among the requirements.
CHAPTERS = {
    "market_caps": "intelligence",
    "segment_growth": "analysis",
    "adoption_curve": "analysis",
    "reverse_dcf": "odds",
}


def exhibit(name: str, number: int, title: str, missing: str = "") -> Exhibit:
    """A chart of both widths, or one that could not be drawn."""
    return Exhibit(
        name=name,
        number=number,
        title=Markup(title),  # noqa: S704
        subtitle="AWS sales, $bn a quarter; labels show growth on a year earlier",
        source="Amazon quarterly results [S1, S2]",
        note=Markup("Points of one scope only."),
        half="" if missing else drawing(name, 84, 58),
        full="" if missing else drawing(name, 174, 62),
        missing=missing,
        chapter=CHAPTERS.get(name, "requirements"),
    )


def wire(label: str, shape: str, status: str) -> Watched:
    """A tripwire."""
    spark = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="18mm" height="4.4mm" viewBox="0 0 180 44">'
        "<title>Rising over eight quarters</title>"
        '<path d="M2 38 L40 30 L80 33 L120 18 L176 6" fill="none" stroke="#C9591A" stroke-width="4"/></svg>'
    )
    return Watched(
        label=label,
        why="The re-rating rests on it: one point of growth is worth about $40bn of value.",
        value="28.4%",
        previous="23.6%",
        trend="▲ rising",
        sparkline=spark,
        green="≥ 24%",
        red="< 18%",
        distance="4.4 pp, 1.3 sd",
        status=status,
        shape=shape,
        since="3 quarters so",
        next_event="Q3 results, 29 Oct 2026",
        action="cut the AWS multiple of the base case",
    )


STATUSES = (
    ("circle", "Supports"),
    ("square", "Neutral"),
    ("diamond", "Undermines"),
    ("ring", "Not known"),
)
WIRES = (
    "AWS sales growth, year on year",
    "AWS operating margin",
    "Capital spending as a share of AWS and company sales",
    "Own-chip run rate",
    "Forward price/earnings",
    "AWS backlog coverage, years",
    "Growth gap to Azure",
)


KEY_FACTS = (
    "Amazon requires a 36.4% stock price increase to reach the $4 trillion milestone.",
    "Nvidia has already surpassed it, setting a benchmark for AI-driven companies.",
    "AWS is the growth driver, with its own chips to rely less on external hardware.",
    "Bedrock is to be the central platform for generative AI in the enterprise.",
    "The target implies a re-rating from a retailer to an AI infrastructure company.",
)


def reference(number: int) -> Reference:
    """A row of the appendix: a figure with an earlier value, a fact with a source and a file, a judgement."""
    kind = number % 3
    anchor = f"figure_{number}"
    now = Value(anchor, ("36.4%", "$37.6bn", "8.9%")[kind])
    return Reference(
        label=("Required upside", "AWS sales, second quarter", "Cost of capital")[kind],
        values=(now, Value(f"previous.{anchor}", "74%", "from")) if kind == 0 else (now,),
        as_of="21 Aug 2026",
        how=("target ÷ market cap − 1", "Form 10-Q, segment note", "house range, midpoint")[kind],
        sources=((), ("S1", "S4"), ())[kind],
        kind=("Figure", "Fact", "House")[kind],
        place=("", "") if kind == 0 else ("F1", str(number)),
    )


def full_appendix() -> Appendix:
    """Rows of every kind, footnotes, sources with an address and files."""
    lines = tuple(map(reference, range(72)))
    figures = tuple(line for line in lines if line.kind == "Figure")
    return Appendix(
        groups=(Group("Valuation", figures[:12]), Group("Amazon Web Services", figures[12:])),
        facts=tuple(line for line in lines if line.kind == "Fact"),
        judgements=tuple(line for line in lines if line.kind == "House"),
        footnotes=(
            "n/a: an input is missing. Book-to-bill needs a backlog of equal scope at both ends.",
            "n.m.: not meaningful. Price to free cash flow stands on $1.2bn of trailing cash flow.",
            "†: older than the house limit; its day is in the appendix.",
            ">: a lower bound, as disclosed (“more than”).",
        ),
        sources=tuple(
            SourceLine(
                f"S{i}",
                "Amazon.com second quarter 2026 results",
                "Amazon.com",
                "30 July 2026",
                "https://ir.aboutamazon.com/news-release/news-release-details/2026/Amazon-com-Announces-Second-Quarter-Results",
                "ir.aboutamazon.com",
                "primary",
                "" if i % 3 else "Read in a transcription.",
            )
            for i in range(1, 19)
        ),
        files=(
            FileRow(
                "F1", "assumptions/amazon/2026Q2/edition.yaml", "9f3c2ab", "21 Aug 2026", "all"
            ),
            FileRow("F2", "assumptions/amazon/history.csv", "1d0e4b7", "30 Jul 2026", "14 rows"),
        ),
    )


def full_odds() -> Odds:
    """Three scenarios side by side and how likely the target is."""
    cases = Sheet(
        "Three scenarios and what each comes to",
        ("Measure", "Bull", "Base", "Bear"),
        (
            Line("Probability", tuple(Cell(p, judgement=True) for p in ("20%", "55%", "25%"))),
            Line("Market cap at the horizon", tuple(map(Cell, ("$4.1trn", "$3.4trn", "$2.2trn"))),
                 kind="total"),
        ),
        ("Bear: day of reaching the target n.m.: never on this path.",),
    )  # fmt: skip
    return Odds(cases, Panel("What the odds say", (Row("Draws that reach it", "21%"),), "A lead."))


def full_page() -> Page:
    """A briefing with everything in it, of a usual length."""
    titles = {
        "market_caps": "Nvidia has crossed $4trn. Amazon needs 36.4% more",
        "segment_growth": "AWS is growing at its fastest since 2022",
        "adoption_curve": "Own chips run at more than $25bn a year",
        "rerating_waterfall": "Earnings have to carry two-thirds of the climb",
        "gap_over_time": "The gap has halved since March",
        "scenarios": "Only the bull case clears the bar",
        "tornado": "The AWS multiple moves the value most",
        "reverse_dcf": "$4trn asks for 14% growth over ten years",
    }
    return Page(
        language="en",
        company="Amazon.com",
        short_name="Amazon",
        ticker="AMZN",
        exchange="NASDAQ",
        benchmark="Nvidia",
        edition="2026Q2",
        previous_edition="2026Q1",
        as_of="21 August 2026",
        as_of_iso="2026-08-21T20:00:00+00:00",
        author="A. Analyst",
        reviewer="R. Reviewer",
        draft=False,
        title="Amazon’s AI Ascent: The Path to a $4 Trillion Market Cap",
        standfirst=Markup(
            "AWS infrastructure and in-house chips could make Amazon the next member of the $4trn club."
            " The shares would have to rise 36.4%."
        ),
        headline=(
            Row("Rise needed to reach $4trn", "+36.4%"),
            Row("Market value today", "$2.93trn"),
            Row("Share price, 21 Aug 2026", "$271.58"),
            Row("Price implied at $4trn", "$370.42"),
        ),
        takeaways=(
            Markup(
                "Amazon is positioned as the next AI powerhouse likely to join Nvidia in the $4 trillion"
                " valuation club; the shares need to rise 36.4%."
            ),
            Markup(
                "This growth is driven by AWS infrastructure expansion and the vertical integration of"
                " proprietary AI chips like Trainium and Inferentia."
            ),
        ),
        key_facts=tuple(Markup(fact) for fact in KEY_FACTS),  # noqa: S704 - made here
        glance=(
            Row("Share price", "$271.58"),
            Row("Shares outstanding, basic", "10.80bn"),
            Row("Market value", "$2.93trn"),
            Row("Target value", "$4.00trn"),
            Row("Required upside", "+36.4%"),
            Row("Growth a year to Feb 2028", "23.0%"),
            Row("Ahead of path", "11.2%"),
            Row("Weighted scenarios", "$3.38trn", judgement=True),
        ),
        price_line=drawing("Share price", 48, 22),
        moved=Moved(drawing("Bridge", 108, 14), drawing("Bridge", 84, 30), cut=True),
        attained_text="73.3% of the way to $4trn",
        attained_share="73.3%",
        changes=(
            Change("Value, $trn", "2.85", "2.93", "+2.8%"),
            Change("Rise needed", "+40.4%", "+36.4%", "−4.0 pp"),
            Change("AWS growth", "28.4%", "30.1%", "+1.7 pp"),
            Change("Own-chip run rate", "> $20bn", "> $25bn", "n/c"),
            Change("Base-case value", "3.31", "3.42", "+3.3%"),
        ),
        status_changes=(
            "AWS sales growth: neutral to supports",
            "Forward price/earnings: supports to neutral",
        ),
        comparison=Table(
            "Two routes to the same valuation",
            tuple(map(Markup, ("Metric", "Nvidia", "Amazon"))),
            tuple(
                tuple(map(Markup, row))
                for row in (
                    ("Primary AI role", "Hardware/GPU provider", "Cloud/infrastructure provider"),
                    ("Market cap target", "$4T+ (achieved)", "$4T (projected)"),
                    ("Proprietary AI silicon", "H100, B200 Blackwell", "Trainium, Inferentia"),
                    (
                        "Growth driver",
                        "Data center sales",
                        "AWS & AI services".replace("&", "&amp;"),
                    ),
                )
            ),
        ),
        analysis=(PARAGRAPH,) * 5,
        pull_quote=Markup(
            "The question is no longer whether customers want the capacity, but what it earns once it runs."
        ),
        watch=(PARAGRAPH,) * 2,
        exhibits={
            name: exhibit(name, i, title) for i, (name, title) in enumerate(titles.items(), 1)
        },
        requirements=(
            Row(
                "Earnings per share needed at today’s multiple",
                "$11.62",
                "36.4% above consensus for the next twelve months",
            ),
            Row(
                "Multiple needed at consensus earnings",
                "43.5×",
                "Today 31.9×; the AI peers stand at 30.2×",
            ),
            Row(
                "Share of the gap from earnings",
                "67%",
                "The rest is multiple (36%) and shares (−3%)",
            ),
            Row(
                "Implied AWS multiple at $4trn",
                "34.0×",
                "EV to operating income; today 24.1×",
                judgement=True,
            ),
            Row("Sales growth in the price, years 1–5", "11.9%", "At $4trn: 15.8% a year"),
            Row("AWS sales needed at held multiples", "$262bn", "1.6 times the present run rate"),
        ),
        margin_grid=Table(
            "Gross-margin uplift from own chips, basis points",
            tuple(
                map(
                    Markup,
                    ("Own share of AI capacity", "25% passed on", "50% passed on", "75% passed on"),
                )
            ),
            tuple(
                tuple(map(Markup, row))
                for row in (
                    ("30%", "429", "317", "201"),
                    ("50%", "715", "536", "344"),
                    ("70%", "1,001", "762", "494"),
                )
            ),
        ),
        tripwires=tuple(wire(label, *STATUSES[i % 4]) for i, label in enumerate(WIRES)),
        events=(
            Happening(
                "Since Sep 2023",
                "FTC v. Amazon",
                "Trial set for February 2027; remedies could touch the marketplace",
                "Watch",
                "square",
            ),
            Happening(
                "Mar 2026",
                "EU Digital Markets Act, cloud inquiry",
                "Gatekeeper designation of AWS under examination",
                "Watch",
                "square",
            ),
        ),
        catalysts=(
            Happening(
                "29 Oct 2026", "Q3 2026 results", "AWS growth above 24%?", confidence="expected"
            ),
            Happening(
                "Dec 2026",
                "AWS re:Invent",
                "Trainium pricing; Bedrock customer count",
                confidence="confirmed",
            ),
            Happening(
                "Jan 2027",
                "Q4 2026 results",
                "Capital spending against sales",
                confidence="expected",
            ),
            Happening(
                "9 Feb 2027",
                "FTC trial",
                "Remedies that touch the marketplace",
                confidence="confirmed",
            ),
        ),
        odds=full_odds(),
        record=("Two of three earlier ranges hold today's market value.",),
        appendix=full_appendix(),
        method=(
            Markup(
                "Market value is the closing price times basic shares outstanding from the latest cover page."
                " The rise needed is the target divided by market value, less one. Every figure is recomputed"
                " from the files when the briefing is built, and the build stops if a sentence disagrees."
            ),
            Markup(
                "The climb is split with logarithmic weights: earnings, multiple and share count sum to"
                " the gap without a remainder. A negative share is printed as one."
            ),
            Markup(
                "Scenario values add three parts. Simulations draw from the stated ranges and are conditional"
                " on them."
            ),
        ),
        disclosures=(
            Markup(
                "This briefing is not a recommendation to buy or sell any security, and takes no account of"
                " any reader’s objectives. The value of shares can fall as well as rise."
            ),
            Markup(
                "The authors hold no position in the companies named: none declared. Estimates are the"
                " house’s own and are marked ◇; facts name their source."
            ),
            Markup(
                "Forward-looking statements depend on the stated assumptions. Nothing here was audited."
            ),
        ),
        colophon="Set in Source Serif 4 and Inter. Built from revision 9f3c2ab with reportgen 0.1.0.",
        revision="9f3c2ab",
    )


def empty_page() -> Page:
    """A briefing with a title and nothing else: every tuple and every optional text is empty."""
    return replace(
        full_page(),
        ticker="", exchange="", benchmark="", previous_edition="", reviewer="", author="",
        standfirst=Markup(""),
        headline=(), takeaways=(), key_facts=(), glance=(), price_line=Markup(""), attained_text="",
        attained_share="", changes=(), status_changes=(), moved=None, comparison=None, analysis=(),
        pull_quote=Markup(""), watch=(), exhibits={}, requirements=(), margin_grid=None, tripwires=(),
        events=(), catalysts=(), odds=Odds(), record=(), appendix=Appendix(), method=(), disclosures=(),
        colophon="", revision="",
    )  # fmt: skip


def rendered(page: Page, document: briefing.Document = "briefing") -> str:
    """The page as HTML, through the environment the project uses."""
    return briefing.render(page, TEMPLATES, house_theme(), document=document)


@pytest.fixture(name="templates", scope="session")
def _templates() -> Path:
    return TEMPLATES


@pytest.fixture(name="full", scope="session")
def _full() -> Page:
    return full_page()


@pytest.fixture(name="empty", scope="session")
def _empty() -> Page:
    return empty_page()


@pytest.fixture(name="render", scope="session")
def _render() -> Callable[..., str]:
    return rendered
