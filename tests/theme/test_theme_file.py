"""What is said of a theme file that cannot be used: every fault at once, each at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from firm import INTER, SECOND, Firm, faults, small_font

from reportgen.assumptions.theme import house_theme, read_theme
from reportgen.shipped import templates

if TYPE_CHECKING:
    from pathlib import Path

FEW = "and 9 more, found 'made.ttf'; take the complete file, not a subset for the web"
LACKS = f"lacks characters that pages print: £ ¥ € ‘ ’ “ ” – — … · × {FEW}"
ASCII = "".join(map(chr, range(0x20, 0x7F)))


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    return Firm(tmp_path)


# Keys and values


def test_what_is_left_out_is_the_house_s(firm: Firm) -> None:
    theme, house = firm.read("name: Acme Capital\n"), house_theme()
    assert theme.name == "Acme Capital"
    assert (theme.tagline, theme.logo) == (house.tagline, None)
    assert (theme.colours, theme.dark, theme.typefaces) == (
        house.colours, house.dark, house.typefaces,
    )  # fmt: skip


def test_a_role_of_its_own_leaves_the_others_to_the_house(firm: Firm) -> None:
    theme, house = firm.read(firm.plex() + firm.signs()), house_theme()
    assert [*theme.typefaces] == ["text", "display", "label", "signs"]
    assert theme.typefaces["text"] == house.typefaces["text"]
    assert theme.label_files[600] == firm.folder / "IBMPlexSans-SemiBold.ttf"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nmae: X\n", "1:1: nmae: is not a key known here; did you mean 'name'?"),
        ('name: ""\n', "1:7: name: is empty, found ''; write something, or delete the line"),
        ("name: [a]\n", "1:7: name: must be text, found [a]; put it in quotes"),
        (
            "tagline: >\n  " + "long " * 10 + "\n",
            (
                "1:10: tagline: is too long, found 'long long long long long long long long long long'; "
                "write 48 characters or fewer"
            ),
        ),
        (
            "colours:\n  ink: #16212C\n",
            (
                "2:3: colours.ink: is empty; write a value, in quotes where it begins with #, "
                "or delete the line"
            ),
        ),
        ("colours:\n", "2:1: colours: is empty; fill it in"),
        (
            "colours:\n  ink: black\n",
            (
                "2:8: colours.ink: is not a colour, found 'black'; "
                "write # and six hexadecimal digits in quotes, such as '#16212C'"
            ),
        ),
        (
            'colours:\n  ink: "#16212C; background: url(file:///etc/passwd)"\n',
            (
                "2:8: colours.ink: is not a colour, found '#16212C; background: url(file:///etc/passwd)'; "
                "write # and six hexadecimal digits in quotes, such as '#16212C'"
            ),
        ),
        (
            "logo:\n  file: /etc/logo.svg\n  alternative: X\n",
            (
                "2:9: logo.file: is no path from the theme file's folder, found '/etc/logo.svg'; "
                "write it like fonts/Inter-Regular.ttf"
            ),
        ),
        ("", "1:1: is empty"),
        ("- a\n", "1:1: must hold keys and values; write 'key: value' lines"),
    ],
)
def test_keys_and_values(firm: Firm, text: str, told: str) -> None:
    assert firm.told(text) == [f"theme.yaml:{told}"]


def test_everything_is_told_at_once(firm: Firm) -> None:
    told = firm.told(
        "nmae: X\nlogo:\n  file: logo.gif\n  alternative: A shield\n"
        'colours:\n  ink: black\ndark:\n  ground: "#777777"\n'
        "fonts:\n  signs:\n    family: X\n    licence: Y\n    regular: none.ttf\n"
    )
    keys = [line.split(": ")[1] for line in told]
    assert keys == ["nmae", "colours.ink", "logo.file", "fonts.signs.regular"]


def test_a_theme_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"theme\.yaml:1:1: is missing"):
        read_theme(tmp_path / "theme.yaml", "theme.yaml")


# Colours


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'colours:\n  ink3: "#8B97A1"\ndark:\n  ink3: "#95A1AC"\n',
            [
                (
                    "2:9: colours.ink3: leaves ink3 too faint on the page for text, "
                    "found a contrast of 2.98:1; 4.5:1 is needed: move the two further apart"
                ),
                (
                    "2:9: colours.ink3: leaves ink3 too faint on tint for text, "
                    "found a contrast of 2.67:1; 4.5:1 is needed: move the two further apart"
                ),
            ],
        ),
        (
            'colours:\n  subject_light: "#5E6B76"\ndark:\n  subject_light: "#4A2C1B"\n',
            [
                (
                    "2:18: colours.subject_light: leaves ink too faint on subject_light for text, "
                    "found a contrast of 2.98:1; 4.5:1 is needed: move the two further apart"
                ),
            ],
        ),
        (
            'dark:\n  subject: "#8A2A10"\n',
            [
                (
                    "2:12: dark.subject: leaves subject too faint on the page for a line, "
                    "found a contrast of 2.05:1; 3:1 is needed: move the two further apart"
                ),
            ],
        ),
        (
            'colours:\n  subject: "#3C6E47"\ndark:\n  subject: "#E8793A"\n',
            [
                (
                    "2:12: colours.subject: cannot be told from each other by eyes with no blue cones: "
                    "subject and benchmark, found a difference of 12.31; "
                    "20 is needed: choose another hue or lightness"
                ),
                (
                    "2:12: colours.subject: cannot be told from each other in grey print: subject and "
                    "benchmark, found 12.58 steps of lightness apart; "
                    "15 are needed: make one lighter or the other darker"
                ),
            ],
        ),
        (
            'colours:\n  hair: "#D6DADF"\n',
            ["2:9: colours.hair: has no counterpart for dark screens; give dark.hair as well"],
        ),
        (
            'colours:\n  grey: "#5F6B76"\ndark:\n  grey: "#6F7B86"\n',
            [
                (
                    "2:9: colours.grey: makes ink3 and grey one colour on paper, but they are two on dark "
                    "screens, found '#5f6b76'; change one of them by a shade"
                ),
            ],
        ),
        ('colours:\n  grey: "#5F6B76"\ndark:\n  grey: "#95A1AC"\n', []),
    ],
)
def test_colours_are_measured(firm: Firm, text: str, told: list[str]) -> None:
    assert firm.told(text) == [f"theme.yaml:{line}" for line in told]


def test_a_ground_on_which_nothing_can_be_read_is_told_for_every_ink(firm: Firm) -> None:
    told = faults(firm.told('dark:\n  ground: "#777777"\n'))
    assert [line.split()[1] for line in told if "for text" in line] == [
        "benchmark", "ink", "ink2", "ink3", "subject_text",
    ]  # fmt: skip


@pytest.mark.parametrize("path", [templates() / "workspace" / "theme.yaml", SECOND])
def test_the_themes_that_ship_can_be_used(path: Path) -> None:
    assert read_theme(path, path.name).name


def test_the_house_theme_keeps_the_rules_for_all(firm: Firm) -> None:
    """It is not checked when it is read, so it is here: as if a firm had written it."""
    text = (templates() / "theme.yaml").read_text("utf-8")
    for path in INTER.iterdir():
        (firm.folder / "fonts").mkdir(exist_ok=True)
        (firm.folder / "fonts" / path.name).symlink_to(path)
    assert firm.told(text) == []
    assert firm.read(text).colours == house_theme().colours


def test_the_starter_s_comments_are_a_theme_that_can_be_used(firm: Firm) -> None:
    text = (templates() / "workspace" / "theme.yaml").read_text("utf-8")
    colours = text[text.index("# colours:") : text.index("# By role")]
    lines = [line.removeprefix("# ") for line in colours.splitlines()]
    theme = firm.read("\n".join(line for line in lines if ":" in line) + "\n")
    assert theme.colours.subject == "#12396b"


# Fonts


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (
            "none.ttf",
            "is not there, found 'none.ttf'; paths begin at the theme file's folder",
        ),
        (
            "made.otf",
            (
                "must be a TrueType file, found 'made.otf'; "
                "name a .ttf file; a .woff2 may lie beside it"
            ),
        ),
    ],
)
def test_a_font_must_be_a_file(firm: Firm, file: str, told: str) -> None:
    text = firm.plex(regular=file) + firm.signs()
    assert firm.told(text) == [f"theme.yaml:5:14: fonts.label.regular: {told}"]


@pytest.mark.parametrize(
    "content", [b"", b"<html>404</html>", (INTER / "Inter-Bold.ttf").read_bytes()[:99_999]]
)
def test_a_file_that_is_no_whole_font_is_refused(firm: Firm, content: bytes) -> None:
    (firm.folder / "made.ttf").write_bytes(content)
    assert faults(firm.told(firm.plex(regular="made.ttf") + firm.signs())) == [
        "cannot be read as a font, found 'made.ttf'; take the file from its publisher again"
    ]


def test_a_font_that_is_too_large_is_refused(firm: Firm) -> None:
    (firm.folder / "made.ttf").write_bytes(b"\0" * 4_300_000)
    assert faults(firm.told(firm.plex(regular="made.ttf") + firm.signs())) == [
        "is larger than 4 MB, found 4.3 MB; take a file with fewer scripts"
    ]


def test_a_variable_font_is_refused(firm: Firm) -> None:
    small_font(firm.folder / "made.ttf", ASCII, variable=True)
    assert faults(firm.told(firm.plex(regular="made.ttf") + firm.signs())) == [
        (
            "is a variable font, which does not print the same bytes twice, found 'made.ttf'; "
            "name the static file of this weight"
        ),
        LACKS,
    ]


def test_a_font_that_may_not_be_embedded_is_refused(firm: Firm) -> None:
    small_font(firm.folder / "made.ttf", ASCII, permission=0x0002)
    assert faults(firm.told(firm.plex(regular="made.ttf") + firm.signs())) == [
        LACKS,
        (
            "may not be embedded in a document, as the file itself says, found 'made.ttf'; "
            "ask its publisher for a licence and a file that may"
        ),
    ]


def test_marks_that_the_labels_lack_must_come_from_elsewhere(firm: Firm) -> None:
    told = faults(firm.told(firm.plex()))
    assert len(told) == 3
    assert told[0] == (
        "lacks characters that pages print: ▲ ▼ ● ■ ◆ ○ ◇, found 'IBMPlexSans-Regular.ttf'; "
        "name a font that has them under fonts.signs"
    )
    assert firm.told(firm.plex() + firm.signs()) == []


def test_a_file_for_the_web_must_be_one(firm: Firm) -> None:
    text = firm.plex() + firm.signs()
    (firm.folder / "IBMPlexSans-Regular.woff2").write_bytes(b"<html>404</html>")
    assert faults(firm.told(text)) == [
        (
            "has a file for the web beside it that is no WOFF2, found 'IBMPlexSans-Regular.woff2'; "
            "replace or delete it"
        )
    ]
