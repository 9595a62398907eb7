"""What the database refuses in staffing, whatever program writes."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from staffing.enums import EndKind
from staffing.models import Engagement, Shift
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory
from tests.factories.staffing import (
    at_clock,
    engage,
    make_person,
    make_post,
    make_sessions,
    make_shift,
    make_staff,
    make_window,
    punch,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 16)


def test_nobody_is_in_two_places_in_a_session() -> None:
    contract = ContractFactory()
    person, (am, _pm) = make_staff(contract), make_sessions(contract)
    make_shift(person, DAY, am)

    with pytest.raises(DatabaseError), transaction.atomic():
        make_shift(person, DAY, am, window=make_window(contract))


def test_shifts_that_overlap_in_time_are_refused_even_in_two_sessions() -> None:
    contract = ContractFactory()
    person, (am, pm) = make_staff(contract), make_sessions(contract)
    make_shift(person, DAY, am)
    late = make_shift(person, DAY, pm)

    with pytest.raises(DatabaseError), transaction.atomic():
        Shift.objects.filter(pk=late.pk).update(starts_at=at_clock(DAY, "11:59"))


def test_a_window_has_one_person_a_session() -> None:
    contract = ContractFactory()
    (am, _pm), window = make_sessions(contract), make_window(contract)
    make_shift(make_staff(contract), DAY, am, window=window)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_shift(make_staff(contract), DAY, am, window=window)


def test_nobody_holds_two_posts_at_a_time() -> None:
    person = make_person(ContractFactory())
    first = engage(person, starts_on=DAY)
    post = make_post(person.contract)

    with pytest.raises(DatabaseError), transaction.atomic():
        engage(person, post, starts_on=DAY + timedelta(days=3))
    end(first, DAY + timedelta(days=9))
    with pytest.raises(DatabaseError), transaction.atomic():
        engage(person, post, starts_on=DAY + timedelta(days=9))
    assert engage(person, post, starts_on=DAY + timedelta(days=10)).pk


def test_an_engagement_is_ended_once_and_never_rewritten() -> None:
    held = engage(make_person(ContractFactory()), starts_on=DAY)
    end(held, DAY + timedelta(days=9))

    for change in ({"ends_on": DAY + timedelta(days=20)}, {"starts_on": DAY - timedelta(days=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Engagement.objects.filter(pk=held.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Engagement.objects.filter(pk=held.pk).delete()


def test_a_punch_stays_as_it_came() -> None:
    row = punch(make_staff(ContractFactory()), at_clock(DAY, "08:19"))

    with pytest.raises(DatabaseError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(at=at_clock(DAY, "08:00"))
    with pytest.raises(DatabaseError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()


def end(held: Engagement, day: date) -> None:
    Engagement.objects.filter(pk=held.pk).update(
        ends_on=day, end_kind=EndKind.RESIGNED, ended_at=held.recorded_at, ended_by=UserFactory()
    )
