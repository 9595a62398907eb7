"""The way of a contract's data back: which step follows which, for whom the last one waits."""

from datetime import date

import pytest

from windows.enums import ReturnState
from windows.rules.data_return import TRANSITIONS, flow_state, is_over, may_move

ALLOWED = {
    ("listing", "handed"), ("handed", "listing"), ("handed", "received"), ("received", "destroyed"),
    ("destroyed", "received"), ("destroyed", "erasing"), ("destroyed", "closed"), ("erasing", "closed"),
}  # fmt: skip


@pytest.mark.parametrize("state", ReturnState.values)
@pytest.mark.parametrize("to", ReturnState.values)
def test_only_the_listed_steps_exist(state: str, to: str) -> None:
    assert may_move(state, to) is ((state, to) in ALLOWED)
    assert set(TRANSITIONS) == set(ReturnState.values)


@pytest.mark.parametrize(
    ("today", "over"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)], ids=["last day", "day after"]
)
def test_the_contract_is_over_after_its_last_day(today: date, over: bool) -> None:
    assert is_over(date(2025, 12, 31), today) is over


@pytest.mark.parametrize(
    ("state", "step", "shown"),
    [
        ("listing", "listing", "now"), ("handed", "listing", "done"), ("handed", "closed", ""),
        ("closed", "closed", "done"), ("erasing", "destroyed", "now"),
    ],
)  # fmt: skip
def test_the_flow_shows_where_it_stands(state: str, step: str, shown: str) -> None:
    assert flow_state(state, step) == shown
