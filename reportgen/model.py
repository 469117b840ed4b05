"""The model of one edition: its inputs meet the house's formulas, and figures come out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.figures import Figure, Figures, same
from reportgen.formulas import FORMULAS
from reportgen.inquiry import Inquiry
from reportgen.resolution import OnDemand, Resolution
from reportgen.studies import STUDIES
from reportgen.then_and_now import Compared, Side
from reportgen.wiring import applicable, wired

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.assumptions.inputs import Input
    from reportgen.assumptions.reading import Assumptions
    from reportgen.resolution import Settings

#: What is computed for each peer from its own price, share count and earnings.
PEER_FIGURES = ("market_cap", "forward_pe")
#: What is computed again for every quarter of the history.
QUARTERLY_SECTIONS = ("segment", "history")


def inquire(assumptions: Assumptions, overrides: Settings | None = None) -> Inquiry:
    """An edition's inputs, the formulas that apply to it, and the studies that ask more of them."""
    given = dict(overrides or {})
    formulas = {**applicable(assumptions), **wired(assumptions)}
    # What nobody states may be made by a formula that the files chose in its place.
    inputs = {
        name: stated
        for name, stated in assumptions.inputs.items()
        if stated.value is not None or name not in formulas
    }
    resolution = Resolution(
        inputs, formulas, assumptions.company.currency, printed_names(assumptions),
        given, apart=_peers(assumptions, given),
    )  # fmt: skip
    answering = {
        name: study.answer for study in STUDIES for name in study.offers(assumptions, formulas)
    }
    return Inquiry(assumptions, resolution, answering)


def compute(assumptions: Assumptions, overrides: Settings | None = None) -> Figures:
    """Every figure of an edition, computed as it is asked for; contradictions go into `problems`."""
    return figures_of(inquire(assumptions, overrides))


def figures_of(inquiry: Inquiry) -> Figures:
    """The figures of an edition, and those that history carries for every quarter again."""
    resolution, assumptions = inquiry.resolution, inquiry.assumptions
    formulas, names = resolution.formulas, resolution.names
    repeated = [name for name, f in formulas.items() if f.section in QUARTERLY_SECTIONS]
    quarters = {
        quarter: OnDemand(Resolution(inputs, formulas, resolution.currency, names), repeated)
        for quarter, inputs in assumptions.quarterly.items()
    }
    return Figures(OnDemand(resolution), resolution.currency, resolution.problems, quarters)


def printed_names(assumptions: Assumptions) -> Mapping[str, str]:
    """What labels call the parties: the company, its growth driver, its benchmark, its chips.

    A multiple of trailing earnings buys the year that ends at the horizon, a forward one the next.
    """
    company = assumptions.company
    trailing = assumptions.edition.house.earnings_basis == "trailing"
    benchmark = company.peers.get(company.benchmark or "")
    return {
        "company": company.short_name,
        "segment": company.segments[company.growth_driver].name,
        "benchmark": benchmark.name if benchmark else "the benchmark",
        "outlook_year": "the year to the horizon" if trailing else "the year after the horizon",
        "chips": company.chips.name.capitalize() if company.chips else "Own chips",
    }


def _peers(assumptions: Assumptions, overrides: Settings) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for key, inputs in assumptions.peers.items():
        prefix = f"{key}."
        own = {n.removeprefix(prefix): v for n, v in overrides.items() if n.startswith(prefix)}
        found |= _peer(prefix, inputs, own, assumptions)
    return found


def _peer(
    prefix: str, inputs: Mapping[str, Input], overrides: Settings, assumptions: Assumptions
) -> dict[str, Figure]:
    shares = same("shares", "Shares", "shares", "shares_outstanding")
    # A multiple that a vendor states stands in place of the one computed, and only then.
    inputs = {n: g for n, g in inputs.items() if n not in PEER_FIGURES or g.value is not None}
    formulas = {name: FORMULAS[name] for name in PEER_FIGURES} | {"shares": shares}
    currency = assumptions.company.currency
    resolution = Resolution(inputs, formulas, currency, printed_names(assumptions), overrides)
    peer = assumptions.company.peers[prefix.rstrip(".")]
    for name in (*inputs, *PEER_FIGURES):
        resolution.figure(name)
    return {
        prefix + name: replace(
            figure,
            name=prefix + name,
            label=figure.label if figure.given else f"{peer.name}: {formats.lowered(figure.label)}",
            inputs=tuple(prefix + part for part in figure.inputs),
            reason=figure.reason.replace("missing: ", f"missing: {prefix}"),
        )
        for name, figure in resolution.done.items()
    }


@dataclass(frozen=True, slots=True)
class Told:
    """One edition and its figures; the inquiry is what studies ask further."""

    assumptions: Assumptions
    figures: Figures
    inquiry: Inquiry

    @property
    def quarter(self) -> str:
        """The edition's name."""
        return self.assumptions.edition.quarter


@dataclass(frozen=True, slots=True)
class Story:
    """An edition with every edition before it: what charts, checks and the briefing are made from."""

    now: Told
    earlier: tuple[Told, ...] = ()

    @property
    def previous(self) -> Told | None:
        """The edition that edition.yaml names as the one to compare with."""
        wanted = self.now.assumptions.edition.previous
        return next((told for told in self.earlier if told.quarter == wanted), None)

    @property
    def all(self) -> tuple[Told, ...]:
        """Every edition, oldest first, this one last."""
        return (*self.earlier, self.now)

    def history(self, name: str) -> list[Figure]:
        """A figure's past, oldest first: by quarter where history carries it, else by edition."""
        now = self.now.figures[name]
        quarterly = [q[name] for q in self.now.figures.quarterly.values() if name in q]
        past = quarterly[:-1] or [t.figures[name] for t in self.earlier if name in t.figures]
        return [*(figure for figure in past if figure.known), now]


def tell(
    editions: Sequence[Assumptions],
    overrides: Settings | None = None,
    known: Sequence[Told] = (),
) -> Story:
    """Compute the last of the editions, and those before it for comparison; oldest first.

    Overrides are a what-if of the last edition only: the past stays as it was published. An earlier
    edition that is among the `known` ones, with the same assumptions, is not computed again.
    """
    earlier = tuple(
        _known(assumptions, known) or _told(assumptions) for assumptions in editions[:-1]
    )
    now = _told(editions[-1], overrides)
    _meet_contradictions(now.inquiry.resolution)
    story = Story(now, earlier)
    if story.previous is None:
        return story
    figures = Compared(_side(story.previous), _side(now))
    return Story(replace(now, figures=replace(now.figures, figures=figures)), earlier)


def _meet_contradictions(resolution: Resolution) -> None:
    """Work out all that follows by formulas; what only a study finds waits until it is asked for.

    Guards belong to formulas, so a study that nothing rests on contradicts nothing.
    """
    for name in resolution.formulas:
        resolution.figure(name)


def _side(told: Told) -> Side:
    return Side(
        str(told.assumptions.name), told.quarter, told.figures.figures, told.inquiry.resolution
    )


def _known(assumptions: Assumptions, known: Sequence[Told]) -> Told | None:
    return next((told for told in known if told.assumptions == assumptions), None)


def _told(assumptions: Assumptions, overrides: Settings | None = None) -> Told:
    inquiry = inquire(assumptions, overrides)
    return Told(assumptions, figures_of(inquiry), inquiry)
