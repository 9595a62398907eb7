"""Required against filled."""

import pytest

from staffing.rules.posts import Filling, total


@pytest.mark.parametrize(
    ("required", "filled", "counted", "short", "level"),
    [
        pytest.param(111, 111, True, 0, "ok", id="002 § ★3: 111 of 111"),
        pytest.param(111, 110, True, 1, "bad", id="002 § ★3: 110 of 111"),
        pytest.param(3, 5, True, 0, "ok", id="more than asked"),
        pytest.param(4, 0, False, 0, "", id="004 § 二(一): float posts are not counted"),
    ],
)
def test_a_post_is_short_of_people(required: int, filled: int, counted: bool, short: int, level: str) -> None:
    filling = Filling(required, filled, counted)

    assert (filling.short, filling.level) == (short, level)


def test_one_too_many_here_does_not_stand_in_for_one_missing_there() -> None:
    both = total([Filling(1, 0), Filling(111, 114), Filling(0, 9, counted=False)])

    assert (both.required, both.filled, both.short) == (112, 111, 1)
