"""What no entry of a card may say, typed or from a file."""

from datetime import date

import pytest

from assessment.rules import check_recording

APRIL = date(2023, 4, 1)


@pytest.mark.parametrize(
    ("count", "day", "fields"),
    [
        pytest.param(1, None, [], id="no day"),
        pytest.param(1, date(2023, 3, 31), [], id="last day of the month"),
        pytest.param(1, date(2022, 1, 1), [], id="an earlier month"),
        pytest.param(1, APRIL, ["occurred_on"], id="first day after the month"),
        pytest.param(0, None, ["count"], id="nothing happened"),
        pytest.param(0, date(2023, 5, 2), ["occurred_on", "count"], id="both"),
    ],
)
def test_late_days_and_counts_of_nothing_are_flaws(count: int, day: date | None, fields: list[str]) -> None:
    assert [flaw.field for flaw in check_recording(count, day, APRIL)] == fields
