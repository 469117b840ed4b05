"""Figures as the prose and the templates see them: they print, compare, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from reportgen import formats
from reportgen.briefing.printed import called_out

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from reportgen.figures import Figure, Figures

#: What may be asked of a figure in prose: `{{ market_cap.label }}`, `{% if forward_pe.known %}`.
known_attributes = ("known", "label", "status", "reason", "words", "date", "period", "bare")

#: What may be called in prose: a published number that is recomputed, and a waiver.
CALLS = ("claim", "typed")


class Shown:
    """One figure in a sentence: `str` prints it as everywhere, comparisons use the unrounded value."""

    __slots__ = ("_figure", "_row")

    def __init__(self, figure: Figure, row: str = "") -> None:
        """Wrap a figure; `row` is its name in the appendix, and without one it leads nowhere."""
        self._figure = figure
        self._row = row

    def __str__(self) -> str:
        """The printed figure, safe inside Markdown; the house's own inputs are marked."""
        return self._marked(escaped(self._figure.printed))

    def _marked(self, text: str) -> str:
        """A link to its row. The house's mark stands around it: a link must not hold another element."""
        own = self._figure.given is not None and self._figure.judgement
        link = called_out(self._row, text)
        return f"\ue000{link}\ue001" if own else link

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self._figure.known

    @property
    def label(self) -> str:
        """What it is called."""
        return self._figure.label

    @property
    def status(self) -> str:
        """One of ok, bound, n.m., n/a, stale."""
        return self._figure.status

    @property
    def reason(self) -> str:
        """Why it is not ok."""
        return self._figure.reason

    @property
    def words(self) -> str:
        """Money in words: `$4 trillion`."""
        return called_out(self._row, self._figure.words) if self._figure.words else str(self)

    @property
    def bare(self) -> str:
        """Without its sign, for sentences that say 'behind' or 'below' themselves."""
        return called_out(self._row, escaped(self._figure.printed.lstrip("+" + formats.MINUS)))

    @property
    def date(self) -> str:
        """The day the number is true for, or n/a."""
        as_of = self._figure.as_of
        return formats.long_day(as_of) if as_of else formats.NOT_AVAILABLE

    @property
    def period(self) -> str:
        """The quarter it covers, or n/a."""
        given = self._figure.given
        return (given.period if given else "") or formats.NOT_AVAILABLE

    def __float__(self) -> float:
        """The unrounded value; there is none to compare where the figure is not known."""
        if not self._figure.known or self._figure.value is None:
            message = f"{self._figure.name} is {self._figure.printed} and cannot be compared"
            raise TypeError(message)
        return self._figure.value

    def _compare(self, other: object, test: Callable[[float, float], bool]) -> bool:
        return test(float(self), float(other))  # type: ignore[arg-type]  # else a TypeError

    def __lt__(self, other: object) -> bool:
        """Less, on unrounded values."""
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other: object) -> bool:
        """Less or equal, on unrounded values."""
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other: object) -> bool:
        """Greater, on unrounded values."""
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other: object) -> bool:
        """Greater or equal, on unrounded values."""
        return self._compare(other, lambda a, b: a >= b)


def as_typed(text: str, _reason: str) -> str:
    """A figure that may stand as it is typed; why has been asked for before."""
    return text


def escaped(text: str) -> str:
    """Keep Markdown from reading a bound sign as a quotation or a tag."""
    bound = text.replace("> ", ">\N{NO-BREAK SPACE}").replace("< ", "<\N{NO-BREAK SPACE}")
    return bound.replace(">", "\\>").replace("<", "\\<")


class Group(Mapping[str, Any]):
    """What stands below a dot, by the rest of its name, and worked out when somebody asks for it."""

    __slots__ = ("_below",)

    def __init__(self, below: Mapping[str, Any]) -> None:
        """Take what makes each: a function, or a mapping of such where its name has another dot."""
        self._below = below

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a figure, shown or not, or a group
        """The one of that name; KeyError where there is none."""
        found = self._below[name]
        return found() if callable(found) else Group(found)

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._below)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._below)

    def __contains__(self, name: object) -> bool:
        """Whether there is one of that name, without working it out."""
        return name in self._below


@dataclass(frozen=True)
class Names:
    """Everything a sentence may name: figures by name, and groups of them by a prefix and a dot."""

    figures: Figures
    previous: Figures | None
    claim: Callable[..., str]
    texts: Mapping[str, str]
    parties: Mapping[str, str] = field(default_factory=dict)
    """What labels call the company, its segment and others, for finding them in a sentence."""

    @cached_property
    def groups(self) -> Mapping[str, Mapping[str, Figure]]:
        """Prefix -> the figures below it: peers, `disclosed`, `previous`."""
        grouped: dict[str, dict[str, Callable[[], Figure]]] = {}
        for name in self.figures.figures:
            prefix, dot, rest = name.partition(".")
            if dot:
                grouped.setdefault(prefix, {})[rest] = partial(self.figures.__getitem__, name)
        groups: dict[str, Mapping[str, Figure]] = {p: Group(below) for p, below in grouped.items()}
        return groups if self.previous is None else {**groups, "previous": self.previous.figures}

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """What a misspelt name could have meant."""
        return (*(n for n in self.figures.figures if "." not in n), *self.groups, *self.texts)

    def __contains__(self, name: object) -> bool:
        """Whether a sentence may use this name."""
        known = name in self.figures or name in self.groups or name in self.texts
        return known or name in CALLS

    def context(self, wanted: Container[str]) -> dict[str, Any]:
        """Those of the names that a text uses, as Jinja takes them."""
        plain = (n for n in self.figures.figures if "." not in n and n in wanted)
        shown = {name: Shown(self.figures[name], name) for name in plain}
        groups = ((prefix, group) for prefix, group in self.groups.items() if prefix in wanted)
        grouped = {prefix: self._nested(prefix, group) for prefix, group in groups}
        return {**shown, **grouped, **self.texts, "claim": self.claim, "typed": as_typed}

    def _nested(self, prefix: str, group: Mapping[str, Figure]) -> Group:
        """A group as the dots in its names say: `bull.outlook_market_cap` below `bull`."""
        nested: dict[str, Any] = {}
        for name in group:
            *above, last = name.split(".")
            level = nested
            for part in above:
                level = level.setdefault(part, {})
            level[last] = partial(self._shown, prefix, name)
        return Group(nested)

    def _shown(self, prefix: str, name: str) -> Shown:
        return Shown(self.groups[prefix][name], self._row(prefix, name))

    def _row(self, prefix: str, name: str) -> str:
        """Where a figure of a group is explained: beside today's, if it belongs to the previous edition."""
        if prefix == "change":
            return name
        if prefix != "previous":
            return f"{prefix}.{name}"
        if name not in self.figures:
            return ""
        return name if "." in name else f"{prefix}.{name}"
