"""What the desk tells beside deadlines, and what applicants are told by themselves."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from records.models import OutboxMessage
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_case
from tests.windows.papers import HOME, PHONE, Hall, make_hall, new_key
from tests.windows.service_rows import make_row
from windows.actions.clock_notices import remind_due
from windows.actions.parcels import issue_by_post
from windows.actions.public import minute_of
from windows.actions.special_steps import end_special_step, start_special_step
from windows.models import Case, RateBucket, RefusalLook, UnresolvedMatter
from windows.queries.desk_notices import other_notices
from windows.rules.public_limits import MISSES, MISSES_A_MINUTE

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def texts_for(user: Any, contract: Contract | None) -> list[str]:
    return [each.text for each in other_notices(user, contract, timezone.now())]


def dead_message(contract: Contract) -> None:
    now = timezone.now()
    OutboxMessage.objects.create(
        contract_id=contract.pk, channel="sms", lane="sms", kind="case.told", business_key=new_key(),
        letter_sealed=b"x", made_at=now, due_at=now, state="dead", problem="HTTP 500",
    )  # fmt: skip


def test_a_supervisor_sees_looks_matters_failures_and_limits(client_for: ClientFor, hall: Hall) -> None:
    now, today = timezone.now(), timezone.localdate()
    RefusalLook.objects.create(case=make_case(hall.contract, "not_accepted"), asked_at=now)
    matter = make_row("matter", hall.contract, by=hall.supervisor)
    UnresolvedMatter.objects.filter(pk=matter.pk).update(due_on=today - timedelta(days=1), contact_by=today)
    dead_message(hall.contract)
    RateBucket.objects.create(key=MISSES, minute=minute_of(now) - 3, count=MISSES_A_MINUTE + 1)
    RateBucket.objects.create(key=MISSES, minute=minute_of(now) - 2, count=MISSES_A_MINUTE)
    RateBucket.objects.create(key=MISSES, minute=minute_of(now) - 90, count=MISSES_A_MINUTE + 1)

    told = texts_for(hall.supervisor, hall.contract)

    assert told == [
        "1 件由您经办的办不成事已逾期",
        "1 件由您经办的办不成事今天须联系群众",
        "1 件不予受理待复核",
        "1 条短信或通知没有发出",
        "公开查询页近一小时有 1 分钟查错过多，已要求先答题",
    ]
    page = client_for(hall.supervisor).get("/", follow=True).content.decode()
    assert all(text in page for text in told)
    for notice in other_notices(hall.supervisor, hall.contract, now):
        assert client_for(hall.supervisor).get(notice.url).status_code == 200


def test_others_are_not_told_what_is_not_theirs(hall: Hall) -> None:
    foreign = ContractFactory()
    RefusalLook.objects.create(case=make_case(foreign, "not_accepted"), asked_at=timezone.now())
    dead_message(foreign)
    make_row("matter", foreign)
    RefusalLook.objects.create(case=make_case(hall.contract, "not_accepted"), asked_at=timezone.now())

    assert texts_for(hall.supervisor, None) == ["1 件不予受理待复核"]
    for user in (hall.clerk, hall.liaison, member(Role.ASSESSOR, hall.contract)):
        assert texts_for(user, hall.contract) == []


def test_the_queries_do_not_grow(hall: Hall, queries: CaptureQueriesContext) -> None:
    counts = []
    texts_for(hall.supervisor, hall.contract)  # a request has read the standings before
    for rows in (1, 3):
        for _each in range(rows):
            RefusalLook.objects.create(case=make_case(hall.contract, "not_accepted"), asked_at=timezone.now())
        with queries:
            texts_for(hall.supervisor, hall.contract)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4, counts


# -- applicants -----------------------------------------------------------------------------------------------------
def letters() -> list[dict[str, str]]:
    return [json.loads(open_column(row, "letter")) for row in OutboxMessage.objects.order_by("pk")]


def test_applicants_are_told_when_the_clock_stops_and_runs_again(hall: Hall) -> None:
    now, case = timezone.now(), hall.case("transferred")
    start_special_step(by=hall.liaison, at=now, case=case, name="现场核查", limit_days=5, note="已书面告知")
    end_special_step(by=hall.liaison, at=now, case=Case.objects.get(pk=case.pk))
    start_special_step(by=hall.liaison, at=now, case=case, name="专家评审", limit_days=3, note="已书面告知")

    told = letters()

    assert [letter["to"] for letter in told] == [PHONE] * 3
    assert "进入“现场核查”，所需时间（5 个工作日内）不计入办理时限" in told[0]["body"]
    assert "恢复计时" in told[1]["body"] and "专家评审" in told[2]["body"]
    assert all("陈大明" not in letter["body"] for letter in told)


def test_an_applicant_who_owes_papers_is_reminded_once_a_term(hall: Hall) -> None:
    now, today = timezone.now(), timezone.localdate()
    owing = hall.case("correcting", correction_due_on=today)
    gap = hall.case("accepted", gap_due_on=today)
    silent = hall.case("correcting", correction_due_on=today)
    Case.objects.filter(pk=silent.pk).update(phone_sealed=None)
    far = hall.case("correcting", correction_due_on=today + timedelta(days=30))

    for _run in range(2):
        remind_due(at=now)

    about = {row.object_id for row in OutboxMessage.objects.all()}
    assert about == {str(owing.pk), str(gap.pk)} and str(far.pk) not in about
    bodies = " ".join(letter["body"] for letter in letters())
    assert "等您补正材料" in bodies and "容缺材料未补交" in bodies and str(today) in bodies


def test_an_applicant_gets_the_tracking_number(hall: Hall) -> None:
    case = hall.shelved()
    issue_by_post(
        by=hall.clerk, at=timezone.now(), contract=hall.contract, cases=[case], shipment=HOME, key=new_key()
    )

    (letter,) = letters()

    assert letter["to"] == PHONE and "EMS寄出，运单号 EA123456789CN" in letter["body"]
    assert HOME.address not in letter["body"]
