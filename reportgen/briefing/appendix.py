"""The appendix: a row for each figure that a document prints, every source once, and the footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import trace
from reportgen.assumptions.valuation_inputs import NONE_GIVEN
from reportgen.briefing.page import Appendix, Group
from reportgen.briefing.rows import PREVIOUS, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.briefing.evidence import Evidence
    from reportgen.figures import Figure
    from reportgen.model import Story

TITLES = {
    "gap": "Valuation gap", "path": "Path to the target", "multiples": "Multiples",
    "peers": "Peers", "rerating": "Re-rating", "justified": "Justified multiples",
    "outlook": "Outlook", "scenarios": "Scenarios",
    "simulation": "Simulation", "probability": "Random path of the market cap",
    "parts": "Sum of the parts", "cash_flow": "Free cash flows", "equity_value": "Value by cash flows",
    "expectations": "What the price implies", "segment": "Growth driver", "silicon": "Own chips",
    "adoption": "Adoption of own chips", "sensitivity": "Sensitivity",
}  # fmt: skip
CHANGE = "change."
#: Missing inputs named in a footnote; a new company can lack dozens.
MOST_NAMED = 3


def appendix(story: Story, names: Iterable[str], evidence: Evidence, *, whole: bool) -> Appendix:
    """Rows for the figures named; the `whole` of it adds the core of the model and what all of it rests on.

    Every figure of the model, printed or not, is in the figures attached to the document.
    """
    figures = story.now.figures.figures
    wanted = _wanted(figures, names, whole=whole)
    computed = {n: figures[n] for n in wanted if n in figures and _is_computed(n, figures[n])}
    leaves = {leaf.name for n in computed if whole for leaf in trace.leaves(n, figures)}
    given = {
        n: f
        for n, f in figures.items()
        if not f.section and (n in wanted or (n in leaves and _is_given(f)))
    }
    rows = Rows(story, wanted, evidence)
    groups = tuple(_groups(rows, computed))
    stated = tuple(rows.of(given))
    return Appendix(
        groups=groups,
        facts=tuple(row for row in stated if row.kind == "Fact"),
        judgements=tuple(row for row in stated if row.kind == "House"),
        footnotes=footnotes(story, None if whole else wanted),
        sources=rows.marks.lines(),
        files=evidence.files,
    )


def _wanted(figures: Mapping[str, Figure], names: Iterable[str], *, whole: bool) -> dict[str, None]:
    """What has a row: what is printed, what of today stands beside an earlier number, and the core."""
    named = dict.fromkeys(names)
    today = (n.removeprefix(PREVIOUS).removeprefix(CHANGE) for n in named)
    core = (n for n, f in figures.items() if whole and _core(f) and f.known)
    return dict.fromkeys((*named, *today, *core))


def _groups(rows: Rows, computed: Mapping[str, Figure]) -> Iterator[Group]:
    """What is computed, by subject."""
    titles = TITLES | {f.section: f.section for f in computed.values() if f.section not in TITLES}
    for section, title in titles.items():
        lines = tuple(rows.of({n: f for n, f in computed.items() if f.section == section}))
        if lines:
            yield Group(title, lines)


def _core(figure: Figure) -> bool:
    return figure.formula is not None and figure.formula.core and "." not in figure.name


def _is_computed(name: str, figure: Figure) -> bool:
    """Not the previous edition's, which stands beside today's, nor the change between the two."""
    return bool(figure.section) and not name.startswith((PREVIOUS, CHANGE))


def _is_given(figure: Figure) -> bool:
    """Stated, and not what nobody gave."""
    return not (figure.given and figure.given.note == NONE_GIVEN)


def footnotes(story: Story, names: Iterable[str] | None = None) -> tuple[str, ...]:
    """Why figures are missing, not meaningful, only bounds, or old: one note a reason.

    Of the figures named, or else of all at the core of the model.
    """
    noted: dict[str, list[str]] = {}
    chosen = None if names is None else frozenset(names)
    for name, figure in story.now.figures.figures.items():
        asked = _core(figure) if chosen is None else name in chosen and bool(figure.section)
        if asked and figure.status != "ok" and figure.reason:
            noted.setdefault(_plainly(figure.reason), []).append(f"{figure.label} {figure.printed}")
    return tuple(f"{'; '.join(named)}: {reason}." for reason, named in noted.items())


def _plainly(reason: str) -> str:
    """The reason for print: names without underscores, and not all of many."""
    head, sign, names = reason.replace("_", " ").partition("missing: ")
    listed = names.split(", ")
    if sign and len(listed) > MOST_NAMED:
        names = f"{', '.join(listed[:MOST_NAMED])} and {len(listed) - MOST_NAMED} more"
    return head + sign + names
