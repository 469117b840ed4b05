"""One formatter, rounding once."""

import pytest

from reportgen import formats
from reportgen.formats import Style


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        (2_300_815_590_067, Style("money"), "$2.30T"),
        (364e9, Style("money"), "$364B"),
        (37_587e6, Style("money"), "$37.6B"),
        (999.6e9, Style("money"), "$1.00T"),
        (-7_604e6, Style("money"), "−$7.60B"),
        (250_000, Style("money"), "$250,000"),
        (0, Style("money"), "$0"),
        (214.33, Style("money_per_share"), "$214.33"),
        (-0.001, Style("money_per_share"), "$0.00"),
        (10_734_920_870, Style("shares"), "10.7B"),
        (0.7385, Style("rate", 0), "74%"),
        (0.735, Style("rate", 0), "74%"),
        (-0.0004, Style("rate"), "0.0%"),
        (0.049, Style("points", signed=True), "+4.9pp"),
        (-0.0148, Style("basis_points", signed=True), "−148bps"),
        (5.83, Style("multiple"), "5.8×"),
        (2.656, Style("years"), "2.66 years"),
        (739_685.0, Style("date"), "10 Mar 2026"),
    ],
)
def test_every_unit_prints_one_way(value, style, printed):
    assert formats.text(value, style, "USD") == printed


def test_other_currencies_keep_their_code():
    assert formats.text(12.4e9, Style("money"), "SEK") == "SEK\N{NO-BREAK SPACE}12.4B"
    assert formats.text(12.4e9, Style("money"), "EUR") == "€12.4B"


def test_money_in_words_drops_empty_digits():
    assert formats.money(4e12, "USD", words=True) == "$4 trillion"
    assert formats.money(2.5e9, "USD", words=True) == "$2.5 billion"


def test_bounds_and_ranges_stay_what_they_are():
    assert formats.bounded("13.3%", "lower") == "> 13.3%"
    assert formats.ranged("23.1%", "28.6%") == "23.1%–28.6%"
    assert formats.trimmed("$20.0B") == "$20B"
    assert formats.trimmed("30.0%") == "30%"
    assert formats.trimmed("$20B") == "$20B"
