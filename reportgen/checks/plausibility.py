"""Assumptions that may be right, but that a reader will doubt: each is held to a limit of the house.

A limit is a number in the policy of company.yaml. An edition may set one aside with a reason, and that is
printed. Nothing is said where the files state nothing to compare with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.assumptions.yaml_document import dotted
from reportgen.formats import Style
from reportgen.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.yaml_document import Path
    from reportgen.figures import Figure
    from reportgen.model import Story

TEN_YEARS = 10
#: Margins that the house assumes, and whose history they are held to.
MARGINS = {"target_margin": "company", "outlook_segment_margin": "segment"}
SECTIONS = {"target_margin": "cash_flow", "outlook_segment_margin": "outlook"}


def terminal_value_is_not_nearly_all(story: Story) -> Iterator[Problem]:
    """A value that lies beyond the last year of the forecast rests on no forecast."""
    share = _named(story, "terminal_share_of_value")
    limit = float(story.now.assumptions.policy.terminal_share_limit)
    if share is not None and _beyond(share, limit):
        what = "puts more of the value after the tenth year than the house allows"
        advice = "forecast slower growth for ever, or growth that lasts less long"
        yield _doubt(
            story,
            ("cash_flow", "terminal_growth"),
            "terminal_share_limit",
            what,
            _rate(share),
            advice,
        )


def growth_stays_below_the_base_rate(story: Story) -> Iterator[Problem]:
    """Growth over ten years that hardly any company of this size has kept up, assumed or asked for."""
    base = _named(story, "base_rate_growth")
    if base is None:
        return
    limit = float(story.now.assumptions.policy.growth_over_base_rate_limit)
    asked = (
        ("the forecast is of growth over ten years that", ("cash_flow", "revenue_growth"),
         _assumed_growth(story), "assume less, or say why this company is an exception"),
        ("the target asks for growth over ten years that", ("cash_flow", "base_rate_growth"),
         _named(story, "implied_ten_year_growth_at_target"), "say why this company is an exception"),
    )  # fmt: skip
    for what, path, growth, advice in asked:
        if growth is not None and _beyond(growth - base, limit):
            told = f"{what} hardly any company of this size has kept up"
            found = f"{_rate(growth)} over {_rate(base)}"
            yield _doubt(story, path, "growth_over_base_rate_limit", told, found, advice)


def _assumed_growth(story: Story) -> float | None:
    """The growth a year that the house's own forecast of ten years comes to."""
    last, first = _named(story, "forecast_revenue_year_ten"), _named(story, "trailing_net_sales")
    if last is None or first is None or first <= 0 or last <= 0:
        return None
    return float((last / first) ** (1 / TEN_YEARS) - 1)


def margins_stay_below_the_best(story: Story) -> Iterator[Problem]:
    """A margin that the company has never reached, in the outlook or the forecast.

    Scenarios are free: the best of them is meant to be better than anything that has been.
    """
    best = {"segment": _best_segment_margin(story), "company": _best_company_margin(story)}
    limit = float(story.now.assumptions.policy.margin_over_best_limit)
    for name, whose in MARGINS.items():
        margin, highest = _named(story, name), best[whose]
        if margin is not None and highest is not None and _beyond(margin - highest, limit):
            what = "is above the best margin of the history"
            found = f"{_rate(margin)} over {_rate(highest)}"
            advice = "assume what has been reached, or say what changes"
            yield _doubt(
                story, (SECTIONS[name], name), "margin_over_best_limit", what, found, advice
            )


def _best_segment_margin(story: Story) -> float | None:
    quarters = story.now.figures.quarterly.values()
    known = [_value(q["segment_margin"]) for q in quarters if "segment_margin" in q]
    return max((margin for margin in known if margin is not None), default=None)


def _best_company_margin(story: Story) -> float | None:
    """The best of any four quarters in a row, and of the base that the forecast starts from."""
    margins = [_named(story, "base_operating_margin")]
    for quarter in story.now.figures.quarterly.values():
        income, sales = (
            _value(quarter["trailing_operating_income"]),
            _value(quarter["trailing_net_sales"]),
        )
        if income is not None and sales is not None and sales > 0:
            margins.append(income / sales)
    return max((margin for margin in margins if margin is not None), default=None)


def exit_multiples_lie_in_the_own_range(story: Story) -> Iterator[Problem]:
    """A multiple that the market has not paid for this company in ten years, in the outlook or a scenario."""
    assumptions = story.now.assumptions
    stated = assumptions.edition.house.own_multiple_range
    if stated is None or stated.value is None:
        return
    if not isinstance(stated.value, tuple):
        where: Path = ("house", "own_multiple_range")
        yield _problem(
            story,
            where,
            "is not a range",
            f"{float(stated.value):g}x",
            "write [low, high]",
            "error",
        )
        return
    slack = 1 + float(assumptions.policy.multiple_beyond_range_limit)
    low, high = (float(end) for end in stated.value)
    for path, multiple in _exit_multiples(story):
        if multiple > high * slack or multiple < low / slack:
            what = (
                "lies outside the range in which the company itself has been paid for in ten years"
            )
            found = f"{_times(multiple)} where that is {_times(low)} to {_times(high)}"
            yield _doubt(
                story,
                path,
                "multiple_beyond_range_limit",
                what,
                found,
                "take one that has been paid, or say why not",
            )


def _exit_multiples(story: Story) -> Iterator[tuple[Path, float]]:
    """The house's own, both ends if it is a range, and those that scenarios set."""
    figure = story.now.figures["exit_multiple"]
    for end in dict.fromkeys((figure.value, figure.high)):
        if end is not None:
            yield ("house", "exit_multiple"), end
    for key, scenario in story.now.assumptions.edition.scenarios.items():
        if "exit_multiple" in scenario.set:
            yield ("scenarios", key), float(scenario.set["exit_multiple"])


def odds_lie_on_both_sides(story: Story) -> Iterator[Problem]:
    """Scenarios that nearly all lie on one side of the market cap describe a wish, not a range."""
    assumptions, cap = story.now.assumptions, _named(story, "market_cap")
    limit = float(assumptions.policy.one_sided_odds_limit)
    odds_given = [scenario.probability for scenario in assumptions.edition.scenarios.values()]
    if sum(odds_given) != 1 or min(odds_given) < 0:
        return  # Told where the probabilities stand; what they say of sides means nothing yet.
    sides = {"above": 0.0, "below": 0.0}
    for key, scenario in assumptions.edition.scenarios.items():
        value = _named(story, f"scenario.{key}.outlook_market_cap")
        if value is not None and cap is not None and value != cap:
            sides["above" if value > cap else "below"] += float(scenario.probability)
    for side, odds in sides.items():
        if _beyond(odds, limit):
            what = f"have more of their odds {side} today's market cap than the house allows"
            advice = "add the scenario that is missing, or correct the odds"
            yield _doubt(story, ("scenarios",), "one_sided_odds_limit", what, _rate(odds), advice)


def _named(story: Story, name: str) -> float | None:
    """The value of a figure; None where there is none, or no number."""
    return _value(story.now.figures[name]) if name in story.now.figures else None


def _value(figure: Figure) -> float | None:
    """The one number of a figure; of a range the end that is doubted first."""
    if not figure.known or figure.bound:
        return None
    return figure.value if figure.high is None else figure.high


def _beyond(value: float, limit: float) -> bool:
    """Whether it is beyond the limit as both are printed: what looks equal is not complained of."""
    return formats.rounded(100 * value, 1) > formats.rounded(100 * limit, 1)


def _rate(value: float) -> str:
    return formats.trimmed(formats.text(value, Style("rate"), ""))


def _times(value: float) -> str:
    return formats.trimmed(formats.text(value, Style("multiple"), ""))


def _doubt(  # noqa: PLR0913, PLR0917 - what a diagnostic says
    story: Story, path: Path, limit: str, what: str, found: str, advice: str
) -> Problem:
    """A number beyond a limit, with its name and the way to set it aside."""
    policy = story.now.assumptions.policy
    allowed = _rate(float(getattr(policy, limit)))
    aside = f"{advice}; or set {limit} ({allowed}) aside under `overrides` with a reason, which is printed"
    return _problem(story, path, what, found, aside, policy.plausibility)


def _problem(  # noqa: PLR0913, PLR0917 - the fields of a problem
    story: Story, path: Path, what: str, found: str, advice: str, severity: Severity
) -> Problem:
    position = story.now.assumptions.edition_document.key_position(path)
    return Problem(position, dotted(path), what, found, advice, "consistency", severity)
