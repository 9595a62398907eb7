"""Deciding one leave: gaps shown, a substitute by name, giving back."""

from datetime import date

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.attendance import file_month, receive_month, reopen_month
from staffing.enums import RequestState
from staffing.models import PostPlace
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import at_clock, engage, make_person, make_sessions
from tests.staffing.attendance_rows import DAY, MONTH, haikou, planned
from tests.staffing.views.test_leave_list import asked

pytestmark = pytest.mark.django_db
LATER = at_clock(date(2026, 4, 2), "09:00")


def test_a_gap_asks_for_a_substitute(client_for: ClientFor, other_contract: Contract) -> None:
    contract = haikou()
    make_sessions(contract)
    person, spare = planned(contract), make_person(contract)
    shift = person.shifts.get()
    engage(spare, shift.post)
    PostPlace.objects.create(
        post=shift.post,
        venue=shift.venue,
        window=shift.window,
        sessions=["am"],
        effective_on=date(2026, 1, 1),
    )
    row = asked(person)
    type(row).objects.filter(pk=row.pk).update(from_on=DAY, to_on=DAY)
    client, there = (
        client_for(member(Role.SUPERVISOR, contract)),
        reverse("staffing:leave-decide", args=[contract.slug, row.pk]),
    )
    assert "离开后人手不够" in client.get(there).content.decode()

    answer = client.post(there, {"op": "approve"})
    assert answer.status_code == 422 and "空岗" in answer.content.decode()
    page = client.get(there).content.decode()
    assert "这些时段都能顶岗" in page and str(spare) in page
    said = client.post(there, {"op": "approve", "substitute": spare.pk}, follow=True).content.decode()
    assert f"{spare.name}顶岗 1 个班次" in said

    row.refresh_from_db()
    assert (row.state, row.substitute) == (RequestState.APPROVED, spare)
    assert "顶岗的班次" in client.get(there).content.decode()
    assert client.post(there, {"op": "cut", "note": "回来了"}).status_code == 422
    late = {"op": "cut", "note": "回来了", "back_on": DAY, "back_half": 2}
    client.post(there, late)
    row.refresh_from_db()
    assert (row.state, row.to_half) == (RequestState.APPROVED, 1)
    client.post(there, {"op": "cancel", "note": "没有休"})
    row.refresh_from_db()
    assert row.state == RequestState.CANCELLED and not spare.shifts.exists()
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(there).status_code == 404


def test_a_filed_month_is_told_before_and_after_and_a_locked_one_takes_no_leave(
    client_for: ClientFor,
) -> None:
    contract = haikou()
    make_sessions(contract)
    row = asked(planned(contract))
    type(row).objects.filter(pk=row.pk).update(from_on=DAY, to_on=DAY)
    supervisor, assessor = member(Role.SUPERVISOR, contract), member(Role.ASSESSOR, contract)
    filing = file_month(by=supervisor, at=LATER, contract=contract, month=MONTH)
    client, there = client_for(supervisor), reverse("staffing:leave-decide", args=[contract.slug, row.pk])
    month = reverse("staffing:attendance-month", args=[contract.slug]) + "?month=2026-03"

    page = client.get(there).content.decode()
    assert "2026-03 的考勤已经报备" in page and "月报不会随之改写" in page and month in page
    receive_month(by=assessor, at=LATER, filing=filing)
    page = client.get(there).content.decode()
    assert "已由采购人签收锁定" in page and 'value="approve"' not in page and 'value="refuse"' in page
    answer = client.post(there, {"op": "approve"})
    assert answer.status_code == 422 and "2026-03 的考勤已由采购人签收锁定" in answer.content.decode()

    reopen_month(by=assessor, at=LATER, filing=filing, reason="补一份请假")
    assert "的考勤已" not in client.get(there).content.decode()
    file_month(by=supervisor, at=LATER, contract=contract, month=MONTH)
    said = client.post(there, {"op": "approve"}, follow=True).content.decode()
    row.refresh_from_db()
    assert row.late and "2026-03 的考勤已报备，月报不会随之改写" in said
