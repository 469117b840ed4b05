"""The front page: headline strip, the panel at a glance, what changed since the last edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.briefing.pieces import Change, Row
from reportgen.model import printed_names

if TYPE_CHECKING:
    from reportgen.figures import Figure
    from reportgen.model import Story

HEADLINE = ("required_upside", "market_cap", "share_price", "implied_price")
GLANCE = (
    "share_price", "shares", "market_cap", "target_market_cap", "required_upside", "required_cagr",
    "ahead_of_path", "forward_pe", "required_pe",
)  # fmt: skip
#: Rows of the panel whose own labels are too long for it; only where the files value so far.
ODDS = {
    "probability_weighted_market_cap": "Scenarios, weighted",
    "touch_probability": "Odds of touching the target",
}
#: What changed, in words short enough for a narrow column.
CHANGED = {
    "market_cap": "Market cap",
    "required_upside": "Required upside",
    "ahead_of_path": "Ahead of the path",
    "segment_growth": "{segment} growth",
    "segment_margin": "{segment} margin",
    "capex_per_new_sales": "Capex per new sales",
    "forward_pe": "Forward P/E",
    "chip_share_of_segment": "{chips}, share",
}


def headline(story: Story) -> tuple[Row, ...]:
    """The four numbers of the strip below the title."""
    return tuple(_row(story.now.figures[name]) for name in HEADLINE)


def glance(story: Story) -> tuple[Row, ...]:
    """The panel's rows."""
    figures = story.now.figures
    odds = (_row(figures[name], label) for name, label in ODDS.items() if name in figures)
    return (*(_row(figures[name]) for name in GLANCE), *odds)


def _row(figure: Figure, label: str = "") -> Row:
    note = formats.day(figure.as_of) if figure.as_of and figure.given else ""
    own = figure.judgement and figure.given is not None
    return Row(label or figure.label, figure.printed, note, own, (figure.name,))


def changed(story: Story) -> tuple[Change, ...]:
    """Core figures beside those of the previous edition; empty for the first edition."""
    if story.previous is None:
        return ()
    before, now = story.previous.figures, story.now.figures
    names = printed_names(story.now.assumptions)
    both = (name for name in CHANGED if name in before and name in now)
    shown = (name for name in both if before[name].known or now[name].known)
    return tuple(
        Change(
            CHANGED[name].format_map(names),
            before[name].printed,
            now[name].printed,
            now[f"change.{name}"].printed,
            (name, f"previous.{name}", f"change.{name}"),
        )
        for name in shown
    )


def attained(story: Story) -> tuple[str, str]:
    """The progress bar: its caption and its length as a CSS percentage between 0% and 100%."""
    figures = story.now.figures
    share = figures["attained_share"]
    target = figures["target_market_cap"].words or figures["target_market_cap"].printed
    length = min(1.0, max(0.0, share.value or 0.0))
    return f"{share.printed} of {target}", f"{formats.number(100 * length, 1)}%"
