"""Commands that read and write files: check, init, new."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from reportgen.cli.edge import templates_of
from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Answer
    from tests.conftest import Desk

    Run = Callable[..., Answer]


def broken(desk: Callable[..., Desk]) -> tuple[Desk, int]:
    """Nordvind with a bare figure in its prose, and the line it stands on."""
    files = desk("nordvind")
    return files, files.append("nordvind/2025Q4/briefing.md", "\nIt is 77.7%, and more.\n") + 1


def test_check_says_that_all_is_well(reportgen: Run, desk: Callable[..., Desk]) -> None:
    files = desk("nordvind", "amazon")
    answer = reportgen("check", "--workspace", files.root)
    assert (answer.code, answer.out) == (0, "")
    last = answer.err.splitlines()[-1]
    assert last.startswith("amazon/2025Q3, amazon/2025Q4, amazon/2026Q1, amazon/2026Q2, nordvind/")
    assert last.endswith("all is well.")


def test_check_tells_file_line_and_what_to_do(reportgen: Run, desk: Callable[..., Desk]) -> None:
    files, line = broken(desk)
    answer = reportgen("check", "nordvind/2025Q4", "--workspace", files.root)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.splitlines() == [
        (
            f"assumptions/nordvind/2025Q4/briefing.md:{line}:1: a bare figure in the prose, found '77.7%'; "
            "print it from a figure: {{ name }}"
        ),
        "1 problem.",
    ]


def test_check_of_one_edition_leaves_the_others_alone(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    files, _ = broken(desk)
    assert reportgen("check", "nordvind/2025Q3", "--workspace", files.root).code == 0
    assert reportgen("check", "--workspace", files.root).code == 1


def test_check_tells_machines_in_json(reportgen: Run, desk: Callable[..., Desk]) -> None:
    files, line = broken(desk)
    answer = reportgen("check", "--format", "json", "--workspace", files.root)
    assert (answer.code, answer.err) == (1, "")
    assert json.loads(answer.out) == [
        {
            "path": "assumptions/nordvind/2025Q4/briefing.md",
            "line": line,
            "column": 1,
            "key": "",
            "severity": "error",
            "stage": "claims",
            "what": "a bare figure in the prose",
            "found": "'77.7%'",
            "advice": "print it from a figure: {{ name }}",
            "message": f"assumptions/nordvind/2025Q4/briefing.md:{line}:1: "
            "a bare figure in the prose, found '77.7%'; print it from a figure: {{ name }}",
        }
    ]


def test_no_problems_are_an_empty_list_in_json(reportgen: Run, desk: Callable[..., Desk]) -> None:
    answer = reportgen("check", "--format", "json", "--workspace", desk("nordvind").root)
    assert (answer.code, json.loads(answer.out)) == (0, [])


def test_check_annotates_for_github(reportgen: Run, desk: Callable[..., Desk]) -> None:
    """GitHub wants per cent signs written as %25."""
    files, line = broken(desk)
    answer = reportgen("check", "--format", "github", "--workspace", files.root)
    assert answer.code == 1
    assert answer.out == (
        f"::error file=assumptions/nordvind/2025Q4/briefing.md,line={line},col=1::"
        "a bare figure in the prose, found '77.7%25'; print it from a figure: {{ name }}\n"
    )


def test_a_warning_is_told_and_stops_nothing(reportgen: Run, desk: Callable[..., Desk]) -> None:
    """A yield that was known before and is not filled in: it prints n/a, and somebody should know."""
    files = desk("nordvind")
    name = "nordvind/2025Q4/edition.yaml"
    line = files.replace(name, "dividend_yield: {value: 1.1%,", "dividend_yield: {value: null,")
    answer = reportgen("check", "nordvind/2025Q4", "--workspace", files.root)
    assert answer.code == 0
    assert answer.err.splitlines()[0] == (
        f"assumptions/{name}:{line}:27: warning: market.dividend_yield.value: is owed and prints n/a, "
        "found '1.2%' in the previous edition; fill it in, or delete `was` where it is not known"
    )
    assert answer.err.splitlines()[-1] == "nordvind/2025Q4: all is well."


def test_every_problem_of_a_file_is_told_at_once(reportgen: Run, desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace("nordvind/company.yaml", '"< 20%"', '"< 15%"')
    second = files.append("nordvind/2025Q4/briefing.md", "\nIt is 5% of {{ nothing_known }}.\n") + 1
    told = reportgen("check", "nordvind/2025Q4", "--workspace", files.root).err
    assert "tripwires.storage_growth: green, amber and red must cover the line once" in told
    assert told.count(f"briefing.md:{second}:") == 2
    assert told.splitlines()[-1] == "3 problems."


def test_init_lays_out_a_folder_that_checks(reportgen: Run, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    answer = reportgen("init", folder)
    assert answer.code == 0
    assert "Next: cd" in answer.out
    assert "output/" in (folder / ".gitignore").read_text("utf-8")
    assert list((folder / "assumptions").rglob("company.schema.json"))
    assert [path.name for path in (folder / "templates").iterdir()] == ["theme.yaml"]
    assert reportgen("check", "--workspace", folder).code == 0


def test_init_keeps_a_theme(reportgen: Run, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "theme.yaml").write_text("name: Mine\n", "utf-8")
    assert reportgen("init", tmp_path).code == 0
    assert (tmp_path / "templates" / "theme.yaml").read_text("utf-8") == "name: Mine\n"


def test_init_can_copy_the_templates(reportgen: Run, tmp_path: Path) -> None:
    assert reportgen("init", tmp_path, "--with-templates").code == 0
    assert (tmp_path / "templates" / "briefing.html.j2").is_file()


@pytest.mark.parametrize("there", ["assumptions", "templates"])
def test_init_overwrites_nothing_and_leaves_nothing_half_done(
    reportgen: Run, tmp_path: Path, there: str
) -> None:
    (tmp_path / there).mkdir()
    (tmp_path / there / "mine.txt").write_text("mine", "utf-8")
    (tmp_path / ".gitignore").write_text("mine", "utf-8")
    answer = reportgen("init", tmp_path, "--with-templates")
    assert answer.code == 2
    assert "is already there; nothing was changed" in answer.err
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".gitignore", there])
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine"


def test_init_keeps_a_gitignore(reportgen: Run, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine", "utf-8")
    assert reportgen("init", tmp_path).code == 0
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine"


def test_new_starts_an_edition_and_lists_what_it_owes(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    files = desk("amazon")
    answer = reportgen("new", "amazon/2026Q3", "--from", "2026Q2", "--workspace", files.root)
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "assumptions/amazon/2026Q3/edition.yaml",
        "assumptions/amazon/2026Q3/briefing.md",
    ]
    assert "  market.share_price.value: was 258.63, source closes-amzn" in answer.err
    assert "  house.cost_of_equity: 9%, confirm or change" in answer.err
    count = int(answer.err.split(" things are still owed")[0])
    assert len(answer.err.strip().splitlines()) == count + 1


def test_what_a_new_edition_owes_is_found_by_check(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    """First the day it speaks for; then, with a day, the values that nobody has filled in."""
    files = desk("amazon")
    reportgen("new", "amazon/2026Q3", "--from", "2026Q2", "--workspace", files.root)
    answer = reportgen("check", "amazon/2026Q3", "--workspace", files.root)
    assert answer.code == 1
    assert "assumptions/amazon/2026Q3/edition.yaml:4:" in answer.err
    assert "as_of: is empty" in answer.err
    files.replace(
        "amazon/2026Q3/edition.yaml", "\nas_of: null", "\nas_of: 2026-11-02T16:00:00-05:00"
    )
    answer = reportgen("check", "amazon/2026Q3", "--workspace", files.root)
    assert answer.code == 1
    assert "market.share_price.value: is owed and prints n/a, found 258.63" in answer.err
    assert "consensus.price_target.value: is owed and prints n/a" in answer.err


def test_a_new_company_is_laid_out_and_check_tells_what_it_lacks(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    files = desk("nordvind")
    answer = reportgen("new", "acme/2026Q3", "--new-company", "--workspace", files.root)
    assert answer.code == 0
    assert "assumptions/acme/company.yaml" in answer.out.splitlines()
    assert all((files.root / path).is_file() for path in answer.out.splitlines())
    assert reportgen("check", "acme", "--workspace", files.root).code == 1
    assert reportgen("check", "nordvind", "--workspace", files.root).code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("amazon/2026Q2",), "is not after amazon/2026Q2"),
        (("amazon/2026Q1", "--from", "2025Q4"), "is already there; nothing was changed"),
        (("amazon/soon",), "names no quarter"),
        (("amazn/2026Q3",), "did you mean 'amazon'?"),
        (("amazon/2026Q3", "--from", "2024Q1"), "has no such edition"),
    ],
)
def test_new_refuses_what_cannot_be_started(
    reportgen: Run, desk: Callable[..., Desk], words: tuple[str, ...], told: str
) -> None:
    files = desk("amazon")
    before = sorted(files.file("amazon").rglob("*"))
    answer = reportgen("new", *words, "--workspace", files.root)
    assert answer.code == 1
    assert told in answer.err
    assert sorted(files.file("amazon").rglob("*")) == before


def test_templates_of_the_workspace_come_before_the_shipped_ones(
    desk: Callable[..., Desk],
) -> None:
    files = desk("nordvind")
    assert templates_of(files.workspace) == templates()
    shutil.copytree(templates(), files.root / "templates")
    assert templates_of(files.workspace) == files.root / "templates"
