"""The ranking of staff: places in each part, weighed; ties; who has no figures; who is last."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from staffing.rules.ranking import Figures, last_day, quarter_of, rank, shown, wrong_weights

EVEN = {"satisfaction": 25, "volume": 25, "attendance": 25, "exam": 25}


def only(part: str) -> dict[str, int]:
    return {name: 100 if name == part else 0 for name in EVEN}


def places(rows: list[Figures], weights: dict[str, int]) -> dict[int, int | None]:
    return {each.figures.person: each.place for each in rank(rows, weights)}


@pytest.mark.parametrize(
    ("part", "best", "middle", "worst"),
    [
        pytest.param(
            "satisfaction", {"rated": 9, "good": 9}, {"rated": 9, "good": 8}, {"rated": 9, "good": 9, "complaints": 1},
            id="002 § 四(二)2(7) 满意度或投诉: one complaint upheld weighs more than any share",
        ),
        pytest.param("volume", {"volume": 300}, {"volume": 200}, {"volume": 0}, id="业务处理量"),
        pytest.param(
            "attendance", {"planned": 40}, {"planned": 40, "late": 3}, {"planned": 40, "absent": 1}, id="考勤情况"
        ),
        pytest.param("exam", {"exam": Fraction(95)}, {"exam": Fraction(90)}, {"exam": Fraction(60)}, id="考试"),
    ],
)  # fmt: skip
def test_each_part_puts_people_in_order(
    part: str, best: dict[str, int], middle: dict[str, int], worst: dict[str, int]
) -> None:
    rows = [Figures(1, **middle), Figures(2, **worst), Figures(3, **best)]

    found = rank(rows, only(part))

    assert [(each.figures.person, each.place, each.points, each.last) for each in found] == [
        (3, 1, Fraction(100), False), (1, 2, Fraction(50), False), (2, 3, Fraction(0), True),
    ]  # fmt: skip


def test_parts_are_weighed_and_a_part_without_figures_is_left_out() -> None:
    """Person 2 has no volume: 100 of satisfaction and 0 of the exam, each weighing half of what is left."""
    rows = [
        Figures(1, rated=10, good=5, volume=100, exam=Fraction(90)),
        Figures(2, rated=10, good=9, exam=Fraction(80)),
        Figures(3),
    ]

    found = {each.figures.person: each for each in rank(rows, EVEN)}

    assert found[2].points == Fraction(50) and set(found[2].parts) == {"satisfaction", "exam"}
    assert found[1].points == Fraction(200, 3) and shown(Fraction(200, 3)) == Decimal("66.66")
    assert (found[3].place, found[3].points, found[3].last) == (None, None, False)


def test_those_alike_share_a_place_and_the_last_one_too() -> None:
    rows = [Figures(1, volume=9), Figures(2, volume=3), Figures(3, volume=3)]

    found = rank(rows, only("volume"))

    assert places(rows, only("volume")) == {1: 1, 2: 2, 3: 2}
    assert [each.figures.person for each in found if each.last] == [2, 3]


@pytest.mark.parametrize("count", [1, 3])
def test_nobody_is_last_where_all_are_alike(count: int) -> None:
    found = rank([Figures(n, volume=5) for n in range(count)], EVEN)

    assert {each.place for each in found} == {1} and not any(each.last for each in found)


def test_a_part_of_no_weight_decides_nothing() -> None:
    """Whoever has figures only in parts that weigh nothing is not ranked."""
    rows = [Figures(1, volume=9), Figures(2, exam=Fraction(70))]

    assert places(rows, only("volume")) == {1: 1, 2: None}


@pytest.mark.parametrize(
    ("weights", "wrong"),
    [
        (EVEN, False),
        (only("exam"), False),
        (EVEN | {"exam": 24}, True),
        (EVEN | {"exam": -25, "volume": 75}, True),
        ({"exam": 100}, True),
    ],
)
def test_weights_are_four_and_a_hundred(weights: dict[str, int], wrong: bool) -> None:
    assert wrong_weights(weights) is wrong


def test_quarters_are_those_of_the_calendar() -> None:
    assert quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)
    assert last_day(date(2026, 10, 1), quarter=True) == date(2026, 12, 31)
    assert last_day(date(2024, 2, 1), quarter=False) == date(2024, 2, 29)
