"""The purchaser's own platform brought up to date."""

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import StaffChange
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.change_steps import filed, post, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(contract: Contract) -> StaffChange:
    return filed(contract)


def test_the_platform_is_brought_up_to_date_once_the_change_is_done(
    client_for: ClientFor, row: StaffChange
) -> None:
    director = client_for(member(Role.DIRECTOR, row.contract))
    post(client_for(member(Role.ASSESSOR, row.contract)), row, "answer", answer="consent")
    post(director, row, "done", on=timezone.localdate().isoformat())

    assert post(director, row, "platform").status_code == 302
    assert row.platform_done_at is not None


def test_the_purchaser_does_not_take_the_contractors_step(
    client_for: ClientFor, row: StaffChange, other_contract: Contract
) -> None:
    assert client_for(member(Role.ASSESSOR, row.contract)).post(url(row, "platform")).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).post(url(row, "platform")).status_code == 404
