"""An edition asked again: a plan answers as the whole edition would, and findings are told as figures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.assumptions.inputs import Input
from reportgen.evaluation import UnplannableError
from reportgen.inquiry import Finding, Inquiry
from reportgen.problems import Position
from reportgen.resolution import Resolution

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures import Figure
    from reportgen.model import Story

#: Inputs of the outlook and between which numbers a house might put them; some cross a guard.
OUTLOOK = {
    "outlook_segment_growth": (-0.2, 0.8),
    "outlook_segment_margin": (-0.1, 0.6),
    "outlook_other_growth": (-0.3, 0.3),
    "outlook_other_margin": (-0.1, 0.2),
    "outlook_tax_rate": (-0.05, 0.5),
    "exit_multiple": (-2.0, 60.0),
    "share_count_growth": (-0.05, 0.05),
}
#: The same for the cash flows.
CASH_FLOW = {
    "first_year_growth": (-0.3, 0.6),
    "revenue_growth": (-0.3, 0.6),
    "terminal_growth": (-0.01, 0.07),
    "target_margin": (-0.1, 0.5),
    "cash_tax_rate": (-0.05, 0.5),
    "cost_of_capital": (0.04, 0.2),
    "terminal_cost_of_capital": (0.04, 0.2),
    "sales_to_capital": (-0.2, 5.0),
    "terminal_return_on_capital": (0.02, 0.4),
}
FEW = settings(max_examples=15, deadline=None)


def elements(ranges: dict[str, tuple[float, float]]) -> st.SearchStrategy[dict[str, list[float]]]:
    """Four worlds: each input with a value in each of them."""
    return st.fixed_dictionaries(
        {
            name: st.lists(st.floats(low, high), min_size=4, max_size=4)
            for name, (low, high) in ranges.items()
        }
    )


def agree(inquiry: Inquiry, outputs: tuple[str, ...], worlds: dict[str, list[float]]) -> None:
    """A plan on arrays against the edition computed again for every element by the engine."""
    arrays = {name: np.array(values) for name, values in worlds.items()}
    planned = {name: inquiry.function(name, tuple(worlds))(arrays) for name in outputs}
    for element in range(4):
        world = {name: values[element] for name, values in worlds.items()}
        again = inquiry.again(world, "a test")
        for name in outputs:
            assert at(planned[name], element) == told(again.figure(name)), name


def at(found: Any, element: int) -> Any:  # noqa: ANN401 - a number or ten of them, as pytest compares them
    """An element of what a plan gave; None where it is no number, or not in every year."""
    years = found if isinstance(found, tuple) else (found,)
    numbers = [float(np.broadcast_to(year, (4,))[element]) for year in years]
    return pytest.approx(numbers, rel=1e-12) if np.isfinite(numbers).all() else None


def told(figure: Figure) -> Any:  # noqa: ANN401 - as above
    """The same of a figure."""
    if not figure.known:
        return None
    return list(figure.series) if figure.series else [figure.value]


# A plan against the whole edition


@given(worlds=elements(OUTLOOK))
@FEW
def test_a_plan_of_the_outlook_is_the_edition_computed_again(
    story: Callable[[str], Story], worlds: dict[str, list[float]]
) -> None:
    outputs = (
        "outlook_market_cap", "outlook_share_price", "outlook_return", "outlook_earnings_growth",
        "outlook_against_target", "outlook_net_income", "required_segment_growth",
        "outlook_operating_income",
    )  # fmt: skip
    inquiry = story("amazon/2026Q2").now.inquiry
    for output in outputs:
        varied = {name: worlds[name] for name in OUTLOOK if _reaches(inquiry, name, output)}
        assert len(varied) > 1
        agree(inquiry, (output,), varied)


def _reaches(inquiry: Inquiry, name: str, output: str) -> bool:
    try:
        inquiry.function(output, (name,))
    except UnplannableError:
        return False
    return True


@given(worlds=elements(CASH_FLOW))
@FEW
def test_a_plan_of_the_cash_flows_is_the_edition_computed_again(
    story: Callable[[str], Story], worlds: dict[str, list[float]]
) -> None:
    """Series among them: every one of the ten years is compared."""
    outputs = (
        "value_per_share", "terminal_share_of_value", "forecast_revenues",
        "forecast_free_cash_flows", "forecast_discount_factors", "value_by_forecast_period",
    )  # fmt: skip
    agree(story("amazon/2026Q2").now.inquiry, outputs, worlds)


@given(worlds=elements({"parts.aws.multiple": (-1.0, 60.0), "net_debt": (-1e11, 1e11)}))
@FEW
def test_a_plan_reaches_figures_that_the_files_made(
    story: Callable[[str], Story], worlds: dict[str, list[float]]
) -> None:
    inquiry = story("amazon/2026Q2").now.inquiry
    agree(
        inquiry,
        ("parts_value_per_share", "implied_segment_multiple", "parts_gap_to_target"),
        worlds,
    )


def test_figures_of_studies_are_asked_again_as_well(story: Callable[[str], Story]) -> None:
    """At another price another growth is implied, and slower sales lower what scenarios expect."""
    inquiry = story("amazon/2026Q2").now.inquiry
    dearer = inquiry.again({"share_price": 400.0}, "a test").figure("implied_revenue_growth")
    assert dearer.value != inquiry.figure("implied_revenue_growth").value
    slower = inquiry.again({"outlook_other_growth": 0.05}, "a test")
    expected = "probability_weighted_market_cap"
    planned = inquiry.function(expected, ("outlook_other_growth",))({"outlook_other_growth": 0.05})
    assert slower.figure(expected).value == pytest.approx(planned, rel=1e-12)


# Asking again


def test_a_peer_cannot_be_asked_again(story: Callable[[str], Story]) -> None:
    inquiry = story("amazon/2026Q2").now.inquiry
    with pytest.raises(ValueError, match=r"nvidia\.share_price cannot be set"):
        inquiry.again({"nvidia.share_price": 1000.0}, "a test")


def test_asking_again_changes_what_is_set_and_leaves_the_edition_as_it_is(
    story: Callable[[str], Story],
) -> None:
    """Amazon at 100 a share: 100 x 10,786,313,572."""
    inquiry = story("amazon/2026Q2").now.inquiry
    before = inquiry.figure("market_cap").value
    again = inquiry.again({"share_price": 100.0}, "set by a test")
    assert again.figure("market_cap").value == pytest.approx(1_078_631_357_200)
    assert again.figure("share_price").reason == "set by a test"
    assert again.figure("share_price").judgement
    assert inquiry.figure("market_cap").value == before
    assert inquiry.figure("share_price").reason == ""


def test_asking_again_keeps_what_was_set_before() -> None:
    inquiry = shop(overrides={"cash": 3.0})
    again = inquiry.again({"debt": 10.0}, "a test")
    assert (again.figure("cash").value, again.figure("debt").value) == (3.0, 10.0)
    assert inquiry.again({"cash": 4.0}, "a test").figure("cash").value == 4.0


def test_a_contradiction_of_another_world_is_none_of_the_edition(
    story: Callable[[str], Story],
) -> None:
    inquiry = story("amazon/2026Q2").now.inquiry
    again = inquiry.again({"share_price": -1.0}, "a test")
    assert again.figure("market_cap").status == "n/a"
    assert again.problems
    assert not inquiry.resolution.problems


def test_a_value_is_the_number_the_middle_of_a_range_or_nothing() -> None:
    inquiry = shop()
    assert inquiry.value("debt") == 9.0
    assert inquiry.value("leases") == 3.0
    assert inquiry.value("minorities") is None
    with pytest.raises(KeyError):
        inquiry.value("nobody")


def test_a_question_is_answered_once() -> None:
    inquiry, asked = shop(), []

    def question(of: Inquiry) -> float | None:
        asked.append(of)
        return of.value("minorities")

    assert inquiry.once(question) is None
    assert inquiry.once(question) is None
    assert asked == [inquiry]


# Findings as figures


def test_a_finding_is_told_as_every_other_figure(story: Callable[[str], Story]) -> None:
    """Its label has the names of the parties; it is the house's judgement and says how it was found."""
    finding = Finding("found", "{segment} growth found", "rate", 0.1234, "by hand", ("as_of",))
    figure = story("amazon/2026Q2").now.inquiry.told(finding, "growth")
    assert (figure.name, figure.label, figure.unit) == ("found", "AWS growth found", "rate")
    assert (figure.value, figure.printed, figure.status) == (0.1234, "12.3%", "ok")
    assert (figure.how, figure.inputs, figure.reason) == ("by hand", ("as_of",), "")
    assert figure.study == "growth"
    assert figure.judgement
    assert figure.known


@pytest.mark.parametrize(
    ("more", "printed", "status"),
    [
        ({}, "12.3%", "ok"),
        ({"decimals": 0}, "12%", "ok"),
        ({"signed": True}, "+12.3%", "ok"),
        ({"bound": "lower"}, "> 12.3%", "bound"),
        ({"bound": "upper"}, "< 12.3%", "bound"),
        ({"shown": "a lot"}, "a lot", "ok"),
        ({"inputs": ("old",)}, "12.3%†", "stale"),
        ({"inputs": ("old",), "bound": "lower"}, "> 12.3%†", "bound"),
        ({"value": None}, "n/a", "n/a"),
        ({"value": None, "status": "n.m."}, "n.m.", "n.m."),
        ({"value": None, "status": "n.m.", "shown": "17% or 20%"}, "17% or 20%", "n.m."),
        ({"value": None, "inputs": ("old",)}, "n/a", "n/a"),
    ],
)
def test_the_status_of_a_finding_and_how_it_prints(
    more: dict[str, Any], printed: str, status: str
) -> None:
    figure = found(**{"value": 0.1234, **more})
    assert (figure.printed, figure.status) == (printed, status)
    assert figure.value == more.get("value", 0.1234)
    assert figure.known == (figure.value is not None)
    assert figure.bound == more.get("bound")


def test_a_finding_tells_why_there_is_none_or_how_old_what_it_rests_on_is() -> None:
    old = found(value=0.1, inputs=("old", "older", "old", "debt"))
    assert old.stale == "of 1 May; of 1 March"
    assert old.reason == "of 1 May; of 1 March"
    why = found(value=0.1, inputs=("old",), reason="two ways to see it")
    assert (why.reason, why.stale) == ("two ways to see it", "of 1 May")
    none = found(value=None, inputs=("old",), reason="no answer")
    assert (none.reason, none.stale) == ("no answer", "")


def found(**facts: Any) -> Figure:  # noqa: ANN401 - whatever a finding may say
    return shop().told(Finding("found", "Found", "rate", how="by hand", **facts), "a study")


def shop(overrides: dict[str, float] | None = None) -> Inquiry:
    """A few inputs: a number, a range, something missing, something old."""
    day = dt.date(2026, 5, 1)
    inputs = [
        Input("debt", 9.0, "money", "Debt", HERE),
        Input("cash", 2.0, "money", "Cash", HERE),
        Input("leases", 2.0, "money", "Leases", HERE, high=4.0),
        Input("minorities", None, "money", "Minorities", HERE),
        Input("old", 1.0, "money", "Old", HERE, as_of=day, stale="of 1 May"),
        Input("older", 1.0, "money", "Older", HERE, as_of=day, stale="of 1 March"),
    ]
    resolution = Resolution({i.name: i for i in inputs}, {}, "USD", {}, overrides or {})
    return Inquiry(UNREAD, resolution)


HERE = Position("edition.yaml", 7, 3)
#: A few inputs belong to no edition; nothing here looks at its files.
UNREAD: Any = None
