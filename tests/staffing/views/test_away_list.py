"""Who was away on a day, written down by the head of the shift, voided with a reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.aways import AwayRefused, name_cover
from staffing.enums import EndKind
from staffing.models import AttendanceMonth, Away, PostPlace
from staffing.queries.on_post import on_post
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import at_clock, make_staff
from tests.staffing.attendance_rows import DAY, MONTH, NOW, haikou, plan, planned, punches

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return haikou()


def test_somebody_is_written_down_and_voided(client_for: ClientFor, contract: Contract) -> None:
    person, client = planned(contract), client_for(member(Role.SUPERVISOR, contract))
    data = {"person": person.pk, "day": f"{DAY}", "left": "10:00", "back": "10:40", "reason": "取件"}

    client.post(reverse("staffing:away-list-record", args=[contract.slug]), data)

    row = Away.objects.get()
    assert (row.person, row.told, row.sign_shown, row.window) == (
        person,
        None,
        False,
        person.shifts.get().window,
    )
    page = reverse("staffing:away-list", args=[contract.slug]) + f"?day={DAY}"
    assert '<span class="tag bad">40</span>' in client.get(page).content.decode()
    void = reverse("staffing:away-list-void", args=[contract.slug, row.pk])
    client.post(void, {"reason": ""})
    client.post(void, {"reason": "记录错人"})
    row.refresh_from_db()
    assert row.void_reason == "记录错人" and "记录错人" in client.get(page).content.decode()


def test_bad_times_are_named(client_for: ClientFor, contract: Contract) -> None:
    person, client = planned(contract), client_for(member(Role.SUPERVISOR, contract))
    data = {"person": person.pk, "day": f"{DAY}", "left": "10:00", "back": "09:40"}
    answer = client.post(reverse("staffing:away-list-record", args=[contract.slug]), data)
    assert answer.status_code == 422 and "返回时间不能早于离开时间" in answer.content.decode()


def test_rights(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    planned(contract)
    there = reverse("staffing:away-list-record", args=[contract.slug])
    assert client_for(member(Role.CLERK, contract)).post(there).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).post(there).status_code == 404


def test_a_stand_in_is_named_and_the_window_counts_as_staffed(
    client_for: ClientFor, contract: Contract
) -> None:
    person, helper = planned(contract), make_staff(contract)
    shift, post = person.shifts.get(), person.engagements.get().post
    PostPlace.objects.create(
        post=post, venue=shift.venue, window=shift.window, sessions=["am"], effective_on=date(2026, 1, 1)
    )
    punches(person, "08:15", "12:01")
    left = at_clock(DAY, "10:00")
    row = Away.objects.create(
        contract=contract, person=person, left_at=left, back_at=left + timedelta(minutes=20), recorded_at=left,
        recorded_by=person.recorded_by,
    )  # fmt: skip
    client, there = (
        client_for(member(Role.SUPERVISOR, contract)),
        reverse("staffing:away-list-cover", args=[contract.slug, row.pk]),
    )
    page = reverse("staffing:away-list", args=[contract.slug]) + f"?day={DAY}"
    assert f'<option value="{helper.number}">' in client.get(page).content.decode()

    assert "请选择顶岗人" in client.post(there, {"cover": "nobody"}, follow=True).content.decode()
    client.post(there, {"cover": helper.number})

    row.refresh_from_db()
    assert row.cover == helper and f"<summary>{helper.name}</summary>" in client.get(page).content.decode()
    assert on_post(contract, DAY, DAY, now=NOW).met is True
    assert client_for(member(Role.CLERK, contract)).post(there).status_code == 403


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        pytest.param(lambda helper: plan(helper), "号窗口", id="at a window of their own"),
        pytest.param(
            lambda helper: Away.objects.create(
                contract=helper.contract, person=helper, left_at=at_clock(DAY, "10:10"), recorded_at=NOW,
                recorded_by=helper.recorded_by,
            ), "自己也离岗", id="away too",
        ),
        pytest.param(
            lambda helper: helper.engagements.update(
                ends_on=DAY - timedelta(days=1), ended_at=NOW, ended_by=helper.recorded_by, end_kind=EndKind.RESIGNED
            ), "不在岗", id="gone",
        ),
        pytest.param(
            lambda helper: AttendanceMonth.objects.create(
                contract=helper.contract, month=MONTH, lines=[], digest="0" * 64, filed_at=NOW,
                filed_by=helper.recorded_by,
            ), "已报采购人", id="the month is filed",
        ),
    ],
)  # fmt: skip
def test_who_was_not_free_is_no_stand_in(contract: Contract, prepare: Any, told: str) -> None:
    person, helper, left = planned(contract), make_staff(contract), at_clock(DAY, "10:00")
    row = Away.objects.create(
        contract=contract, person=person, left_at=left, back_at=left + timedelta(minutes=20), recorded_at=left,
        recorded_by=person.recorded_by,
    )  # fmt: skip
    prepare(helper)
    with pytest.raises(AwayRefused, match=told):
        name_cover(by=member(Role.SUPERVISOR, contract), at=NOW, away=row, cover=helper)
