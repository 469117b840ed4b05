"""A drawing repainted: the house's colours become the theme's, and nothing else moves."""

from dataclasses import replace

from firm import SECOND
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.theme import house_theme, read_theme
from reportgen.charts.style.tokens import HOUSE
from reportgen.theme.painting import painted, repainted

OWN = replace(HOUSE, subject="#12396b", ink="#1a1f26")


def test_a_token_is_painted_over_however_it_is_written() -> None:
    drawing = '<svg><path fill="#C9591A" stroke="#16212c"/></svg>'
    assert painted(drawing, HOUSE, OWN) == '<svg><path fill="#12396b" stroke="#1a1f26"/></svg>'


def test_what_is_no_token_stays() -> None:
    for drawing in (
        '<path fill="#c9591b"/>', '<path fill="none"/>', '<text>fill="#c9591a"</text>',
        "<title>#c9591a</title>", '<path data-fill="#c9591a"/>', '<a href="#c9591a"/>',
    ):  # fmt: skip
        assert painted(drawing, HOUSE, OWN) == drawing


def test_colours_can_be_exchanged_for_each_other() -> None:
    """Each is painted once: what became ink is not painted again as ink."""
    swapped = replace(HOUSE, subject=HOUSE.ink, ink=HOUSE.subject)
    drawing = '<path fill="#c9591a" stroke="#16212c"/>'
    assert painted(drawing, HOUSE, swapped) == '<path fill="#16212c" stroke="#c9591a"/>'


@given(st.text(alphabet='<>"#=c9591a filstroke/', max_size=60))
def test_nothing_but_attributes_is_touched(text: str) -> None:
    assert repainted(text, {}) == text
    assert len(painted(text, HOUSE, OWN)) == len(text)


def test_charts_are_drawn_in_the_colours_of_the_house_theme() -> None:
    assert house_theme().colours == HOUSE


def test_the_second_theme_shares_no_colour_with_the_house_but_white() -> None:
    own = read_theme(SECOND, "halden.yaml").colours
    assert set(own.tokens.values()) & set(HOUSE.tokens.values()) == {"#ffffff"}
