"""The reading benchmark asks two halls with values that find as many rows in one as in the other."""

import pytest

from tests.bench._alike import COMMON, RARE, SELDOM, Tally, alike
from tests.bench._pages import beginning_so

PAGE = 40


@pytest.mark.parametrize(
    ("rank", "small", "large", "chosen"),
    [
        pytest.param(COMMON, {"a": 50, "b": 90}, {"c": 900, "d": 5000}, ("b", "d"), id="the most used fill a page"),
        pytest.param(COMMON, {"a": 7, "b": 5}, {"c": 900, "d": 5}, ("b", "d"), id="no page in the small hall"),
        pytest.param(COMMON, {"a": 7}, {"c": 900, "d": 800}, ("a", "c"), id="nothing alike: the most used"),
        pytest.param(SELDOM, {"a": 50, "b": 90}, {"c": 45, "d": 5000, "e": 60}, ("a", "e"), id="just fills a page"),
        pytest.param(SELDOM, {"a": 90}, {"c": 45, "d": 60}, ("a", "d"), id="as near as there is"),
        pytest.param(SELDOM, {"a": 1, "b": 2, "c": 3}, {"d": 3, "e": 2, "f": 1}, ("b", "e"), id="in the middle"),
        pytest.param(RARE, {"a": 1, "b": 6, "c": 90}, {"d": 6, "e": 700}, ("b", "d"), id="as few rows in both"),
        pytest.param(RARE, {"a": 60, "b": 90}, {"d": 600, "e": 70}, ("a", "e"), id="nothing rarer than a page"),
        pytest.param(RARE, {"a": 12, "b": 90}, {"d": 2, "e": 70}, ("b", "e"), id="a page rather than unlike rows"),
        pytest.param(RARE, {"a": 12}, {"d": 2, "e": 5}, ("a", "d"), id="nothing alike: the least used"),
        pytest.param(RARE, {"b": 2, "a": 2}, {"100": 2, "99": 2}, ("a", "99"), id="always the first one"),
        pytest.param(RARE, {}, {"z": 2}, None, id="nothing to ask with"),
    ],
)  # fmt: skip
def test_values_are_chosen_by_the_rows_they_show(
    rank: str, small: Tally, large: Tally, chosen: tuple[str, str] | None
) -> None:
    assert alike(rank, small, large, PAGE) == chosen


@pytest.mark.parametrize("rank", [COMMON, SELDOM, RARE])
def test_both_pages_show_the_same_number_of_rows(rank: str) -> None:
    small, large = {f"s{n}": n for n in (1, 4, 12, 30, 96)}, {f"l{n}": n for n in (12, 130, 200, 9000)}

    found = alike(rank, small, large, PAGE)

    assert found is not None
    assert min(small[found[0]], PAGE) == min(large[found[1]], PAGE)


def test_a_name_is_counted_with_those_that_begin_so() -> None:
    assert beginning_so({"王伟": 2, "王伟明": 3, "王": 1, "李": 4}) == {
        "王": 6,
        "王伟": 5,
        "王伟明": 3,
        "李": 4,
    }
