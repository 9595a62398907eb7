"""The states of the service registers."""

import pytest

from windows.enums import service as choices
from windows.enums.complaints import ComplaintState
from windows.rules.service_life import TABLES, may_follow

CHOICES = {
    "consultation": choices.ConsultState, "assist": choices.AssistState, "matter": choices.MatterState,
    "cross": choices.CrossState, "special": choices.SpecialState, "claim": choices.ClaimState,
    "complaint": ComplaintState,
}  # fmt: skip


@pytest.mark.parametrize("register", TABLES)
def test_every_state_has_its_line_and_leads_to_known_ones(register: str) -> None:
    states = set(CHOICES[register].values)

    assert set(TABLES[register]) == states
    assert set().union(*TABLES[register].values()) <= states


@pytest.mark.parametrize(
    ("register", "state", "to", "may"),
    [
        ("matter", "open", "closed", False),
        ("matter", "answered", "closed", True),
        ("matter", "answered", "open", True),
        ("matter", "closed", "open", False),
        ("assist", "requested", "running", False),
        ("assist", "assigned", "running", True),
        ("assist", "finished", "running", False),
        ("cross", "received", "concluded", False),
        ("claim", "received", "paid", False),
        ("complaint", "open", "closed", False),
        ("complaint", "handed", "open", True),
        ("complaint", "closed", "open", False),
    ],
)
def test_the_order_of_steps(register: str, state: str, to: str, may: bool) -> None:
    assert may_follow(register, state, to) is may
