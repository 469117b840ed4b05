"""Every formula says what it is, in which unit, what is invalid, and after whom; the page says it too."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen import glossary
from reportgen.assumptions.reading import read_editions
from reportgen.assumptions.workspace import Workspace
from reportgen.figures import Formula, Guard, nothing, same, undefined
from reportgen.formulas import FORMULAS
from reportgen.wiring import wired

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "formulas.md").read_text("utf-8")
#: Formulas that the files of an edition choose or make.
AMAZON = wired(
    read_editions(Workspace(PROJECT), Workspace(PROJECT).find("amazon/2026Q2"))[-1]
).values()


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_a_formula_says_all_that_an_analyst_asks_of_it(formula: Formula) -> None:
    assert formula.label
    assert formula.unit in glossary.UNITS
    assert re.fullmatch(r"[A-Z].{10,}\.", formula.meaning), formula.meaning
    assert all(guard.reason for guard in formula.guards)
    assert cited(formula.reference), formula.reference


@pytest.mark.parametrize("formula", AMAZON, ids=lambda formula: formula.name)
def test_so_does_a_formula_that_the_files_make(formula: Formula) -> None:
    assert formula.label
    assert formula.unit in glossary.UNITS
    assert all(guard.reason for guard in formula.guards)
    assert cited(formula.reference), formula.reference


def cited(reference: str) -> bool:
    """Somebody's work, a standard, a convention, or in so many words nobody's."""
    known = (
        "common ratio", "common definition", "house definition", "convention, ACT/365",
        "compound", "ASC ", "Regulation S-K", "CFA Institute, ", "fcffsimpleginzu", "Brealey and Myers",
    )  # fmt: skip
    return any(part in reference for part in known) or bool(
        re.search(r"[A-Z]\w+.*\((19|20)\d\d\)", reference)
    )


@pytest.mark.parametrize("reference", ["", "house", "Damodaran", "Gordon 1962", "a book (1962)"])
def test_a_name_without_a_work_is_no_reference(reference: str) -> None:
    assert not cited(reference)


def test_what_stands_for_something_else_is_referred_to_as_well() -> None:
    assert same("shares", "Shares", "shares", "shares_outstanding").reference == "house definition"
    assert same("s", "S", "shares", "t", reference="ASC 260").reference == "ASC 260"
    assert same("s", "S", "shares", "t").meaning == "Another name for t."
    assert nothing("option_value", "Options", "equity_value").reference == "house definition"
    assert undefined("s", "S", "money", "parts", "t", "no t").reference == "house definition"


def test_the_page_in_the_documentation_is_what_the_command_prints() -> None:
    """If this fails: `reportgen formulas > docs/formulas.md`."""
    script = (
        "import json, sys\nfrom reportgen.cli import main\nsys.argv = ['reportgen', 'formulas']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print('\\0' + json.dumps([name for name in sys.modules if '.' not in name]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=PROJECT
    )
    printed, _, imported = done.stdout.decode("utf-8").partition("\0")
    assert printed == PAGE
    heavy = {"numpy", "scipy", "pandas", "matplotlib", "weasyprint", "pydantic", "jinja2"}
    assert not heavy & set(json.loads(imported))


def defined(name: str) -> int:
    """How often the page has the formula of this name."""
    return len(re.findall(rf"^    {re.escape(name)} = ", PAGE, re.MULTILINE))


def test_the_page_has_every_formula_once() -> None:
    counts = {name: defined(name) for name in FORMULAS}
    assert {name for name, count in counts.items() if count != 1} == {"outlook_years"}
    assert (
        counts["outlook_years"] == 2
    )  # to a year after the horizon, or for trailing earnings to it


def test_the_page_has_what_the_files_make_with_k_for_the_key(desk: Callable[..., Desk]) -> None:
    workspace = desk("nordvind").workspace
    nordvind = wired(read_editions(workspace, workspace.find("nordvind"))[-1])
    for formula in (*AMAZON, *nordvind.values()):
        name = re.sub(r"^(parts|scenario|stakes)\.\w+\.", r"\1.K.", formula.name)
        name = re.sub(r"^\w+\.growth_gap$", "K.growth_gap", name)
        assert name in glossary.CHOSEN or defined(name) == 1 or name == "outlook_years", name


def test_what_the_files_choose_is_told_of_names_that_there_are() -> None:
    told = re.findall(r"`([\w.]+)`", " ".join(glossary.CHOSEN.values()))
    # What is none of these is a formula of its own, or a number that the files state.
    known = {
        *FORMULAS,
        "shares_outstanding",
        "forward_earnings_per_share",
        "chip_price_performance",
    }
    plain = {name for name in told if ".K." not in name and not name.startswith("K.")}
    assert plain - known == {"stakes_value"}
    assert defined("stakes_value") == 1
    assert defined("parts.K.metric") == 1


def test_an_entry_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps stand before the formula; what stops, hides, notes or renames a value is told apart."""

    def margin(sales: float, costs: float) -> float:
        """What is left of each unit of sales.

        A second paragraph stays in the code.
        """
        profit = sales - costs
        return profit / sales

    guards = (
        Guard(lambda sales: sales <= 0, "error", "there are no sales"),
        Guard(lambda costs: costs < 0, "n.m.", "costs are negative"),
        Guard(lambda sales: sales < 1, "n/a", "sales are small"),
        Guard(lambda costs: costs == 0, "note", "costs are zero"),
        Guard(lambda costs: costs == 1, "note", "costs are one", "one"),
    )
    formula = Formula(
        "margin", "Margin", "rate", margin, ("sales", "costs"), "gap", guards=guards,
        same_scope=("sales", "costs"), reference="common ratio",
    )  # fmt: skip
    monkeypatch.setattr(glossary, "FORMULAS", {"margin": formula})
    assert """\
### Margin

    profit = sales - costs
    margin = profit / sales

What is left of each unit of sales.

- Unit: rate, printed in %
- Invalid: there are no sales → error, the build stops
- Invalid: costs are negative → n.m.
- Invalid: sales are small → n/a
- Noted: costs are zero → the value, and this beside it
- Noted: costs are one → "one"
- Invalid: `sales` and `costs` are defined differently → n/c
- Reference: common ratio
""" in glossary.page()
