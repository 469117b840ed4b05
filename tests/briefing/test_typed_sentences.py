"""How well typed figures are found: sentences with what is to be found in them marked by hand."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.briefing.typed_figures import typed_figures

HERE = Path(__file__).parent
#: The finder was never tuned on the second, which was written before it.
PARTS = ("typed_sentences.txt", "typed_sentences_held_out.txt")
Spans = frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Labelled:
    """A sentence and the places of its figures."""

    text: str
    spans: Spans


def labelled(name: str) -> list[Labelled]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [read(line) for line in lines if line and not line.startswith("#")]


def read(line: str) -> Labelled:
    """`It rose [5%].` is the sentence `It rose 5%.` with a figure at its eighth letter."""
    text, spans = "", set()
    for number, piece in enumerate(re.split(r"[\[\]]", line)):
        if number % 2:
            spans.add((len(text), len(text) + len(piece)))
        text += piece
    return Labelled(text, frozenset(spans))


def found(sentence: Labelled) -> Spans:
    return frozenset((each.start, each.end) for each in typed_figures(sentence.text))


@pytest.mark.parametrize("name", PARTS)
def test_precision_and_recall_are_above_95_per_cent(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On spans: a figure found with a word too many or too few counts as a miss and a false one."""
    sentences = labelled(name)
    hits = sum(len(found(each) & each.spans) for each in sentences)
    precision = hits / sum(len(found(each)) for each in sentences)
    recall = hits / sum(len(each.spans) for each in sentences)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{name}: {len(sentences)} sentences, precision {precision:.3f}, recall {recall:.3f}\n"
        )
    assert precision > 0.95
    assert recall > 0.95


def test_there_are_enough_sentences_and_half_of_them_have_no_figure() -> None:
    parts = [labelled(name) for name in PARTS]
    every = [sentence for part in parts for sentence in part]
    without = [sentence for sentence in every if not sentence.spans]
    assert len(parts[1]) == 100
    assert len({sentence.text for sentence in every}) == len(every) >= 260
    assert 0.45 < len(without) / len(every) < 0.55


def test_a_sentence_is_read_with_its_marks() -> None:
    assert read("It rose [5%] in [two] days.") == Labelled(
        "It rose 5% in two days.", frozenset({(8, 10), (14, 17)})
    )
