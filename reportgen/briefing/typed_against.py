"""Typed figures held against what is computed: the same number has a name, another one contradicts it.

Only figures of a fitting unit are compared, each by its printed rounding and by the digits that were typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.briefing.typed_agreement import agreement, is_core, units_of
from reportgen.briefing.typed_figures import Found, typed_figures
from reportgen.briefing.typed_naming import Context, Named, Phrases
from reportgen.briefing.typed_text import BRANCH, PRINTED
from reportgen.briefing.typed_values import Value, value_of_typed
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.briefing.shown import Names
    from reportgen.briefing.typed_text import Words
    from reportgen.figures import Figure

#: How near a name must stand to be contradicted by a number that has another name; see `Context.nearness`.
NEAR = 3
#: How near it must stand to be contradicted at all.
BESIDE = 2
#: How the names of what history said earlier end.
LAGS = ("_previous_quarter", "_previous", "_ago")
#: At most so many names are offered.
OFFERED = 3
_EARLIER = re.compile(
    r"\b(?:ago|earlier|previous(?:ly)?|before|last (?:year|quarter|edition|time)|formerly|used to|had been"
    r"|back in)\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\b(Q[1-4])\s+((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A sentence that says itself that a number is below nought.
_FALLING = re.compile(
    r"\b(?:fell|falls?|fallen|falling|drop\w*|declin\w*|down|behind|below|trail\w*|lag\w*|short|shrank|shr[iu]nk\w*"
    r"|los[st]|lower|less|cheaper|discount|negative|minus|burn\w*|slower|faster|under|worse|cut)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(rf"[.!?][\"”’)]*(?=\s)|\n\s*\n|\n(?=\s*(?:[-*>#|]|\d+\.))|[|{BRANCH}]")
ADVICE = "print it from a figure: {{ name }}"
PAST_ADVICE = 'no name prints it: leave it out, or say why it may stand: {{ typed("…", "why") }}'


@dataclass(frozen=True)
class Computed:
    """Everything a sentence could have named instead, and the words for it."""

    names: Names

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The figures that have a name in prose, those of the previous edition after today's."""
        everything = self.names.figures.figures.items()
        # How a quarter of the past has changed between editions nobody says in a sentence.
        idle = ("previous.", "swing.")
        now = {n: f for n, f in everything if not n.startswith(idle) and not _is_idle_change(n)}
        before = self.names.previous.figures if self.names.previous else {}
        return {
            **now,
            **{f"previous.{name}": figure for name, figure in before.items() if "." not in name},
        }

    @cached_property
    def phrases(self) -> Phrases:
        """What they may be called."""
        return Phrases(self.figures, self.names.parties)

    def fitting(self, value: Value) -> list[str]:
        """The names of figures that are known and of a unit that fits."""
        units = units_of(value) if self._is_house_money(value) else ()
        return [
            name
            for name, figure in self.figures.items()
            if figure.unit in units and figure.known and figure.series is None
        ]

    def _is_house_money(self, value: Value) -> bool:
        own = {self.names.figures.currency, formats.SYMBOLS.get(self.names.figures.currency, "")}
        return (
            not value.currency or value.currency.removeprefix("US") in own or value.currency in own
        )


def _is_idle_change(name: str) -> bool:
    return name.startswith("change.") and name.endswith(LAGS)


def problems_of(words: Words, names: Names) -> Iterator[Problem]:
    """Every figure that is typed and not waived, each held against what is computed."""
    found = typed_figures(words.text)
    computed = Computed(names)
    for number, typed in enumerate(found):
        if not words.waived(typed.start, typed.end):
            context = _context(words.text, found, number, names.texts.get("quarter", ""))
            yield judged(typed, context, computed, Position(words.path, words.line(typed.start)))


def idle_waivers(words: Words) -> Iterator[Problem]:
    """A warning for each waiver whose words hold no figure any more."""
    found = typed_figures(words.text)
    for waiver in words.waivers:
        if not any(waiver.start < typed.end and typed.start < waiver.end for typed in found):
            what = "a waiver that nothing needs: its text holds no figure"
            advice = "write the words without the tag"
            place = Position(words.path, waiver.line)
            yield Problem(place, "", what, f"'{waiver.words}'", advice, "claims", "warning")


def judged(typed: Found, context: Context, computed: Computed, position: Position) -> Problem:
    """What to tell of one typed figure."""
    value = value_of_typed(typed)
    what, advice = _compared(typed, value, context, computed) if value else ("", "")
    what = f"a bare figure in the prose {what}".strip()
    found = f"'{' '.join(typed.words.split())}'"
    return Problem(position, "", what, found, advice or ADVICE, "claims")


def _compared(typed: Found, value: Value, context: Context, computed: Computed) -> tuple[str, str]:
    """What there is to say beside that it is typed, and what to write instead; nothing if it is unknown."""
    fitting = computed.fitting(value)
    named = computed.phrases.named_in(context, fitting)
    equal = _equal(value, context, fitting, named, computed.figures)
    tag = partial(_tag, typed, bare=not value.signed)
    if past := _past(value, context, named, equal, computed.names):
        return f"that was computed: {past}", PAST_ADVICE
    if equal:
        falls = bool(_FALLING.search(context.sentence))
        tags = (tag(computed.figures[name], name, falls=falls) for name in equal)
        told = _told(computed.figures[equal[0]], equal[0])
        return f"that is computed: {told}", f"write {' or '.join(tags)}"
    if contradicted := _contradicted(context, named):
        figure = computed.figures[contradicted]
        told = _told(figure, contradicted)
        return f"contradicts a computed one: {told}", f"write {tag(figure, contradicted)}"
    return "", ""


def _past(
    value: Value, context: Context, named: Sequence[Named], equal: Sequence[str], names: Names
) -> str:
    """A figure that the sentence names and its quarter, where it had the number in one of the past.

    What the sentence names and has a name of its own, such as `segment_sales_year_ago`, goes before.
    """
    own = tuple(each.name for each in named)
    if not context.past or (own and any(name.startswith(own) for name in equal)):
        return ""
    for quarter, figures in names.figures.quarterly.items():
        for each in named:
            figure = figures.get(each.name)
            if figure and figure.known and agreement(value, figure, context.before, named=True):
                return f"{figure.label} was {figure.printed} in {formats.quarter(quarter)}".replace(
                    "\N{NO-BREAK SPACE}", " "
                )
    return ""


def _told(figure: Figure, name: str) -> str:
    before = ", in the previous edition," if name.startswith("previous.") else ""
    return f"{figure.label}{before} is {figure.printed}".replace("\N{NO-BREAK SPACE}", " ")


def _tag(typed: Found, figure: Figure, name: str, *, bare: bool, falls: bool = False) -> str:
    """The tag that prints a figure as it was typed: in words, or without a sign that the sentence says."""
    if figure.words and re.search(r"(?:thousand|million|billion|trillion)", typed.words):
        return f"{{{{ {name}.words }}}}"
    signs = ("+", formats.MINUS) if falls else ("+",)
    return (
        f"{{{{ {name}.bare }}}}"
        if bare and figure.printed.startswith(signs)
        else f"{{{{ {name} }}}}"
    )


def _equal(
    value: Value, context: Context, fitting: Sequence[str], named: Sequence[Named],
    figures: Mapping[str, Figure],
) -> list[str]:  # fmt: skip
    """The figures that a typed number is, best first; none where the sentence means another one."""
    ranks = {each.name: rank for rank, each in enumerate(named)}
    beside = {each.name for each in named if each.near >= BESIDE}
    agreeing = {
        name: agreement(value, figures[name], context.before, named=name in beside)
        for name in fitting
    }
    equal = {name: exact for name, exact in agreeing.items() if exact is not None}
    own = {name: exact for name, exact in equal.items() if name in ranks}
    meant = {n: exact for n, exact in own.items() if context.past or not _is_of_the_past(n)}
    if _contradicted(context, named) and _another_is_meant(meant, named):
        return []
    best = sorted(
        own or equal,
        key=lambda name: (ranks.get(name, 0), *_standing(name, figures[name], exact=equal[name])),
    )
    return _of_the_day(best, context)[:OFFERED]


def _standing(name: str, figure: Figure, *, exact: bool) -> tuple[object, ...]:
    """What comes first of figures that say the same: today's, the house's core, as printed, short names."""
    past = _is_of_the_past(name)
    core = is_core(figure) or figure.given is not None
    return past, "." in name, not core, not exact, len(name), name


def _of_the_day(names: list[str], context: Context) -> list[str]:
    """Those of the day that the sentence speaks of, where there are any."""
    before = [name for name in names if name.startswith("previous.")]
    today = [name for name in names if name not in before]
    past = [name for name in today if name.endswith(LAGS)]
    return (past or before or names) if context.past else (today or names)


def _another_is_meant(own: Mapping[str, bool], named: Sequence[Named]) -> bool:
    """Whether the figure that is named most closely is none of those that a number equals."""
    if not own:
        return named[0].near >= NEAR
    closest = {each.name for each in named if each[:2] >= (NEAR, named[0].words)}
    return bool(closest) and not any(exact or name in closest for name, exact in own.items())


def _contradicted(context: Context, named: Sequence[Named]) -> str:
    """The figure a number is said to be and is not; none in a sentence on the past."""
    today = [each for each in named if each.near >= BESIDE and not _is_of_the_past(each.name)]
    return today[0].name if today and not context.past else ""


def _is_of_the_past(name: str) -> bool:
    return name.startswith(("previous.", "change.")) or name.endswith(LAGS)


def _is_past(sentence: str, quarter: str) -> bool:
    """Whether a sentence speaks of a day before an edition's quarter, such as `2026Q2`."""
    if _EARLIER.search(sentence):
        return True
    named = {f"{year}{part}" for part, year in _QUARTER.findall(sentence)}
    years = {year for year in _YEAR.findall(sentence) if year < quarter[:4]}
    return bool(years or {name for name in named if quarter and name != quarter})


def _context(text: str, found: Sequence[Found], number: int, quarter: str) -> Context:
    typed = found[number]
    start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, typed.start)), default=0)
    ending = _SENTENCE_END.search(text, typed.end)
    end = ending.start() if ending else len(text)
    before, behind = text[start : typed.start], text[typed.end : end]
    last = found[number - 1].end if number and found[number - 1].end > start else start
    nearer = max(last, text.rfind(PRINTED, start, typed.start) + 1)
    following = found[number + 1].start if number + 1 < len(found) else end
    printed = text.find(PRINTED, typed.end, end)
    until = min(following, end, printed if printed >= 0 else end)
    sentence = f"{before} {behind}"
    past = _is_past(sentence, quarter)
    return Context(sentence, text[nearer : typed.start], text[typed.end : until], past)
