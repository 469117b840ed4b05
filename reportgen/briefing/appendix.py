"""The appendix: every figure with its formula and sources, every source once, and the footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen import formats, trace
from reportgen.assumptions.valuation_inputs import NONE_GIVEN
from reportgen.briefing import front, requirements, scenarios, valuation
from reportgen.briefing.page import Group, Reference, SourceLine

if TYPE_CHECKING:
    from reportgen.assumptions.inputs import Source
    from reportgen.figures import Figure
    from reportgen.model import Story

TITLES = {
    "gap": "Valuation gap", "path": "Path to the target", "multiples": "Multiples",
    "peers": "Peers", "rerating": "Re-rating", "justified": "Justified multiples",
    "outlook": "Outlook, in each scenario with the inputs it sets", "scenarios": "Scenarios",
    "simulation": "Simulation", "probability": "Random path of the market cap",
    "parts": "Sum of the parts", "cash_flow": "Free cash flows", "equity_value": "Value by cash flows",
    "expectations": "What the price implies", "segment": "Growth driver", "silicon": "Own chips",
}  # fmt: skip
STATED = "Facts and house judgements"
LONGEST_TABLE = 36
LONGEST_ADDRESS = 68
#: Missing inputs named in a footnote; a new company can lack dozens.
MOST_NAMED = 3


class Marks:
    """Numbers the sources S1, S2 … in the order in which they are first cited."""

    def __init__(self) -> None:
        """Start with none."""
        self.cited: dict[str, Source] = {}

    def of(self, sources: list[Source]) -> str:
        """The marks of some sources, numbering new ones."""
        for source in sources:
            self.cited.setdefault(source.key, source)
        keys = list(self.cited)
        return " ".join(f"S{keys.index(source.key) + 1}" for source in sources)

    def lines(self) -> tuple[SourceLine, ...]:
        """The numbered list of sources."""
        return tuple(_line(f"S{i}", s) for i, s in enumerate(self.cited.values(), start=1))


def groups(story: Story, marks: Marks) -> tuple[Group, ...]:
    """The printed figures by subject, then the facts they rest on; each table a few dozen lines.

    Every figure of the model, printed or not, is in figures.json.
    """
    figures = story.now.figures.figures
    printed = _printed(story)
    chosen = [figure for figure in figures.values() if _worth_a_line(figure, printed)]
    found = [
        (title, [figure for figure in chosen if figure.section == section])
        for section, title in TITLES.items()
    ]
    used = {leaf.name for figure in chosen for leaf in trace.leaves(figure.name, figures)}
    stated = [f for name, f in figures.items() if name in used and _stands_alone(f) and f.known]
    return tuple(
        Group(
            title if not start else f"{title}, continued",
            tuple(_reference(f, story, marks) for f in lines[start : start + LONGEST_TABLE]),
        )
        for title, lines in (*found, (STATED, stated))
        for start in range(0, len(lines), LONGEST_TABLE)
    )


def _printed(story: Story) -> frozenset[str]:
    """The names of the figures that the prose, the tables and the tripwires print."""
    assumptions = story.now.assumptions
    tags = re.findall(r"\{[{%](.*?)[%}]\}", assumptions.briefing_text, re.DOTALL)
    watched = [t.figure for t in assumptions.company.tripwires.values() if t.kind == "metric"]
    named = [name for tag in tags for name in re.findall(r"[a-z_][\w.]*", tag)]
    tables = (
        *front.HEADLINE, *front.GLANCE, *front.ODDS, *front.CHANGED, *requirements.REQUIRED,
        *valuation.printed(story), *scenarios.printed(story),
    )  # fmt: skip
    return frozenset((*tables, *watched, *named))


def _worth_a_line(figure: Figure, printed: frozenset[str]) -> bool:
    """Computed, and either printed or at the core of the model; why one is n/a is a footnote."""
    if not figure.section or not figure.known:
        return False
    core = figure.formula is not None and figure.formula.core and "." not in figure.name
    return core or figure.name in printed


def _stands_alone(figure: Figure) -> bool:
    """Not earlier quarters, which stand in the history, nor what nobody gave."""
    earlier = "_ago" in figure.name or "_previous" in figure.name
    return not earlier and not (figure.given and figure.given.note == NONE_GIVEN)


def _reference(figure: Figure, story: Story, marks: Marks) -> Reference:
    sources = trace.sources(figure.name, story.now.figures.figures)
    given = figure.given
    kind = "House" if given and figure.judgement else "Fact" if given else "Figure"
    how = figure.formula.expression if figure.formula else given.note if given else figure.how
    as_of = formats.day(figure.as_of) if figure.as_of else (given.period if given else "")
    return Reference(figure.label, figure.printed, as_of, how, marks.of(sources), kind)


def _line(mark: str, source: Source) -> SourceLine:
    """A source without an address says in its note where it was read; with one, that is enough."""
    address = (source.address or "").partition(" ")[0]
    return SourceLine(
        mark=mark,
        title=source.title,
        publisher=source.publisher,
        date=formats.day(source.date) if source.date else "undated",
        address=address,
        place=_place(address),
        tier=source.tier,
        note="" if address else source.note,
    )


def _place(address: str) -> str:
    """An address short enough for its cell: the site and the end of the way; the link has all of it."""
    bare = address.partition("://")[2].rstrip("/")
    site, _, way = bare.partition("/")
    if len(bare) <= LONGEST_ADDRESS:
        return bare
    return f"{site}/…{way[-(LONGEST_ADDRESS - len(site)) :]}"


def footnotes(story: Story) -> tuple[str, ...]:
    """Why core figures are missing, not meaningful, only bounds, or old: one note a reason."""
    noted: dict[str, list[str]] = {}
    for figure in story.now.figures.figures.values():
        core = figure.formula is not None and figure.formula.core and "." not in figure.name
        if core and figure.status != "ok" and figure.reason:
            noted.setdefault(_in_words(figure.reason), []).append(
                f"{figure.label} {figure.printed}"
            )
    return tuple(f"{'; '.join(named)}: {reason}." for reason, named in noted.items())


def _in_words(reason: str) -> str:
    """The reason for print: names without underscores, and not all of many."""
    head, sign, names = reason.replace("_", " ").partition("missing: ")
    listed = names.split(", ")
    if sign and len(listed) > MOST_NAMED:
        names = f"{', '.join(listed[:MOST_NAMED])} and {len(listed) - MOST_NAMED} more"
    return head + sign + names
