"""Signing on to windows: one window a clerk, one clerk a window, nothing changed afterwards."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Window
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.factories.windows import make_session, make_window
from windows.actions.sessions import (
    SessionRefused,
    end_overnight,
    end_session,
    pause,
    resume,
    sign_off,
    sign_on,
)
from windows.enums import EndedAs
from windows.models import WindowSession
from windows.queries.sessions import away_minutes, last_window, minutes_away, open_session, seats_of

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime.fromisoformat("2026-03-02T12:00"))


@pytest.fixture
def clerk(contract: Contract) -> User:
    return member(Role.CLERK, contract)


@pytest.fixture
def window(contract: Contract) -> Window:
    return make_window(contract)


def signed_on(contract: Contract, by: User, window: Window, at: datetime = NOON) -> WindowSession:
    return sign_on(by=by, at=at, contract=contract, window=window)


def test_a_clerk_sits_down_once(contract: Contract, clerk: User, window: Window) -> None:
    session = signed_on(contract, clerk, window)
    again = signed_on(contract, clerk, window, NOON + timedelta(minutes=1))

    assert again == session == open_session(clerk, contract)
    assert AuditEvent.objects.filter(action="window.sign_on").count() == 1
    assert [seat.level for seat in seats_of(contract)] == ["occupied"]


def test_to_another_window_one_moves_over(contract: Contract, clerk: User, window: Window) -> None:
    first = signed_on(contract, clerk, window)
    second = signed_on(contract, clerk, make_window(contract), NOON + timedelta(hours=1))

    first.refresh_from_db()
    assert (first.ended_as, first.ended_by) == (EndedAs.MOVED, clerk)
    assert first.ended_at == second.started_at
    assert last_window(clerk, contract) == second.window_id


def test_a_taken_window_names_who_sits_there(contract: Contract, clerk: User, window: Window) -> None:
    other = signed_on(contract, member(Role.CLERK, contract), window).clerk

    with pytest.raises(SessionRefused, match=other.name):
        signed_on(contract, clerk, window)


def test_a_window_left_open_overnight_is_free_in_the_morning(
    contract: Contract, clerk: User, window: Window
) -> None:
    forgotten = signed_on(contract, member(Role.CLERK, contract), window)
    pause(by=forgotten.clerk, at=NOON, session=forgotten, reason="就餐")

    signed_on(contract, clerk, window, NOON + timedelta(days=1))

    forgotten.refresh_from_db()
    assert (forgotten.ended_as, forgotten.ended_by) == (EndedAs.OVERNIGHT, None)
    assert timezone.localtime(forgotten.ended_at).isoformat() == "2026-03-03T00:00:00+08:00"
    assert forgotten.pauses.get().ended_at == forgotten.ended_at


def test_a_window_of_another_contract_is_refused(
    contract: Contract, other_contract: Contract, clerk: User
) -> None:
    with pytest.raises(SessionRefused, match="不在本合同"):
        signed_on(contract, clerk, make_window(other_contract))


def test_who_may_not_sit_at_a_window_is_refused(contract: Contract, window: Window) -> None:
    with pytest.raises(SessionRefused, match="不能在窗口上岗"):
        signed_on(contract, member(Role.ASSESSOR, contract), window)


def test_pauses_are_kept_with_their_times(contract: Contract, clerk: User, window: Window) -> None:
    session = signed_on(contract, clerk, window)
    pause(by=clerk, at=NOON, session=session, reason="送件")
    assert [seat.level for seat in seats_of(contract)] == ["paused"]
    resume(by=clerk, at=NOON + timedelta(minutes=7), session=session)
    pause(by=clerk, at=NOON + timedelta(minutes=20), session=session, reason="就餐")
    sign_off(by=clerk, at=NOON + timedelta(minutes=50), session=session)

    session.refresh_from_db()
    assert session.paused_at is None and session.pause_reason == ""
    assert minutes_away(session.pauses.all(), NOON) == 37
    assert away_minutes(contract) == 15


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (lambda by, session: pause(by=by, at=NOON, session=session, reason=" "), "原因"),
        (lambda by, session: pause(by=by, at=NOON, session=session, reason="长" * 81), "最多 80 个字"),
        (lambda by, session: resume(by=by, at=NOON, session=session), "没有暂停"),
        (lambda by, session: end_session(by=by, at=NOON, session=session, reason="x"), "只有主管"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(
    contract: Contract, clerk: User, window: Window, step: Any, why: str
) -> None:
    session = signed_on(contract, clerk, window)

    with pytest.raises(SessionRefused, match=why):
        step(clerk, session)


def test_nobody_steps_in_for_another(contract: Contract, clerk: User) -> None:
    session = make_session(contract)

    for step in (sign_off, resume):
        with pytest.raises(SessionRefused, match="不是您的"):
            step(by=clerk, at=NOON, session=session)


def test_a_supervisor_ends_a_forgotten_session_with_a_reason(contract: Contract) -> None:
    session, supervisor = make_session(contract), member(Role.SUPERVISOR, contract)
    at = timezone.now()

    with pytest.raises(SessionRefused, match="写明结束"):
        end_session(by=supervisor, at=at, session=session, reason="")
    end_session(by=supervisor, at=at, session=session, reason="忘记离岗")

    session.refresh_from_db()
    assert (session.ended_as, session.ended_by, session.end_note) == ("supervisor", supervisor, "忘记离岗")
    with pytest.raises(SessionRefused, match="已经结束"):
        sign_off(by=session.clerk, at=at, session=session)


def test_the_database_keeps_who_ended_a_session(contract: Contract) -> None:
    session = make_session(contract)
    end = {"ended_at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        WindowSession.objects.filter(pk=session.pk).update(**end)
    with pytest.raises(IntegrityError), transaction.atomic():
        WindowSession.objects.filter(pk=session.pk).update(paused_at=timezone.now())
    end_overnight(session=session)
    with pytest.raises(DatabaseError), transaction.atomic():
        WindowSession.objects.filter(pk=session.pk).update(end_note="改写")
