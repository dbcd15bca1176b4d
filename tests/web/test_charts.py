"""Charts are true to scale, fit their width and describe themselves."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from web.charts import BarValue, IntervalValue, bars, intervals, series_of

PARTS = st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.fractions(0, 100), min_size=1)


def length(text: str) -> Fraction:
    return Fraction(text.removesuffix("%"))


@given(PARTS)
def test_segments_follow_each_other_in_proportion(parts: dict[str, Fraction]) -> None:
    series = series_of({key: f"Gruppe {key}" for key in "ABCDEFGHIJ"}, {})
    chart = bars("x", "t", "d", [BarValue("Zeile", "1", parts)], series, Fraction(1000))

    left = Fraction(0)
    for segment in chart.bars[0].segments:
        assert abs(length(segment.x) - left) < Fraction(1, 1000)
        assert abs(length(segment.width) - parts[segment.series.key] / 10) < Fraction(1, 1000)
        left += parts[segment.series.key] / 10
    assert len(chart.bars[0].segments) == sum(value > 0 for value in parts.values())


def test_styles_start_again_after_the_eighth() -> None:
    series = series_of({str(number): "Titel" for number in range(10)}, {"0": "Null"})

    assert [one.style for one in series] == [1, 2, 3, 4, 5, 6, 7, 8, 1, 2]
    assert series[0].label == "Null"


def test_a_label_stands_only_where_it_fits() -> None:
    series = series_of({"A": "a", "LANG": "b"}, {})
    chart = bars(
        "x", "t", "d", [BarValue("Zeile", "1", {"A": Fraction(4), "LANG": Fraction(9)})], series, Fraction(100)
    )

    assert [segment.label for segment in chart.bars[0].segments] == ["A", ""]


def test_the_axis_has_quarters() -> None:
    chart = bars("x", "t", "d", [], series_of({"A": "a"}, {}), Fraction(1000))

    assert [(tick.x, tick.label) for tick in chart.ticks] == [
        ("0%", "0"),
        ("25%", "250"),
        ("50%", "500"),
        ("75%", "750"),
        ("100%", "1.000"),
    ]


def test_intervals_without_a_bound_reach_the_border() -> None:
    value = IntervalValue("F", "26 %", Fraction(26), None, Fraction(31))
    row = intervals("x", "t", "d", [value]).rows[0]

    assert (row.x, row.width, row.mark) == ("0%", "31%", "26%")
    assert (row.open_left, row.open_right) == (True, False)


def test_intervals_fit_their_scale() -> None:
    value = IntervalValue("F", "", Fraction(5), Fraction(2), Fraction(99))
    row = intervals("x", "t", "d", [value], Fraction(20)).rows[0]

    assert (row.x, row.width, row.mark) == ("10%", "90%", "25%")
