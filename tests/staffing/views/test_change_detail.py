"""One change: its page through all its steps."""

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import ChangeState
from staffing.models import StaffChange
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.change_steps import filed, post, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(contract: Contract) -> StaffChange:
    return filed(contract)


def test_consent_carrying_out_and_the_platform(client_for: ClientFor, row: StaffChange) -> None:
    assessor = client_for(member(Role.ASSESSOR, row.contract))
    director = client_for(member(Role.DIRECTOR, row.contract))
    assert "同意" in assessor.get(url(row)).content.decode()

    assert post(assessor, row, "answer", answer="consent").status_code == 302
    assert row.state == ChangeState.CONSENTED
    assert post(director, row, "done", on=timezone.localdate().isoformat()).status_code == 302
    assert row.state == ChangeState.DONE and row.ended is not None
    assert post(director, row, "platform").status_code == 302

    page = director.get(url(row)).content.decode()
    assert row.platform_done_at and "已更新人员信息" in page and "未经同意" not in page


def test_the_page_is_shut_to_others(
    client_for: ClientFor, row: StaffChange, other_contract: Contract
) -> None:
    assert client_for(member(Role.ASSESSOR, other_contract)).get(url(row)).status_code == 404
    assert client_for(member(Role.CLERK, row.contract)).get(url(row)).status_code == 404
    assert client_for(member(Role.LIAISON, row.contract)).get(url(row)).status_code == 403
