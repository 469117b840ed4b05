"""How far colours are apart, against numbers worked out by hand and those of the specification."""

import pytest

from reportgen.theme.contrast import EYES, contrast, difference, lightness

SUBJECT, BENCHMARK, TINT, WHITE = "#C9591A", "#0F4C5C", "#F5F2EC", "#FFFFFF"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    # Light behind 0x77: ((119/255 + 0.055) / 1.055) ** 2.4 = 0.18448, so 1.05 / 0.23448.
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    # Pure red has 0.2126 of the light of white: 1.05 / 0.2626.
    assert contrast("#ff0000", "#ffffff") == pytest.approx(3.998, abs=0.001)


def test_contrast_has_no_order() -> None:
    assert contrast(SUBJECT, TINT) == contrast(TINT, SUBJECT)


@pytest.mark.parametrize(
    ("colour", "on_white", "on_tint"),
    [
        ("#16212C", 16.3, 14.6), ("#46535F", 7.9, 7.1), ("#5F6B76", 5.5, 4.9),
        ("#A8430C", 6.1, 5.4), (BENCHMARK, 9.5, 8.5),
    ],
)  # fmt: skip
def test_contrasts_are_those_that_the_house_colours_were_chosen_by(
    colour: str, on_white: float, on_tint: float
) -> None:
    assert contrast(colour, WHITE) == pytest.approx(on_white, abs=0.06)
    assert contrast(colour, TINT) == pytest.approx(on_tint, abs=0.06)


def test_lightness_is_that_of_cie() -> None:
    assert lightness("#000000") == pytest.approx(0)
    assert lightness("#ffffff") == pytest.approx(100)
    # 116 x 0.18448 ** (1/3) - 16
    assert lightness("#777777") == pytest.approx(50.03, abs=0.01)
    # In the dark the curve is straight: (1/255 / 12.92) x 24389/27.
    assert lightness("#010101") == pytest.approx(0.2742, abs=0.001)
    assert lightness(SUBJECT) - lightness(BENCHMARK) == pytest.approx(22, abs=0.5)


def test_difference_is_the_distance_in_cielab() -> None:
    assert difference("#000000", "#ffffff") == pytest.approx(100, abs=0.01)
    # L*a*b* of red is (53.24, 80.09, 67.20), of green (46.23, -51.70, 49.90), by the usual tables.
    assert difference("#ff0000", "#008000") == pytest.approx(133.1, abs=0.1)


@pytest.mark.parametrize("eyes", EYES)
def test_every_eye_sees_greys_as_they_are(eyes: str) -> None:
    assert difference("#000000", "#ffffff", eyes) == pytest.approx(100, abs=0.01)
    assert difference("#777777", "#777777", eyes) == 0


def test_subject_and_benchmark_of_the_house_differ_for_every_eye() -> None:
    seen = {eyes: round(difference(SUBJECT, BENCHMARK, eyes)) for eyes in EYES}
    assert seen == {
        "all cones": 90, "no red cones": 63, "no green cones": 77, "no blue cones": 92,
    }  # fmt: skip


def test_red_and_green_are_one_to_an_eye_without_green_cones() -> None:
    assert (
        difference("#d01010", "#7a6a00", "no green cones") < 20 < difference("#d01010", "#7a6a00")
    )
