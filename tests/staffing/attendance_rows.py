"""A contract with 002's limits, and people planned for sessions, for the tests of attendance."""

from datetime import date
from typing import Any

from contracts.models import Contract, Window
from contracts.profile_schema import load_profile
from staffing.models import Person
from tests.factories.contracts import ContractFactory
from tests.factories.staffing import (
    at_clock,
    engage,
    make_person,
    make_post,
    make_sessions,
    make_shift,
    punch,
)
from tests.factories.windows import make_window

DAY, MONTH = date(2026, 3, 9), date(2026, 3, 1)
NOW = at_clock(date(2026, 3, 20), "12:00")


def haikou(**values: Any) -> Contract:
    """A contract with the limits 002 sets on attendance."""
    limits = load_profile("haikou").model_dump(mode="json")["limits"]
    return ContractFactory(profile={"limits": limits, **values})


def planned(contract: Contract, *, key: str = "am", day: date = DAY, **values: Any) -> Person:
    """Somebody on a post, planned for a session at a window of their own."""
    person = make_person(contract, **values)
    engage(person, make_post(contract))
    plan(person, key=key, day=day)
    return person


def plan(person: Person, *, key: str = "am", day: date = DAY, window: Window | None = None) -> Any:
    am, pm = make_sessions(person.contract)
    place = window or make_window(person.contract)
    return make_shift(person, day, am if key == "am" else pm, window=place)


def punches(person: Person, *texts: str, day: date = DAY) -> None:
    for text in texts:
        punch(person, at_clock(day, text))
