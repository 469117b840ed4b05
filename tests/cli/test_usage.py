"""Help, wrong words, and exit codes: 0 fine, 1 the files are wrong, 2 wrong usage, 3 a fault of ours."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

from reportgen import __version__, cli
from reportgen.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Answer
    from tests.conftest import Desk

    Run = Callable[..., Answer]


def test_help_lists_every_command_and_the_exit_codes(reportgen: Run) -> None:
    answer = reportgen("--help")
    assert answer.code == 0
    assert all(f"\n  {name} " in answer.out for name in COMMANDS)
    assert "0 fine, 1 your files are wrong, 2" in " ".join(answer.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_what_it_does(reportgen: Run, command: str) -> None:
    answer = reportgen(command, "-h")
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: reportgen {command} ")
    assert len(answer.out.splitlines()) > 5


def test_the_version_is_told(reportgen: Run) -> None:
    assert reportgen("--version").out == f"reportgen, version {__version__}\n"


def test_an_unknown_command_is_wrong_usage_and_the_nearest_is_named(reportgen: Run) -> None:
    answer = reportgen("biuld")
    assert answer.code == 2
    assert "No command 'biuld': did you mean 'build'?" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    "words",
    [("build", "--paper", "a5"), ("check", "--format", "xml"), ("completion", "tcsh"),
     ("figures", "--workspace", "/nowhere"), ("explain", "nordvind"), ("new",), ("build", "--loud")],
)  # fmt: skip
def test_wrong_options_are_wrong_usage(reportgen: Run, words: tuple[str, ...]) -> None:
    assert reportgen(*words).code == 2


@pytest.mark.parametrize("command", ["build", "figures", "history", "check"])
def test_an_unknown_company_or_quarter_is_told_with_the_nearest(
    reportgen: Run, desk: Callable[..., Desk], command: str
) -> None:
    root = desk("nordvind").root
    answer = reportgen(command, "nordvnd", "--workspace", root)
    assert answer.code == 1
    assert "has no such company, found nordvnd; did you mean 'nordvind'?" in answer.err
    answer = reportgen(command, "nordvind/2025Q5", "--workspace", root)
    assert answer.code == 1
    assert "has no such edition, found 2025Q5" in answer.err


def test_outside_a_workspace_one_is_told_where_to_go(reportgen: Run, tmp_path: Path) -> None:
    answer = reportgen("check", "--workspace", tmp_path)
    assert answer.code == 1
    assert "is not inside a folder that holds assumptions/" in answer.err


def test_a_workspace_is_found_from_any_folder_below_it(
    reportgen: Run, desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = desk("nordvind")
    monkeypatch.chdir(files.file("nordvind/2025Q4"))
    assert reportgen("check", "2025Q4").code == 0


def test_a_fault_of_ours_ends_with_3_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("a screw is loose")

    monkeypatch.setattr(cli, "group", broken)
    try:
        with pytest.raises(SystemExit) as ended:
            cli.main()
    finally:
        gc.enable()  # the command turns it off for the rest of its life; ours goes on
    assert ended.value.code == 3
    told = capsys.readouterr().err
    assert "RuntimeError: a screw is loose" in told
    assert "This is a fault of reportgen, not of your files" in told


# As its own process: exit codes and imports are those of the real command

HEAVY = ("matplotlib", "weasyprint", "pandas", "scipy", "fontTools", "PIL")


def run_alone(*words: str, folder: Path) -> tuple[int, set[str], str]:
    """Exit code, modules that were imported, and what was printed."""
    script = (
        "import sys, json\n"
        "from reportgen.cli import main\n"
        f"sys.argv = ['reportgen', *{list(words)!r}]\n"
        "code = 0\n"
        "try:\n    main()\nexcept SystemExit as end:\n    code = end.code or 0\n"
        "roots = sorted({name.partition('.')[0] for name in sys.modules})\n"
        "print('\\n' + json.dumps([code, roots]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )  # fmt: skip
    *printed, last = done.stdout.splitlines()
    code, roots = json.loads(last)
    return code, set(roots), "\n".join(printed)


#: An edition that simulates and solves nothing.
PLAIN = "nordvind/2025Q3"


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (("--help",), (*HEAVY, "numpy", "jinja2", "pydantic", "ruamel", "markdown_it")),
        (("--version",), (*HEAVY, "numpy", "jinja2", "pydantic", "ruamel", "markdown_it")),
        (("figures", PLAIN), (*HEAVY, "numpy", "jinja2", "markdown_it")),
        (("explain", PLAIN, "required_upside"), (*HEAVY, "numpy", "jinja2", "markdown_it")),
        (("check", PLAIN), (*HEAVY, "numpy")),
        (("diff", PLAIN, "nordvind/2025Q4"), HEAVY),
        (("schema", "somewhere"), (*HEAVY, "numpy", "jinja2", "markdown_it")),
    ],
    ids=lambda value: value[0],
)
def test_a_command_imports_only_what_it_needs(
    desk: Callable[..., Desk], words: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    code, imported, _ = run_alone(*words, folder=desk("nordvind").root)
    assert code == 0
    assert imported & set(unwanted) == set()


def test_the_command_ends_with_the_codes_that_it_promises(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    assert run_alone("check", folder=files.root)[0] == 0
    assert run_alone("chekc", folder=files.root)[0] == 2
    files.append("nordvind/2025Q4/briefing.md", "\nIt is 5%.\n")
    assert run_alone("check", folder=files.root)[0] == 1


def test_it_runs_as_a_module_too(desk: Callable[..., Desk]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "check"], cwd=desk("nordvind").root,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == "nordvind/2025Q3, nordvind/2025Q4: all is well.\n"
    assert done.stdout == ""


# Completion and schemas


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_the_shell(reportgen: Run, shell: str) -> None:
    answer = reportgen("completion", shell)
    assert answer.code == 0
    assert f"_REPORTGEN_COMPLETE={shell}_complete" in answer.out


def test_editions_are_completed_from_the_folders(desk: Callable[..., Desk]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from reportgen.cli import group; group(prog_name='reportgen')"],
        cwd=desk("nordvind").root, capture_output=True, text=True, check=True,
        env={**os.environ, "_REPORTGEN_COMPLETE": "bash_complete",
             "COMP_WORDS": "reportgen build nord", "COMP_CWORD": "2"},
    )  # fmt: skip
    assert done.stdout.splitlines() == ["plain,nordvind/2025Q3", "plain,nordvind/2025Q4"]


def test_schemas_are_written_and_are_schemas(reportgen: Run, tmp_path: Path) -> None:
    answer = reportgen("schema", tmp_path / "schemas")
    assert answer.code == 0
    written = list((tmp_path / "schemas").iterdir())
    assert sorted(answer.out.split()) == sorted(map(str, written))
    assert {path.name for path in written} >= {"company.schema.json", "edition.schema.json"}
    for path in written:
        schema = json.loads(path.read_text("utf-8"))
        jsonschema.validators.validator_for(schema).check_schema(schema)
