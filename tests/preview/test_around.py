"""The page around: its policy lets in one script and no more, and no word of a problem becomes markup."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from reportgen.preview.around import BLANK, POLICY, Faults, framed, name_of
from reportgen.problems import Position, Problem

EDITION = BLANK.replace("There is no page yet", "Two and a half trillion")
WRONG = Problem(
    Position("assumptions/amazon/2026Q2/edition.yaml", 10, 24), "market.share_price", "is no amount",
    "<script>alert(1)</script>", "write a number", "units",
)  # fmt: skip
MINOR = Problem(Position("a/history.csv", 3), "", "is old", severity="warning")


NONE = Faults()


def frame(page: str, faults: Faults = NONE) -> str:
    return framed(page, "0a1b", "amazon/2026Q2", faults, ("briefing", "workings"))


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_the_policy_names_the_one_script_and_lets_it_ask_here_only() -> None:
    page = frame(EDITION)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    sheets = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(scripts) == page.count("<script") == 1
    assert f"script-src {digest(scripts[0])}; connect-src 'self'; style-src" in page
    assert digest(sheets[-1]) in page
    assert page.count("Content-Security-Policy") == 1


def test_a_page_without_a_policy_is_refused() -> None:
    with pytest.raises(ValueError, match="no policy"):
        frame(EDITION.replace(POLICY, "default-src *; "))


def test_where_nothing_is_wrong_the_bar_tells_of_the_prints_only() -> None:
    page = frame(EDITION)
    assert 'href="/briefing.pdf"' in page
    assert 'href="/workings.pdf"' in page
    assert '<aside id="preview" aria-label="Preview">' in page
    assert "problem" not in page.partition("<aside")[2].partition("<script")[0]


def test_a_problem_is_told_in_the_words_of_check_escaped() -> None:
    page = frame(EDITION, Faults(problems=(WRONG,)))
    assert "<h2>1 problem</h2>" in page
    assert "<code>assumptions/amazon/2026Q2/edition.yaml:10:24</code>" in page
    assert "is no amount, found &lt;script&gt;alert(1)&lt;/script&gt;; write a number" in page
    assert page.count("<script") == 1
    assert "Two and a half trillion" in page
    assert "Behind this stands the page as it was before." in page


def test_where_there_never_was_a_page_nothing_is_said_to_stand_behind() -> None:
    page = frame("", Faults(problems=(WRONG, MINOR)))
    assert "There is no page yet" in page
    assert "<h2>1 problem</h2>" in page
    assert "Behind this" not in page


def test_warnings_are_folded_away_and_stop_nothing() -> None:
    faults = Faults(problems=(MINOR,))
    assert not faults.stop
    page = frame(EDITION, faults)
    assert "<details><summary>1 warning</summary>" in page
    assert "<h2>" not in page.partition("<aside")[2]


def test_a_fault_of_ours_is_told_with_its_trace_folded_away() -> None:
    page = frame(EDITION, Faults(trace="Traceback:\n  File <x>\nKeyError: '<b>'\n"))
    assert "<h2>The page could not be set</h2>" in page
    assert "<details><summary>KeyError: &#x27;&lt;b&gt;&#x27;</summary><pre>Traceback" in page


def test_a_page_has_another_name_when_it_or_what_is_wrong_has_changed() -> None:
    seen = {
        name_of(EDITION, Faults()),
        name_of(EDITION + " ", Faults()),
        name_of(EDITION, Faults(problems=(WRONG,))),
        name_of(EDITION, Faults(problems=(MINOR,))),
    }
    assert len(seen) == 4
    assert name_of(EDITION, Faults()) in seen
