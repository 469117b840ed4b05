"""Formulas that differ between two commits: their effect is a row of its own, and everything sums."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reportgen import shipped
from tests.comparison.conftest import SKARV, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).parents[2]
FORMULA = "reportgen/formulas/gap.py"
pytestmark = pytest.mark.slow
BODY = "return target_market_cap / market_cap - 1"


@pytest.fixture
def house(shelf: Shelf) -> Shelf:
    """A repository that holds the program: its formula of the upside is doubled, then a price edited."""
    shutil.copytree(
        shipped.PACKAGE, shelf.repository.root / "reportgen",
        ignore=shutil.ignore_patterns("__pycache__", "shipped"),
    )  # fmt: skip
    shutil.copytree(PROJECT / "templates", shelf.repository.root / "templates")
    shutil.copy(PROJECT / "pyproject.toml", shelf.repository.root)
    shelf.repository.write(".gitignore", "__pycache__/\n")
    shelf.commit("The program")
    formulas(shelf, BODY, f"return 2 * ({BODY.removeprefix('return ')})")
    shelf.commit("Twice the upside", "Ben")
    shelf.price("80", "Up to 80")
    return shelf


def formulas(shelf: Shelf, old: str, new: str) -> None:
    path = shelf.repository.root / FORMULA
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def by_its_own_program(shelf: Shelf, *words: str) -> dict[str, Any]:
    """The JSON of the command as the program in the repository gives it."""
    told = subprocess.run(
        [sys.executable, "-m", "reportgen", "diff", "--format", "json", *words],
        cwd=shelf.repository.root, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert told.stderr == ""
    read: dict[str, Any] = json.loads(told.stdout)
    return read


def by_this_program(shelf: Shelf, *words: str) -> dict[str, Any]:
    return shelf.json(*words).data


@pytest.mark.parametrize("asked", [by_its_own_program, by_this_program])
def test_the_model_change_is_its_own_row_and_everything_sums(
    house: Shelf, asked: Callable[..., Any]
) -> None:
    upside, *others = asked(house, "HEAD~2", "HEAD")["headline_figures"]
    # The old formula on the old files: 86%. The new one on the new files: twice 82%.
    assert (upside["from_printed"], upside["to_printed"]) == ("86%", "164%")
    assert upside["change"] == upside["to"] - upside["from"]
    model, price, *_ = upside["contributions"]
    assert (model["edit"], model["path"], model["cause"]) == (
        "formulas",
        "reportgen/formulas",
        "model",
    )
    assert price["edit"] == "market.share_price.value"
    assert math.fsum((model["value"], price["value"])) == pytest.approx(upside["change"], rel=1e-9)
    # The running program says what the price did, the model change all the rest.
    then, now = upside["from"], upside["to"] / 2
    assert price["value"] == pytest.approx((now - then) * (2 if asked is by_its_own_program else 1))
    assert {part["edit"] for each in others for part in each["contributions"]} == {
        "market.share_price.value"
    }


def test_only_formulas_that_differ_between_the_two_sides_are_a_change_of_the_model(
    house: Shelf,
) -> None:
    upside, *_ = by_this_program(house, "HEAD~1", "HEAD")["headline_figures"]
    assert [part["edit"] for part in upside["contributions"]] == ["market.share_price.value"]
    assert (upside["from_printed"], upside["to_printed"]) == ("86%", "82%")


def test_a_formula_alone_is_told_of_an_edition_that_is_named(house: Shelf) -> None:
    answer = house.diff("HEAD~2", "HEAD~1")
    assert answer.code == 0
    named = house.diff(f"HEAD~2:{SKARV}", "HEAD~1").out
    assert (
        "Required upside: 86% → 171%, +85.6pp\n  +85.6pp  Model change: the same files with other"
        in named
    )
    assert "Model change" in answer.out
    assert "Model change" in house.diff("--markdown", "HEAD~2", "HEAD~1").out


def test_the_formulas_in_the_folder_are_those_of_the_working_tree(house: Shelf) -> None:
    formulas(house, "return 2 * (", "return 3 * (")
    upside, *_ = by_this_program(house, "HEAD~2", SKARV)["headline_figures"]
    assert (upside["from_printed"], upside["to_printed"]) == ("86%", "246%")


def test_a_program_that_cannot_be_run_is_told_and_the_rest_with_it(house: Shelf) -> None:
    formulas(house, "return 2 * (", "return 2 * * (")
    house.commit("A slip")
    answer = house.diff("HEAD~2", "HEAD")
    assert answer.code == 0
    said = " ".join(answer.out.split())
    assert "What the formulas of HEAD (" in said
    assert "cannot be told: it stopped: SyntaxError: invalid syntax" in said
    assert "market.share_price.value 78.40 → 80" in said
    assert "Traceback" not in said


def test_a_branch_cannot_bring_a_program_into_a_repository_that_has_none(shelf: Shelf) -> None:
    shelf.git("checkout", "--quiet", "-b", "hostile")
    mark = shelf.repository.root / "mark"
    shelf.repository.write("reportgen/formulas/__init__.py", "")
    shelf.repository.write("reportgen/cli.py", f"open({str(mark)!r}, 'w')\n")
    shelf.repository.write("json.py", f"open({str(mark)!r}, 'w')\n")
    shelf.price("80", "Harmless")
    assert shelf.diff("--markdown", "main...hostile").code == 0
    assert not mark.exists()


def test_a_program_is_told_nothing_of_the_environment(
    house: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    house.repository.write("reportgen/__init__.py", 'import os\nassert "SECRET_TOKEN" not in os.environ\n'
                           '__version__ = "1"\n')  # fmt: skip
    house.commit("A look around")
    assert "cannot be told" not in house.diff("HEAD~3", "HEAD").out
