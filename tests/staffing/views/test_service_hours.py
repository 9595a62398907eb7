"""The hall's hours: a new wording from a day on, the old one stays readable."""

from datetime import date

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.queries.hours import service_days
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_sessions

pytestmark = pytest.mark.django_db
WEEK = ["1", "2", "3", "4", "5"]
NEW = {
    "day": "2026-11-09", "am-name": "上午", "am-starts": "08:00", "am-ends": "12:00", "am-days": WEEK,
    "pm-name": "下午", "pm-starts": "14:30", "pm-ends": "17:30", "pm-days": WEEK,
}  # fmt: skip


def test_new_hours_begin_on_their_day(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    _am, pm = make_sessions(contract)
    there = reverse("staffing:service-hours", args=[contract.slug])

    answer = client_for(member(Role.SUPERVISOR, contract)).post(there, NEW)

    assert answer.status_code == 302
    days = service_days(contract, date(2026, 11, 6), date(2026, 11, 9))
    assert [f"{row.starts_at:%H:%M}" for row in days[date(2026, 11, 6)]] == ["08:30", "14:30"]
    assert [f"{row.starts_at:%H:%M}" for row in days[date(2026, 11, 9)]] == ["08:00", "14:30"]
    assert days[date(2026, 11, 9)][1] == pm, "an unchanged session goes on"
    assert client_for(member(Role.CLERK, contract)).post(there, NEW).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(there).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"am-ends": "07:00"}, "应晚于开始时间"),
        ({"am-ends": ""}, "都填上"),
        ({"am-ends": "15:00"}, "时间重叠"),
        ({"am-days": []}, "至少选一天"),
        ({"am-starts": "", "am-ends": "", "pm-starts": "", "pm-ends": ""}, "至少填写一个"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    client_for: ClientFor, contract: Contract, change: dict[str, object], said: str
) -> None:
    answer = client_for(member(Role.SUPERVISOR, contract)).post(
        reverse("staffing:service-hours", args=[contract.slug]), NEW | change
    )

    assert answer.status_code == 422 and said in answer.content.decode()
