"""What has come to one's side and waits to be signed for or answered."""

from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import ContractFactory, member
from tests.windows.papers import Hall, make_hall
from tests.windows.service_rows import make_row
from windows.models import Complaint
from windows.queries.paper_notices import side_notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def texts_for(user: Any, contract: Contract | None) -> list[str]:
    return [each.text for each in side_notices(user, contract, timezone.now())]


def test_papers_wait_for_the_department_until_each_is_signed_for(hall: Hall) -> None:
    batch = hall.sent(hall.case(), hall.case())

    assert texts_for(hall.liaison, hall.contract) == ["2 件材料已送出，待您逐件签收"]
    assert texts_for(hall.clerk, hall.contract) == texts_for(hall.supervisor, hall.contract) == []

    hall.settled(batch, "confirmed", batch.lines.all()[0])
    assert texts_for(hall.liaison, None) == ["1 件材料已送出，待您逐件签收"]
    hall.settled(batch, "missing", batch.lines.all()[1], note="清单上有，袋里没有")
    assert texts_for(hall.liaison, None) == []
    assert texts_for(hall.clerk, None) == ["1 件交出的材料对方未收到或退回，请查找"]


def test_results_wait_for_the_window(hall: Hall) -> None:
    (case,) = hall.with_department(hall.case())
    hall.returning(hall.decide(case))

    told = texts_for(hall.clerk, hall.contract)

    assert (
        told == texts_for(member(Role.TEAM_LEADER, hall.contract), None) == ["1 件结果或材料送回窗口，待签收"]
    )
    assert (
        texts_for(hall.liaison, hall.contract) == texts_for(member(Role.CLERK, ContractFactory()), None) == []
    )


def test_complaints_are_told_when_due_and_to_the_department_when_handed(hall: Hall) -> None:
    today = timezone.localdate()
    row = make_row("complaint", hall.contract, by=hall.supervisor)
    assert texts_for(hall.supervisor, hall.contract) == texts_for(hall.liaison, hall.contract) == []

    Complaint.objects.filter(pk=row.pk).update(due_on=today)
    assert texts_for(hall.supervisor, hall.contract) == ["1 件投诉今天到期或已逾期"]
    later = {"department": hall.department, "handed_at": timezone.now(), "state": "handed"}
    Complaint.objects.filter(pk=row.pk).update(due_on=today + timedelta(days=2), **later)
    assert texts_for(hall.supervisor, hall.contract) == []
    assert texts_for(hall.liaison, hall.contract) == ["1 件投诉转到本部门，待答复"]


def test_the_queries_do_not_grow(hall: Hall, queries: CaptureQueriesContext) -> None:
    counts = []
    texts_for(hall.liaison, hall.contract)  # a request has read the standings before
    for rows in (1, 3):
        hall.sent(*[hall.case() for _each in range(rows)])
        with queries:
            texts_for(hall.liaison, hall.contract)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 3, counts
