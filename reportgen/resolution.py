"""Resolving figures: inputs and formulas in, figures with their statuses out.

The engine does what every figure needs and no formula should contain: it walks the parameters, stops
at what is missing and names it, carries bounds and ranges only through declared monotone parameters,
applies guards, marks what is stale, and prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from reportgen import formats
from reportgen.application import Outcome, applied, blocked, holds, scopes_differ
from reportgen.figures import Figure, Formula, Guard, Status
from reportgen.formats import Style
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportgen.assumptions.inputs import Input

COMMAND_LINE = Position("--set")
#: A what-if: the value to use for a figure or an input, by name.
Settings: TypeAlias = "Mapping[str, float | tuple[float, ...]]"


@dataclass(slots=True, repr=False)
class Resolution:
    """One computation: what is given, what can be computed, and what has been so far."""

    inputs: Mapping[str, Input]
    formulas: Mapping[str, Formula]
    currency: str
    names: Mapping[str, str]
    overrides: Settings = field(default_factory=dict)
    overridden_by: str = "set on the command line"
    offers: Mapping[str, Callable[[], Mapping[str, Figure]]] = field(default_factory=dict)
    """Figures that studies of the whole model find, each with the study that finds it."""
    apart: Mapping[str, Figure] = field(default_factory=dict)
    """Figures of others, such as peers, that nothing here changes."""
    done: dict[str, Figure] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def figure(self, name: str) -> Figure:
        """The figure of that name, computed once; an unknown name raises KeyError."""
        if name not in self.done:
            self.done[name] = self._resolve(name)
        return self.done[name]

    def _resolve(self, name: str) -> Figure:
        if name in self.apart:
            return self.apart[name]
        if name in self.overrides:
            return self._overridden(name)
        if name in self.inputs:
            return self._stated(self.inputs[name])
        if name in self.offers:
            found = self._offered(name)
            self.done.update({n: f for n, f in found.items() if n not in self.overrides})
            return self.done[name]
        formula = self.formulas[name]
        arguments = [self._parameter(parameter) for parameter in formula.parameters]
        return self._computed(formula, arguments)

    def _parameter(self, name: str) -> Figure:
        """A parameter that neither the files nor the formulas hold is missing, not an error."""
        places = (self.done, self.apart, self.overrides, self.inputs, self.offers, self.formulas)
        if any(name in known for known in places):
            return self.figure(name)
        absent = Figure(
            name=name, label=name.replace("_", " "), unit="multiple", value=None, status="n/a",
            printed=formats.NOT_AVAILABLE, reason=f"missing: {name}",
        )  # fmt: skip
        return self.done.setdefault(name, absent)

    def _overridden(self, name: str) -> Figure:
        label, unit = self._named(name)
        value = self.overrides[name]
        printed = _printed_value(value, Style(unit), self.currency)
        return Figure(
            name=name, label=self.label(label), unit=unit, value=_scalar(value),
            status="ok", printed=printed, reason=self.overridden_by,
            series=value if isinstance(value, tuple) else None, judgement=True,
        )  # fmt: skip

    def _named(self, name: str) -> tuple[str, str]:
        """Label and unit of what is overridden: an input, a formula's or a study's figure."""
        source = self.inputs.get(name) or self.formulas.get(name) or self._offered(name)[name]
        return source.label, source.unit

    def _offered(self, name: str) -> Mapping[str, Figure]:
        """What the study that offers a figure finds, but for what is set otherwise."""
        return self.offers[name]()

    def _stated(self, given: Input) -> Figure:
        known = given.value is not None
        status: Status = "ok"
        reason = given.stale if known else f"missing: {given.name}"
        if not known:
            status = "n/a"
        elif given.bound:
            status = "bound"
        elif given.stale:
            status = "stale"
        return Figure(
            name=given.name, label=self.label(given.label), unit=given.unit,
            value=_scalar(given.value), high=given.high, status=status, bound=given.bound,
            printed=self._print_input(given), reason=reason, as_of=given.as_of, given=given,
            series=given.value if isinstance(given.value, tuple) else None,
            judgement=given.judgement, words=self._words(given), stale=given.stale,
        )  # fmt: skip

    def _print_input(self, given: Input) -> str:
        if given.value is None:
            return formats.NOT_AVAILABLE
        style = Style(given.unit)
        printed = _printed_value(given.value, style, self.currency)
        if given.high is not None:
            high = formats.text(given.high, style, self.currency)
            printed = formats.ranged(formats.trimmed(printed), formats.trimmed(high))
        elif given.bound or given.about or given.judgement:
            printed = formats.trimmed(printed)
        printed = formats.bounded(printed, given.bound)
        printed = f"about {printed}" if given.about else printed
        return printed + (formats.STALE_MARK if given.stale else "")

    def _words(self, given: Input) -> str:
        if given.unit != "money" or not isinstance(given.value, float):
            return ""
        return formats.money(given.value, self.currency, words=True)

    def label(self, label: str) -> str:
        """A label with the names of the company's parties in it."""
        return label.format_map(self.names) if "{" in label else label

    def _computed(self, formula: Formula, arguments: list[Figure]) -> Figure:
        outcome = (
            blocked(arguments)
            or scopes_differ(formula, arguments)
            or self._guarded(formula, arguments)
            or applied(formula, arguments)
        )
        return self._shown(formula, arguments, outcome)

    def _guarded(self, formula: Formula, arguments: list[Figure]) -> Outcome | None:
        given = dict(zip(formula.parameters, arguments, strict=True))
        for guard in formula.guards:
            if guard.effect == "note" or not holds(guard, given):
                continue
            if guard.effect == "error":
                self._contradiction(formula, arguments, guard)
                return Outcome("n/a", reason=guard.reason)
            return Outcome(guard.effect, reason=guard.reason, shown=guard.shown)
        return None

    def _contradiction(self, formula: Formula, arguments: list[Figure], guard: Guard) -> None:
        involved = [a for a in arguments if a.name in guard.parameters]
        leaf = next((leaf for a in involved for leaf in self.leaves(a.name)), None)
        found = ", ".join(f"{a.name} = {a.printed}" for a in involved)
        position = leaf.position if leaf else COMMAND_LINE
        self.problems.append(
            Problem(position, formula.name, guard.reason, found, "correct it", "consistency")
        )

    def leaves(self, name: str) -> list[Input]:
        """The inputs a figure rests on, each once, in the order of reading."""
        figure = self.figure(name)
        if figure.given is not None:
            return [figure.given]
        found = {leaf.name: leaf for part in figure.inputs for leaf in self.leaves(part)}
        return list(found.values())

    def _shown(self, formula: Formula, arguments: list[Figure], outcome: Outcome) -> Figure:
        stale = "; ".join(dict.fromkeys(a.stale for a in arguments if a.stale))
        status = outcome.status
        if status == "ok" and stale:
            status = "stale"
        reason, printed = outcome.reason, outcome.shown or status
        if outcome.value is not None:
            note = self._note(formula, arguments)
            printed, reason = self._print_computed(formula, outcome, note, stale), reason or stale
            reason = note.reason if note else reason
        return Figure(
            name=formula.name, label=self.label(formula.label), unit=formula.unit,
            value=outcome.value, high=outcome.high, status=status, bound=outcome.bound,
            printed=printed, reason=reason, formula=formula, inputs=formula.parameters,
            judgement=any(a.judgement for a in arguments), series=outcome.series,
            stale="" if outcome.value is None else stale,
        )  # fmt: skip

    def _note(self, formula: Formula, arguments: list[Figure]) -> Guard | None:
        given = dict(zip(formula.parameters, arguments, strict=True))
        notes = (guard for guard in formula.guards if guard.effect == "note")
        return next((guard for guard in notes if holds(guard, given)), None)

    def _print_computed(
        self, formula: Formula, outcome: Outcome, note: Guard | None, stale: str
    ) -> str:
        style = Style(formula.unit, formula.decimals, formula.signed)
        if outcome.series is not None:
            printed = _series_text(outcome.series, style, self.currency)
            return printed + (formats.STALE_MARK if stale else "")
        printed = formats.text(outcome.value or 0.0, style, self.currency)
        if note is not None and note.shown:
            return note.shown
        if outcome.high is not None:
            printed = formats.ranged(printed, formats.text(outcome.high, style, self.currency))
        return formats.bounded(printed, outcome.bound) + (formats.STALE_MARK if stale else "")


class OnDemand(Mapping[str, Figure]):
    """Figures that are computed when they are asked for: a past quarter needs only a few of its own."""

    def __init__(self, resolution: Resolution, formulas: Iterable[str] | None = None) -> None:
        """Offer a resolution's inputs and everything that can be computed, or some formulas only."""
        self._resolution = resolution
        offered = (
            (*resolution.formulas, *resolution.offers, *resolution.apart)
            if formulas is None
            else formulas
        )
        self._names = dict.fromkeys((*resolution.inputs, *offered))

    def __getitem__(self, name: str) -> Figure:
        """The figure of that name; KeyError where there is none."""
        if name not in self._names:
            raise KeyError(name)
        return self._resolution.figure(name)

    def __iter__(self) -> Iterator[str]:
        """The names, inputs first."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        """Whether there is one of that name, without computing it."""
        return name in self._names


def _scalar(value: float | tuple[float, ...] | None) -> float | None:
    return sum(value) if isinstance(value, tuple) else value


def _series_text(series: tuple[float, ...], style: Style, currency: str) -> str:
    """The first and the last of a number a year."""
    first, last = (formats.text(value, style, currency) for value in (series[0], series[-1]))
    return f"{first} to {last}"


def _printed_value(value: float | tuple[float, ...], style: Style, currency: str) -> str:
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(formats.text(part, style, currency) for part in parts) or "none"
