"""Which figures a sentence names: by the words of their labels, or by what people usually call them.

Words count as stems without order, so that `AWS grew` names what is called `AWS sales growth`. A phrase
names its figure where its words stand near the number: between the numbers before and behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reportgen.briefing.usual_words import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.figures import Figure

_NO_WORDS = (
    "a an the of on at in to by and or per from for over as is are was were be been its their it that this "
    "with than still today now year years"
)
_SILENT = frozenset(_NO_WORDS.split())
#: Stem -> the words that say the same of a figure.
_SYNONYMS = {
    "growth": "grew grow growing grown rose risen rise expand fell fall fallen shrank shrink jumped climbed",
    "sale": "revenue turnover",
    "cap": "capitalization capitalisation",
    "p/e": "pe",
    "annualized": "annualised",
    "require": "required need needed",
    "probability": "chance odds",
}
_SAME = {word: stem for stem, words in _SYNONYMS.items() for word in words.split()}
#: Figures that are another's of another day: they do not make a label ambiguous.
_AGAIN = ("previous.", "change.")
_OWN = ("company", "segment", "chips")
#: What begins a thought of its own behind a number.
_ELSEWHERE = re.compile(r"[,;:(]|\b(?:than|while|against|but|versus)\b")
#: A word no longer than this keeps its s: it is a name, such as AWS.
SHORTEST_PLURAL = "AWS"
_WORD = re.compile(r"p/e|[^\W_]+(?:-[^\W_]+)*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    low = word.lower()
    if low in _SAME:
        return _SAME[low]
    plural = low.endswith("s") and not low.endswith("ss") and len(low) > len(SHORTEST_PLURAL)
    bare = low[:-1] if plural else low
    return _SAME.get(bare, bare)


def stems(text: str) -> tuple[str, ...]:
    """The words of a text that say something, each as its stem."""
    words = _WORD.findall(re.sub(r"['’]s\b", "", text))
    return tuple(_stem(word) for word in words if word.lower() not in _SILENT)


@dataclass(frozen=True)
class Context:
    """A sentence around a typed number: its words before and behind it up to the next numbers, and all.

    `past` says that it speaks of an earlier day than the edition's.
    """

    sentence: str
    before: str
    behind: str
    past: bool = False

    def nearness(self, phrase: tuple[str, ...], parties: frozenset[str], *, peer: bool) -> int:
        """4 where a phrase stands before the number, 3 behind it, 2 around it, 1 in its sentence, 0 nowhere.

        Whether the company or its parts are meant may be said anywhere in the sentence; what is meant
        stands near its number. A peer, first in its phrase, may stand before and the rest behind.
        """
        own = set(phrase) - parties
        if not own or not set(phrase) <= self.words:
            return 0
        before, behind = self.near
        around = own <= before | behind
        places = (
            (own <= before, 4),
            (own <= behind or (peer and around and phrase[0] in before), 3),
        )
        return next((nearness for stands, nearness in places if stands), 2 if around else 1)

    @cached_property
    def near(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words on both sides of the number that can say what it is."""
        behind = _ELSEWHERE.split(self.behind, maxsplit=1)[0]
        return frozenset(stems(self.before)), frozenset(stems(behind))

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the sentence."""
        return frozenset(stems(self.sentence))


class Named(NamedTuple):
    """A figure that a sentence names: how near to the number (see `Context.nearness`), in how many words."""

    near: int
    words: int
    name: str


@dataclass(frozen=True)
class Phrases:
    """What each figure may be called, in the words of this company."""

    figures: Mapping[str, Figure]
    parties: Mapping[str, str]

    @cached_property
    def known(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Figure -> its phrases as stems."""
        return {name: tuple(dict.fromkeys(self._of(name))) for name in self.figures}

    @cached_property
    def called(self) -> frozenset[str]:
        """The words that say who is meant where it is nobody else: the company and its parts."""
        return frozenset(stem for own in _OWN for stem in stems(self.parties.get(own, "")))

    @cached_property
    def _heads(self) -> Counter[str]:
        """How many figures of today share the words before the comma of their labels."""
        today = (figure for name, figure in self.figures.items() if not name.startswith(_AGAIN))
        return Counter(figure.label.partition(",")[0] for figure in today)

    def _of(self, name: str) -> Iterator[tuple[str, ...]]:
        label = self.figures[name].label
        head = label.partition(",")[0]
        for words in (label, head if self._heads[head] == 1 else ""):
            found = stems(words)
            if len(found) > 1:
                yield found
        whose, dot, own = name.partition(".")
        for phrase in USUAL.get(own if dot else name, ()):
            if not dot or whose == "previous":
                yield stems(self._with_parties(phrase))
            elif whose in self.parties:
                yield from self._of_peer(whose, phrase)

    def _with_parties(self, phrase: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: self.parties.get(match[1], match[1]), phrase)

    def _of_peer(self, peer: str, phrase: str) -> Iterator[tuple[str, ...]]:
        """A phrase said of a peer, by its name or by that of its segment."""
        for called in filter(None, (self.parties[peer], self.parties.get(f"{peer}.segment"))):
            said = re.sub(r"\{\w+\}", called, phrase)
            yield tuple(dict.fromkeys(stems(said if "{" in phrase else f"{called} {phrase}")))

    def named_in(self, context: Context, among: Iterable[str]) -> list[Named]:
        """The figures of some that a context names, those named nearest and with most words first."""
        found = []
        for name in among:
            peer = name.partition(".")[0] in self.parties
            told = (
                (context.nearness(phrase, self.called, peer=peer), len(phrase))
                for phrase in self.known[name]
            )
            near, words = max(told, default=(0, 0))
            if near:
                found.append(Named(near, words, name))
        return sorted(found, key=lambda each: (-each.near, -each.words, len(each.name), each.name))
