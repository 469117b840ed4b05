"""`reportgen check` reads the words of a workspace's own templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Answer
    from tests.conftest import Desk


def test_check_reads_the_workspace_s_own_templates(
    reportgen: Callable[..., Answer], desk: Callable[..., Desk]
) -> None:
    files = desk("nordvind")
    own = files.root / "templates" / "briefing.html.j2"
    own.parent.mkdir()
    own.write_text("<p>Fine.</p>\n<p>It grows 12% a year.</p>\n", "utf-8")
    answer = reportgen("check", "nordvind/2025Q4", "--workspace", files.root)
    assert answer.code == 1
    assert "templates/briefing.html.j2:2:1: a bare figure in a template, found '12%'" in answer.err
