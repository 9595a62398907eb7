"""Fifty clerks at once: numbers without gap or double, one case a form. The last tests take the guards away."""

import threading
import uuid
from dataclasses import dataclass

import pytest
from django.db import IntegrityError

from hall_ops.lib.permissions import Role
from records.actions import Claim
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.factories.windows import make_session, make_window
from tests.races import at_once
from tests.windows.intake_samples import NOON, Desk, make_desk
from windows.actions import intake
from windows.actions.intake import IntakeRefused, register_case
from windows.models import Case, CaseEvent, CaseForm, CaseMaterial, WindowSession

pytestmark = pytest.mark.django_db(transaction=True)
HANDS, CLERKS, ODD = 50, 10, 5
LOCKED_OUT = "lock"  # PostgreSQL's lock timeout, SQLite's busy database: refused, nothing written


@dataclass
class Seats:
    """Ten clerks of one hall, each at a window of their own."""

    desk: Desk
    sessions: list[WindowSession]

    def register(self, place: int, key: str, outcome: str = "accept") -> str:
        session = self.sessions[place % CLERKS]
        return register_case(
            by=session.clerk, at=NOON, contract=self.desk.contract, session=session,
            entry=self.desk.entry(outcome), key=key,
        ).number  # fmt: skip


@pytest.fixture
def seats() -> Seats:
    desk = make_desk()
    sessions = [desk.session]
    for _place in range(CLERKS - 1):
        made = make_session(desk.contract, member(Role.CLERK, desk.contract), make_window(desk.contract))
        WindowSession.objects.filter(pk=made.pk).update(started_at=NOON)
        sessions.append(
            WindowSession.objects.select_related("window__venue", "window__zone", "clerk").get(pk=made.pk)
        )
    return Seats(desk, sessions)


def made(answers: list[object]) -> list[str]:
    """The checker: the numbers given out. Anything but a refusal or a lock is a finding."""
    astray = [
        each for each in answers
        if isinstance(each, Exception) and not isinstance(each, IntakeRefused) and LOCKED_OUT not in str(each)
    ]  # fmt: skip
    assert astray == [], astray[:3]
    return [str(each) for each in answers if not isinstance(each, Exception)]


def contiguous(numbers: list[str]) -> bool:
    serials = sorted(int(number.rsplit("-", 1)[1]) for number in numbers)
    return serials == list(range(1, len(serials) + 1))


def test_fifty_at_once_have_contiguous_numbers_past_refusals(seats: Seats) -> None:
    """Every fifth is refused at the very end of its checks; its number is nobody's gap."""
    answers = at_once(
        lambda place: seats.register(place, f"k-{place:08}", "on_spot" if place % ODD == 0 else "accept"),
        HANDS,
    )

    numbers = made(answers)
    assert len(numbers) == HANDS - HANDS // ODD or LOCKED_OUT in str(answers)
    assert contiguous(numbers) and len(set(numbers)) == Case.objects.count() == len(numbers)
    for rows in (
        CaseMaterial.objects.filter(position=1),
        CaseForm.objects.all(),
        CaseEvent.objects.filter(action="accept"),
    ):
        assert rows.count() == len(numbers)
    assert AuditEvent.objects.filter(action="case.register").count() == len(numbers)


def test_one_form_fifty_times_makes_one_case(seats: Seats) -> None:
    numbers = made(at_once(lambda _place: seats.register(0, "k-00000001"), HANDS))

    assert len(set(numbers)) == 1 == Case.objects.count()
    assert AuditEvent.objects.filter(action="case.register").count() == 1


def test_without_the_counter_numbers_collide(seats: Seats, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a number read beforehand, as a count of rows would give it."""
    read = threading.local()
    monkeypatch.setattr(intake, "number_row", lambda _scope, _row: read.number)

    def one(place: int) -> object:
        read.number = Case.objects.count() + 1
        barrier.wait()
        return seats.register(place, f"k-{place:08}")

    barrier = threading.Barrier(8)
    answers = at_once(one, 8)

    assert any(isinstance(each, IntegrityError) for each in answers)


def test_without_the_key_one_form_makes_many(seats: Seats, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: every press of the key a form of its own."""
    monkeypatch.setattr(intake, "claim_key", lambda **_values: Claim(row=None, answer=None))  # type: ignore[arg-type]
    monkeypatch.setattr(intake, "case_uid", lambda _by, _key: uuid.uuid4())
    numbers = made(at_once(lambda _place: seats.register(0, "k-00000001"), 8))

    assert len(set(numbers)) > 1
