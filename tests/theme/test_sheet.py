"""The theme as a style sheet: nothing in it but colours and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from firm import INTER, SECOND, Firm

from reportgen.assumptions.theme import house_theme, read_theme
from reportgen.theme.sheet import font_faces, for_print

if TYPE_CHECKING:
    from pathlib import Path


def test_each_role_is_a_family_and_each_face_a_file() -> None:
    rules = font_faces(house_theme()).splitlines()
    assert len(rules) == 11
    regular = (INTER / "SourceSerif4-Regular.ttf").as_uri()
    assert f'@font-face {{ font-family: Text; font-weight: 400; src: url("{regular}") }}' in rules
    italic = (INTER / "SourceSerif4Display-It.ttf").as_uri()
    slanted = "@font-face { font-family: Display; font-weight: 400; font-style: italic; "
    assert f'{slanted}src: url("{italic}") }}' in rules


def test_the_web_is_served_smaller_files_where_there_are_any() -> None:
    house = font_faces(house_theme(), web=True)
    assert "Inter-Regular.woff2" in house
    assert "Inter-Bold.ttf" in house
    assert "IBMPlexSans-Regular.ttf" in font_faces(read_theme(SECOND, "halden.yaml"), web=True)


def test_marks_have_a_family_only_where_the_labels_lack_them() -> None:
    assert "Signs" not in font_faces(house_theme())
    signs = (INTER / "Inter-Regular.ttf").as_uri()
    assert f'font-family: Signs; font-weight: 400; src: url("{signs}")' in font_faces(
        read_theme(SECOND, "halden.yaml")
    )


def test_colours_are_variables_by_their_names() -> None:
    theme = house_theme()
    assert "  --subject-text: #a8430c;\n" in theme.css_variables()
    assert "  --ground: #ffffff;\n" in theme.css_variables()
    assert "  --ground: #12181f;\n" in theme.css_variables(dark=True)
    assert for_print(theme).endswith(f":root {{\n{theme.css_variables()}}}\n")


def test_a_folder_with_a_hostile_name_does_not_get_out_of_its_address(tmp_path: Path) -> None:
    folder = tmp_path / "a\"'b) } <!--</style>"
    folder.mkdir(parents=True)
    theme = Firm(folder).read(Firm(folder).plex() + Firm(folder).signs())
    for rule in font_faces(theme).splitlines():
        assert re.fullmatch(r'@font-face \{ [a-zA-Z0-9:; -]+ src: url\("[\w:/.%-]+"\) \}', rule)
    assert "%22%27b%29%20%7D%20%3C%21--%3C/style%3E" in font_faces(theme)


def test_the_files_of_a_theme_are_all_it_is_made_of() -> None:
    theme = read_theme(SECOND, "halden.yaml")
    names = {path.name for path in theme.files}
    assert {"halden.yaml", "logo.svg", "Inter-Regular.ttf", "IBMPlexSerif-Italic.ttf"} <= names
    assert len(theme.files) == len(set(theme.files))
    assert all(path.is_file() and path.is_absolute() for path in theme.files)
    assert {folder.name for folder in theme.folders} == {"halden", "fonts"}


def test_the_colophon_names_each_family_once() -> None:
    assert house_theme().credits == "Source Serif 4 and Inter (SIL Open Font License 1.1)"
    second = read_theme(SECOND, "halden.yaml")
    assert second.credits == ("IBM Plex Serif, IBM Plex Sans and Inter (SIL Open Font License 1.1)")
