"""A formula in words: its inputs by their labels, its signs as they are printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.figures import Figure

#: A name, with what stands before its dots where it is a peer's, a scenario's or a part's.
NAME = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_]|\.(?=[a-z_]))*(?![A-Za-z0-9_(])")
#: What a formula calls, as mathematics writes it.
CALLED = {"log(": "ln(", "logarithmic_mean(": "logarithmic mean(", "[-1]": " of the last year"}
SIGNS = (
    (" ** ", "^"), (" * ", " × "), (" / ", " ÷ "), (" - ", f" {formats.MINUS} "), ("(-", f"({formats.MINUS}"),
)  # fmt: skip
#: Powers that have a sign of their own, where the number ends there.
POWERS = ((re.compile(r" \*\* 0\.5(?![\d.])"), "^½"), (re.compile(r" \*\* 2(?![\d.])"), "²"))
#: What only a program can read.
PROGRAM = re.compile(r"\b(?:zip|strict|either|larger)\b|\[")


def in_words(expression: str, figures: Mapping[str, Figure]) -> str:
    """`target_market_cap / market_cap - 1` as "target market cap ÷ market capitalization − 1".

    A name that is no figure, such as a step of the calculation, only loses its underscores.
    """
    return _signed(NAME.sub(lambda found: _label(found[0], figures), expression))


def told(how: str, figures: Mapping[str, Figure]) -> str:
    """A sentence on how a study found its figure; a word is a name only with an underscore or a dot in it."""
    return _signed(NAME.sub(lambda found: _named(found[0], figures), how))


def _named(word: str, figures: Mapping[str, Figure]) -> str:
    return _label(word, figures) if set("_.") & set(word) else word


def _signed(words: str) -> str:
    for power, printed in POWERS:
        words = power.sub(printed, words)
    for written, printed in (*CALLED.items(), *SIGNS):
        words = words.replace(written, printed)
    return words


def _label(name: str, figures: Mapping[str, Figure]) -> str:
    if name in figures:
        label = figures[name].label
        return (
            label if ": " in label else formats.lowered(label)
        )  # a party's name keeps its capital
    return (
        name
        if name.isupper() and len(name) == 1
        else name.rpartition(".")[2].replace("_", " ").lower()
    )
