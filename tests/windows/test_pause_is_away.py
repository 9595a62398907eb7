"""Pausing at a window writes down that its clerk is away; serving again ends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Away
from tests.factories.contracts import member
from tests.factories.staffing import make_staff
from tests.factories.windows import make_window
from windows.actions.sessions import pause, resume, sign_off, sign_on

pytestmark = pytest.mark.django_db


def test_a_pause_is_a_time_away_and_serving_again_ends_it(contract: Contract) -> None:
    person, window, now = make_staff(contract), make_window(contract), timezone.now()
    lead = member(Role.SUPERVISOR, contract)
    held = sign_on(by=person.user, at=now, contract=contract, window=window)

    pause(by=person.user, at=now, session=held, reason="取件")

    row = Away.objects.get()
    assert (row.person, row.window, row.reason, row.sign_shown, row.told) == (
        person,
        window,
        "取件",
        True,
        lead,
    )
    resume(by=person.user, at=now + timedelta(seconds=1), session=held)
    row.refresh_from_db()
    assert row.back_at == now + timedelta(seconds=1)


def test_signing_off_while_paused_ends_it_too(contract: Contract) -> None:
    person, window, now = make_staff(contract), make_window(contract), timezone.now()
    held = sign_on(by=person.user, at=now, contract=contract, window=window)
    pause(by=person.user, at=now, session=held, reason="就餐")
    sign_off(by=person.user, at=now + timedelta(seconds=1), session=held)
    assert Away.objects.get().back_at is not None


def test_without_a_staff_file_a_window_is_paused_all_the_same(contract: Contract) -> None:
    clerk, now = member(Role.CLERK, contract), timezone.now()
    held = sign_on(by=clerk, at=now, contract=contract, window=make_window(contract))
    assert pause(by=clerk, at=now, session=held, reason="取件").paused_at == now
    assert not Away.objects.exists()
