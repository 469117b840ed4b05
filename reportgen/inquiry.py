"""An edition that can be asked again: with other inputs, or as a function of some of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen import formats
from reportgen.evaluation import plan, single
from reportgen.figures import Figure
from reportgen.formats import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportgen.assumptions.inputs import Bound
    from reportgen.assumptions.reading import Assumptions
    from reportgen.evaluation import Plan
    from reportgen.figures import Status
    from reportgen.resolution import Resolution, Settings

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a study found, before it is printed: a number, or the reason why there is none.

    `how` says in words how it was found; `inputs` names the figures it rests on; `shown` replaces the
    printed number.
    """

    name: str
    label: str
    unit: str
    value: float | None
    how: str
    inputs: tuple[str, ...] = ()
    reason: str = ""
    status: Status = "ok"
    decimals: int | None = None
    signed: bool = False
    bound: Bound | None = None
    shown: str = ""


@dataclass(frozen=True, eq=False, slots=True, repr=False)
class Inquiry:
    """One edition's figures, and what has been asked about them so far."""

    assumptions: Assumptions
    resolution: Resolution
    answering: Mapping[str, Callable[[Inquiry], Mapping[str, Figure]]] = field(default_factory=dict)
    """Which study finds a figure, by the figure's name."""
    answers: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let the resolution ask this inquiry for what studies find."""
        self.resolution.offers = {
            name: partial(answer, self) for name, answer in self.answering.items()
        }

    def figure(self, name: str) -> Figure:
        """A figure as the edition has it; KeyError where there is none."""
        return self.resolution.figure(name)

    def value(self, name: str) -> float | None:
        """Its one number, as a plan takes it: None where there is none, or only a bound."""
        return single(self.figure(name))

    def again(self, changes: Settings, reason: str) -> Resolution:
        """The same edition with some figures set, before any of it is computed.

        Peers stay as they are, so that setting one of their figures is a ValueError.
        """
        base = self.resolution
        peers = [name for name in changes if name in base.apart]
        if peers:
            raise ValueError(f"{', '.join(peers)} cannot be set in a world of this edition")
        changed = replace(
            base,
            overrides={**base.overrides, **changes},
            overridden_by=reason,
            done={},
            problems=[],
        )
        return Inquiry(self.assumptions, changed, self.answering).resolution

    def function(self, output: str, varied: Sequence[str]) -> Plan:
        """One figure as a function of others; UnplannableError where it is none."""
        return plan(output, varied, self.figure)

    def once(self, question: Callable[[Inquiry], Answer]) -> Answer:
        """The answer to a question, worked out the first time it is asked."""
        if question not in self.answers:
            self.answers[question] = question(self)
        found: Answer = self.answers[question]
        return found

    def within(self, label: str) -> str:
        """A label as part of a longer one: its first letter is small, unless a name begins with it."""
        named = any(label.startswith(name) for name in self.resolution.names.values())
        return label if named else formats.lowered(label)

    def told(self, finding: Finding, study: str) -> Figure:
        """A finding as a figure: printed as all others are, stale and judged as what it rests on."""
        if finding.value is not None and not math.isfinite(finding.value):
            finding = replace(finding, value=None, reason="not defined for these inputs")
        parts = [self.figure(name) for name in finding.inputs]
        stale = "; ".join(dict.fromkeys(part.stale for part in parts if part.stale))
        status, printed = finding.status, finding.shown
        if finding.value is None:
            status = "n/a" if status == "ok" else status
            printed = printed or status
        else:
            style = Style(finding.unit, finding.decimals, finding.signed)
            text = formats.text(finding.value, style, self.resolution.currency)
            printed = printed or formats.bounded(text, finding.bound)
            status = "bound" if finding.bound else "stale" if stale and status == "ok" else status
            printed += formats.STALE_MARK if stale else ""
        return Figure(
            name=finding.name, label=self.resolution.label(finding.label), unit=finding.unit,
            value=finding.value, status=status, printed=printed, bound=finding.bound,
            reason=finding.reason or (stale if finding.value is not None else ""),
            inputs=finding.inputs, how=finding.how, study=study, judgement=True,
            stale=stale if finding.value is not None else "",
        )  # fmt: skip
