"""Rows of the appendix: what a printed figure is called, how it came about, where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen import formats, trace
from reportgen.briefing.page import Reference, SourceLine, Value
from reportgen.briefing.wording import PROGRAM, in_words, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.assumptions.inputs import Source
    from reportgen.briefing.evidence import Evidence
    from reportgen.figures import Figure, Formula
    from reportgen.model import Story

PREVIOUS = "previous."
OF_A_SCENARIO = re.compile(r"scenario\.(\w+)\.(\w+)")
#: Beyond that a reader is better served by a sentence; docs/formulas.md has all of them.
LONGEST_FORMULA = 240


class Marks:
    """Numbers the sources S1, S2 … in the order in which they are first cited."""

    def __init__(self) -> None:
        """Start with none."""
        self.cited: dict[str, Source] = {}

    def of(self, sources: Iterable[Source]) -> tuple[str, ...]:
        """The marks of some sources, numbering new ones."""
        found = list(sources)
        for source in found:
            self.cited.setdefault(source.key, source)
        keys = list(self.cited)
        return tuple(f"S{keys.index(source.key) + 1}" for source in found)

    def lines(self) -> tuple[SourceLine, ...]:
        """The numbered list of sources."""
        return tuple(_line(f"S{i}", s) for i, s in enumerate(self.cited.values(), start=1))


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes the rows of one document: `wanted` are the figures it prints, `evidence` its files."""

    story: Story
    wanted: Mapping[str, None]
    evidence: Evidence
    marks: Marks = field(default_factory=Marks)

    def of(self, chosen: Mapping[str, Figure]) -> Iterator[Reference]:
        """A row for each figure; one of several scenarios has one row, for only its inputs differ."""
        rows: dict[str, Reference] = {}
        for name, figure in chosen.items():
            scenario = OF_A_SCENARIO.fullmatch(name)
            if scenario is None:
                rows[name] = self._row(figure, self._values(name, figure))
                continue
            whose = self._scenario(scenario[1])
            value = (Value(name, figure.printed, whose),)
            shared = f"scenario.{scenario[2]}"  # beside the house's own figure of that name
            known = rows.get(shared) or self._row(figure, (), _common(figure.label, whose))
            rows[shared] = replace(known, values=known.values + value)
        yield from rows.values()

    def _scenario(self, key: str) -> str:
        declared = self.story.now.assumptions.edition.scenarios
        return declared[key].name if key in declared else key

    def _values(self, name: str, figure: Figure) -> tuple[Value, ...]:
        """The value, and that of the previous edition where the document prints it too."""
        now, before = Value(name, figure.printed), self.story.previous
        earlier = f"{PREVIOUS}{name}"
        if before is None or earlier not in self.wanted or name not in before.figures:
            return (now,)
        return (now, Value(earlier, before.figures[name].printed, "from"))

    def _row(self, figure: Figure, values: tuple[Value, ...], label: str = "") -> Reference:
        figures = self.story.now.figures.figures
        # What a scenario sets is stated by the house, though no line of its own gives it.
        kind = "Figure" if figure.section else "House" if figure.judgement else "Fact"
        marked = self.marks.of(trace.sources(figure.name, figures))
        return Reference(
            label or figure.label, values, _as_of(figure), _how(figure, figures), marked, kind,
            self._place(figure),
        )  # fmt: skip

    def _place(self, figure: Figure) -> tuple[str, str]:
        """The mark of the file that states it, and the line."""
        return self.evidence.place(figure.given.position) if figure.given else ("", "")


def _common(label: str, scenario: str) -> str:
    """A label without the name of the scenario in front of it."""
    bare = label.removeprefix(f"{scenario}: ")
    return bare[:1].upper() + bare[1:]


def _how(figure: Figure, figures: Mapping[str, Figure]) -> str:
    """The formula in words, or what is said where a number is stated or solved for."""
    if figure.formula:
        return _formula(figure.formula, figures)
    return figure.given.note if figure.given else told(figure.how, figures)


def _formula(formula: Formula, figures: Mapping[str, Figure]) -> str:
    """In words; one too long for a cell, or that only a program can read, says what it is instead."""
    words = in_words(formula.expression, figures)
    unreadable = len(words) > LONGEST_FORMULA or PROGRAM.search(words)
    return formula.meaning if unreadable and formula.meaning else words


def _as_of(figure: Figure) -> str:
    given = figure.given
    return formats.day(figure.as_of) if figure.as_of else (given.period if given else "")


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
    """The site; the link has all of the address."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")
