"""Rows read past Django's conversions are the rows Django reads."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import F, Max

from hall_ops.lib.plain_rows import plain_rows
from staffing.models import Punch, Shift
from tests.factories.contracts import ContractFactory
from tests.factories.staffing import make_person, make_sessions, make_shift, punch

pytestmark = pytest.mark.django_db


DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 0, 15, 59, 123456, tzinfo=UTC)


@pytest.fixture
def shift():
    person = make_person(ContractFactory())
    return make_shift(person, DAY, make_sessions(person.contract)[0])


@pytest.fixture
def punched(shift):
    return punch(shift.person, AT)


def test_the_rows_are_those_of_values_list(shift):
    names = ("person_id", "id", "day", "starts_at", "ends_at", "window_id", "kind", "post__kind", "made_at")
    rows = Shift.objects.order_by("pk")
    assert plain_rows(rows, *names) == list(rows.values_list(*names))
    assert plain_rows(rows, "day")[0][0].__class__ is date


def test_moments_are_aware_to_the_microsecond(punched):
    [(read, voided, late)] = plain_rows(Punch.objects.all(), "at", "voided_at", "late")
    assert (read, voided, late) == (AT, None, False)
    assert read.utcoffset().total_seconds() == 0


def test_a_computed_moment_is_read_as_well(punched):
    rows = Punch.objects.order_by().annotate(newest=Max("at"), other=F("recorded_at"))
    assert plain_rows(rows, "newest", "other") == [(AT, AT)]


def test_nobody_asked_for_gives_no_rows(punched):
    assert plain_rows(Punch.objects.filter(person__in=[]), "at") == []
    assert plain_rows(Punch.objects.filter(device="no such device"), "at") == []


def test_what_would_need_converting_is_refused(shift):
    with pytest.raises(TypeError, match="session__weekdays"):
        plain_rows(Shift.objects.all(), "day", "session__weekdays")
