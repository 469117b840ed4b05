"""Which theme is printed in: the one that is named, else the workspace's own, else reportgen's."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from firm import SECOND

from reportgen.assumptions.theme import house_theme
from reportgen.cli import group
from reportgen.cli.edge import templates_of, theme_of
from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from tests.conftest import Desk


def reportgen(*words: object) -> Result:
    return CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


def own(files: Desk, text: str) -> Path:
    path = files.root / "templates" / "theme.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_without_a_theme_of_its_own_a_workspace_has_the_house_s(
    desk: Callable[..., Desk],
) -> None:
    assert theme_of(desk("nordvind").workspace) == house_theme()


def test_a_workspace_may_have_a_theme_and_no_templates(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    own(files, "name: Acme Capital\n")
    assert theme_of(files.workspace).name == "Acme Capital"
    assert templates_of(files.workspace) == templates()


def test_the_theme_that_is_named_comes_first(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    own(files, "name: Acme Capital\n")
    assert theme_of(files.workspace, SECOND).name == "Halden Moor"


def test_templates_that_were_copied_bring_their_theme(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    shutil.copytree(templates(), files.root / "templates")
    theme = theme_of(files.workspace)
    assert theme.source == files.root / "templates" / "theme.yaml"
    assert theme.label_files[400].is_relative_to(files.root)


def test_the_faults_of_a_theme_are_told_and_nothing_is_made(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    own(files, "nmae: Acme\nlogo:\n  file: logo.svg\n  alternative: Acme\n")
    answer = reportgen("build", "--workspace", files.root)
    assert answer.exit_code == 1
    assert answer.stderr.splitlines() == [
        "templates/theme.yaml:1:1: nmae: is not a key known here; did you mean 'name'?",
        (
            "templates/theme.yaml:3:9: logo.file: is not there, found 'logo.svg'; "
            "paths begin at the theme file's folder"
        ),
        "2 problems.",
    ]
    assert not (files.root / "output").exists()


def test_a_theme_elsewhere_is_called_as_it_was_typed(
    desk: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("brand") / "bank.yaml"
    path.write_text("nmae: Acme\n", "utf-8")
    answer = reportgen("build", "--workspace", desk("nordvind").root, "--theme", path)
    assert answer.exit_code == 1
    assert f"{path}:1:1: nmae: is not a key known here" in answer.stderr


def test_a_theme_that_is_not_there_is_a_slip_of_the_command(desk: Callable[..., Desk]) -> None:
    answer = reportgen("build", "--workspace", desk("nordvind").root, "--theme", "none.yaml")
    assert answer.exit_code == 2
    assert "none.yaml" in answer.stderr


@pytest.mark.slow
def test_another_theme_is_printed_anew_and_the_same_is_not(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    build = ("build", "--workspace", files.root)
    first = reportgen(*build)
    assert (first.exit_code, "Nothing has changed" in first.stderr) == (0, False)
    assert "Nothing has changed" in reportgen(*build).stderr
    own(files, "tagline: Research note\n")
    assert "Nothing has changed" not in reportgen(*build).stderr
    assert "Nothing has changed" in reportgen(*build).stderr
    (page,) = (files.root / "output").rglob("nordvind-*.html")
    assert "Research note" in page.read_text("utf-8")
