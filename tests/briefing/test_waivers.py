"""A waiver lets a figure stand as it is typed: it prints the text and keeps its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen import briefing, pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk

SENTENCE = "The service company earned {{ service_net_income }} of its own."
EDITION = "nordvind/2025Q4"
REASON = "a figure of speech"


def checked(desk: Desk, sentence: str) -> list[str]:
    """What is told of a sentence in the prose, without file and line."""
    desk.replace(f"{EDITION}/briefing.md", SENTENCE, f"{SENTENCE} {sentence}")
    problems, _ = pipeline.check(desk.read(EDITION))
    of_prose = [problem for problem in problems if problem.stage == "claims"]
    return [str(problem).partition(":1: ")[2] for problem in of_prose]


@pytest.mark.parametrize(
    "sentence",
    [
        f'It is {{{{ typed("two-thirds", "{REASON}") }}}} done.',
        f'It takes {{{{ typed("a third", "{REASON}") }}}} of sales.',
        f'It costs {{{{ typed("$5B", "{REASON}") }}}} or {{{{ typed("12%", \'{REASON}\') }}}} more.',
    ],
)
def test_a_waived_figure_stands(sentence: str, desk: Callable[..., Desk]) -> None:
    assert checked(desk("nordvind"), sentence) == []


def test_its_text_is_printed_and_its_reason_is_not(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    assert checked(files, f'It is {{{{ typed("two-thirds", "{REASON}") }}}} done.') == []
    text = briefing.fill_prose(files.read(EDITION)).sections["Analysis"]
    assert "It is two-thirds done." in text
    assert REASON not in text


def test_it_covers_its_own_words_only(desk: Callable[..., Desk]) -> None:
    (told,) = checked(
        desk("nordvind"), f'{{{{ typed("Half", "{REASON}") }}}} of it, and a quarter of that.'
    )
    assert "found 'a quarter'" in told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ('{{ typed("two-thirds", "") }} of it.', "a waiver without a reason, found 'two-thirds'"),
        ('{{ typed("two-thirds", "  ") }} of it.', "a waiver without a reason, found 'two-thirds'"),
        ('{{ typed("two-thirds") }} of it.', "a waiver is a text and a reason"),
        ('{{ typed(market_cap, "why") }} of it.', "a waiver is a text and a reason"),
        ('{{ typed("a third", "b") if market_cap > 0 else "c" }}', "a waiver is a text and a reason"),
        ('{% if typed("a third", "why") %}x{% endif %}', "a waiver is a text and a reason"),
        ('{{ typed("several", "why") }} of them.', "warning: a waiver that nothing needs"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_waiver_is_told(
    sentence: str, told: str, desk: Callable[..., Desk]
) -> None:
    (only,) = checked(desk("nordvind"), sentence)
    assert only.startswith(told)
