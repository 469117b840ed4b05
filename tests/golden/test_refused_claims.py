"""Published claims that are wrong: refused where they are quoted, and what is right is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from adapters import computed, weighted
from click.testing import CliRunner
from golden_cases import BAD, Case, Facts

from reportgen.briefing.claims import Ledger, disagreement
from reportgen.briefing.shown import Shown
from reportgen.cli import group
from reportgen.formulas import FORMULAS
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

    from reportgen.figures import Figure
    from tests.conftest import Desk


def upside(facts: Facts) -> Figure:
    caps = {name.removesuffix("_usd"): value for name, value in facts.items()}
    return computed(FORMULAS, "required_upside", caps)


def margin_change(facts: Facts) -> Figure:
    values = {
        "segment_operating_income": facts["oi"],
        "segment_sales": facts["sales"],
        "segment_operating_income_year_ago": facts["oi_year_ago"],
        "segment_sales_year_ago": facts["sales_year_ago"],
    }
    return computed(FORMULAS, "segment_margin_change_on_year", values)


#: The figure that each claim is about, and how the claim and what is right would be quoted.
CLAIMS: Mapping[str, tuple[Callable[[Facts], Figure], str, str]] = {
    "BAD-01": (upside, "38%", "39.86%"),
    "BAD-02": (weighted, "$54.50", "$53.50"),
    "BAD-03": (margin_change, "80bps", "-148bps"),
}


def test_every_refused_claim_has_its_figure() -> None:
    assert set(CLAIMS) == {case.id for case in BAD}


@pytest.mark.parametrize("case", BAD, ids=[case.id for case in BAD])
def test_a_wrong_claim_is_refused_and_the_right_number_is_not(case: Case) -> None:
    figure_of, published, correct = CLAIMS[case.id]
    figure = figure_of(case.inputs)
    assert case.tolerance == {"must_flag": True}
    assert numbers_in(case.expected["published"]) == [quantity(published)]
    assert numbers_in(case.expected["correct"]) == [quantity(correct)]
    assert "disagrees" in disagreement(published, Shown(figure))
    assert disagreement(correct, Shown(figure)) == ""


def numbers_in(facts: Facts) -> list[float]:
    return [float(value) for value in facts.values()]


def quantity(text: str) -> float:
    """A quotation as the table writes its number: rates as decimals, basis points as they are."""
    digits = text.strip("$%bps")
    return round(float(digits) / (100 if text.endswith("%") else 1), 6)


@pytest.mark.parametrize("case", BAD, ids=[case.id for case in BAD])
def test_a_text_that_makes_the_claim_is_stopped_at_its_line(case: Case) -> None:
    figure_of, published, correct = CLAIMS[case.id]
    shown = Shown(figure_of(case.inputs))
    text = f'A line.\n\n{{{{ claim("{case.id}", "{published}", x) }}}}'
    ledger = Ledger("briefing.md", text)
    ledger.claim("right", correct, shown)
    ledger.stop_if_any()
    ledger.claim(case.id, published, shown)
    with pytest.raises(ProblemsError) as stopped:
        ledger.stop_if_any()
    (problem,) = stopped.value.problems
    assert str(problem).startswith(f"briefing.md:3:1: {case.id}: the claim disagrees with ")


@pytest.mark.parametrize(
    ("name", "figure", "correct"),
    [("BAD-01", "required_upside", "40%"),
     ("BAD-03", "segment_margin_change_on_year", "-178bps")],
)  # fmt: skip
def test_a_briefing_that_quotes_a_wrong_claim_fails_the_check_with_file_and_line(
    desk: Callable[..., Desk], name: str, figure: str, correct: str
) -> None:
    """At the end of April 2026 Amazon stood at $2.85T, and the AWS margin had fallen by 1.8 points."""
    place, published = desk("amazon"), CLAIMS[name][1]
    sentence = "Demand is no longer the open question."
    wrong = f'One paper has {{{{ claim("{name}", "{published}", {figure}) }}}}. {sentence}'
    line = place.replace("amazon/2026Q1/briefing.md", sentence, wrong)
    answer = check(place)
    assert answer.exit_code == 1
    assert f"amazon/2026Q1/briefing.md:{line}:" in answer.output
    assert f"{name}: the claim disagrees with" in answer.output
    assert f"'{published}'" in answer.output
    place.replace("amazon/2026Q1/briefing.md", f'"{published}"', f'"{correct}"')
    assert check(place).exit_code == 0


def check(place: Desk) -> Result:
    words = ["check", "amazon/2026Q1", "--workspace", str(place.root)]
    return CliRunner().invoke(group, words, prog_name="reportgen", catch_exceptions=False)
