"""One's own shifts: published ones only, nobody else's."""

from datetime import datetime

import pytest
import time_machine
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, Hall

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime.fromisoformat("2026-12-01T12:00"))


def address(contract: Contract) -> str:
    return reverse("staffing:roster-mine", args=[contract.slug])


def test_own_shifts_of_a_published_week(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    hall = Hall.of(contract)
    hall.full_week()
    with time_machine.travel(NOON, tick=False):
        client = client_for(hall.people["林一"].user)
        assert "没有已发布的班次" in client.get(address(contract)).content.decode()
        hall.publish()
        with queries:
            page = client.get(address(contract)).content.decode()

    assert (
        page.count("01 号窗口") == 10
        and "02 号窗口" not in page
        and "共 32.5 小时" in page
        and "今天" in page
    )
    assert len(queries) < 15 and MONDAY.strftime("%m-%d") in page


def test_somebody_without_a_file_is_told(client_for: ClientFor, contract: Contract) -> None:
    page = client_for(member(Role.SUPERVISOR, contract)).get(address(contract)).content.decode()

    assert "没有您的人员档案" in page


def test_who_is_let_in(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.CLERK, other_contract)).get(address(contract)).status_code == 404
    assert client_for(member(Role.ASSESSOR, contract)).get(address(contract)).status_code == 403
