"""Assumptions that a reader will doubt are told with the limit, and an edition may set one aside, aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen import briefing, checks
from reportgen.assumptions.company import Policy
from reportgen.assumptions.theme import house_theme
from reportgen.briefing.limits import WORDS
from reportgen.drawing import Drawings
from reportgen.problems import ProblemsError
from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.model import Story
    from reportgen.problems import Problem
    from tests.conftest import Desk

COMPANY, EDITION = "nordvind/company.yaml", "nordvind/2025Q4/edition.yaml"
#: What the invented company would trip with the limits that hold where a house sets none.
AS_IT_STANDS = {
    "cash_flow.target_margin", "outlook.outlook_segment_margin", "scenarios",
}  # fmt: skip
HOUSE = "\nhouse:\n"


def lay_out(desk: Callable[..., Desk]) -> Desk:
    """The invented company without its own, bolder limits."""
    files = desk("nordvind")
    files.replace(COMPANY, "  margin_over_best_limit: 6%\n  one_sided_odds_limit: 80%\n", "")
    return files


def doubts(files: Desk) -> dict[str, Problem]:
    return {problem.key: problem for problem in checks.check(files.read("nordvind"))}


def house(files: Desk, line: str) -> None:
    files.replace(COMPANY, "\npolicy:\n", f"\npolicy:\n  {line}\n")


def aside(files: Desk, **limits: str) -> None:
    lines = "".join(
        f"  {name}:\n    value: {value}\n    reason: We look at it again in May.\n"
        for name, value in limits.items()
    )
    files.append(EDITION, f"overrides:\n{lines}")


def test_a_doubt_warns_with_the_limit_the_value_and_the_way_out(desk: Callable[..., Desk]) -> None:
    found = doubts(lay_out(desk))
    assert set(found) == AS_IT_STANDS
    assert {problem.severity for problem in found.values()} == {"warning"}
    margin = str(found["cash_flow.target_margin"])
    assert "is above the best margin of the history, found 14% over 8.3%" in margin
    assert "set margin_over_best_limit (0%) aside under `overrides` with a reason" in margin
    assert "found 80%" in str(found["scenarios"])


def test_a_house_may_have_bolder_limits_of_its_own(desk: Callable[..., Desk]) -> None:
    assert doubts(desk("nordvind")) == {}


def test_the_house_may_have_doubts_stop_the_build(desk: Callable[..., Desk]) -> None:
    files = lay_out(desk)
    house(files, "plausibility: error")
    assert {problem.severity for problem in doubts(files).values()} == {"error"}


@pytest.mark.parametrize(
    ("limit", "value", "silenced"),
    [
        (
            "margin_over_best_limit",
            "6%",
            {"cash_flow.target_margin", "outlook.outlook_segment_margin"},
        ),
        ("margin_over_best_limit", "5%", {"outlook.outlook_segment_margin"}),
        ("one_sided_odds_limit", "80%", {"scenarios"}),
        ("one_sided_odds_limit", "79%", set()),
    ],
)
def test_a_limit_set_aside_is_silent_up_to_its_new_value(
    desk: Callable[..., Desk], limit: str, value: str, silenced: set[str]
) -> None:
    files = lay_out(desk)
    aside(files, **{limit: value})
    assert set(doubts(files)) == AS_IT_STANDS - silenced


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ("terminal_share_limit: 75%", "terminal_share_limit: 69%", "cash_flow.terminal_growth",
         "puts more of the value after the tenth year than the house allows, found 69.6%"),
        ("own_multiple_range: null", "own_multiple_range: [20x, 42x]", "scenarios.bull",
         "found 44× where that is 20× to 42×"),
        ("own_multiple_range: null", "own_multiple_range: [41x, 60x]", "house.exit_multiple",
         "found 40× where that is 41× to 60×"),
        ("own_multiple_range: null", "own_multiple_range: 40x", "house.own_multiple_range",
         "is not a range, found 40x; write [low, high]"),
        ("base_rate_growth: null", "base_rate_growth: 5%", "cash_flow.revenue_growth",
         "the forecast is of growth over ten years that hardly any company of this size has kept up"),
    ],
)  # fmt: skip
def test_a_number_beyond_a_limit_is_doubted(
    desk: Callable[..., Desk], old: str, new: str, key: str, told: str
) -> None:
    files = lay_out(desk)
    house(files, "terminal_share_limit: 75%")
    files.replace(EDITION, HOUSE, f"{HOUSE}  own_multiple_range: null\n")
    files.replace(EDITION, "\ncash_flow:\n", "\ncash_flow:\n  base_rate_growth: null\n")
    assert set(doubts(files)) == AS_IT_STANDS
    files.replace(COMPANY if "terminal" in old else EDITION, old, new)
    found = doubts(files)
    assert key in found
    assert told in str(found[key])


def test_what_the_target_asks_for_is_held_to_the_base_rate_too(
    story: Callable[[str], Story],
) -> None:
    found = {p.key: str(p) for p in checks.check(story("amazon/2025Q3"))}
    told = found["cash_flow.base_rate_growth"]
    assert "the target asks for growth over ten years that hardly any company" in told
    assert "found 21.9% over 20%" in told


def test_a_difference_that_nobody_can_see_is_not_doubted(story: Callable[[str], Story]) -> None:
    """The target of 2025Q4 asks for 20.03% where the base rate is 20%: both print 20.0%."""
    keys = {p.key for p in checks.check(story("amazon/2025Q4"))}
    assert "cash_flow.base_rate_growth" not in keys


def test_a_newest_quarter_that_is_too_old_is_told_at_its_row(desk: Callable[..., Desk]) -> None:
    files = lay_out(desk)
    house(files, "history_stale_after_days: 48")
    told = str(doubts(files)["2025Q4.period_end"])
    assert "history.csv:13:1: warning: 2025Q4.period_end: is 49 days before the as-of day" in told
    assert "found 31 Dec 2025" in told
    assert "history_stale_after_days (48)" in told
    files.replace(COMPANY, "days: 48", "days: 49")
    assert set(doubts(files)) == AS_IT_STANDS


@pytest.mark.parametrize(
    ("limit", "figure"),
    [
        ("capital_stale_after_days: 48", "debt"),
        ("peer_stale_after_days: 48", "brisvind.segment_growth"),
    ],
)
def test_what_was_reported_too_long_ago_carries_the_mark(
    desk: Callable[..., Desk], limit: str, figure: str
) -> None:
    files = lay_out(desk)
    assert files.read("nordvind").now.figures[figure].status == "ok"
    house(files, limit)
    stale = files.read("nordvind").now.figures[figure]
    assert stale.printed.endswith("†")
    assert stale.reason == "of 31 Dec 2025, older than 48 days"


def test_a_rule_of_the_house_that_is_set_aside_has_a_reason(desk: Callable[..., Desk]) -> None:
    files = lay_out(desk)
    files.append(EDITION, "overrides:\n  one_sided_odds_limit: {value: 80%}\n")
    with pytest.raises(ProblemsError, match=r"overrides\.one_sided_odds_limit\.reason"):
        files.read("nordvind")


def test_every_rule_of_the_house_has_words_for_print() -> None:
    assert set(WORDS) == set(Policy.model_fields)


def test_the_workings_print_what_is_set_aside_and_why(desk: Callable[..., Desk]) -> None:
    files = lay_out(desk)
    aside(files, margin_over_best_limit="6%", market_stale_after_days="9")
    told = files.read("nordvind")
    page = briefing.compose(told, briefing.fill_prose(told), Drawings(), document="workings")
    assert [(row.rule, row.house, row.here, row.reason) for row in page.limits] == [
        ("Assumed margin above the best of the history", "0%", "6%", "We look at it again in May."),
        ("Age of a price", "5 days", "9 days", "We look at it again in May."),
    ]  # fmt: skip
    printed = briefing.render(page, templates(), house_theme(), document="workings")
    assert "<h2>House limits set aside</h2>" in printed
    assert "<td>5 days</td><td>9 days</td><td>We look at it again in May.</td>" in printed
    brief = briefing.compose(told, briefing.fill_prose(told), Drawings())
    assert brief.limits == ()


@pytest.mark.parametrize("edition", ["2025Q3", "2025Q4", "2026Q1", "2026Q2"])
def test_the_shipped_files_set_nothing_aside_and_have_no_error(
    story: Callable[[str], Story], edition: str
) -> None:
    told = story(f"amazon/{edition}")
    assert {problem.severity for problem in checks.check(told)} == {"warning"}
