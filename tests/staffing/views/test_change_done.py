"""Carrying a change out; without the purchaser's consent only with a reason."""

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


def test_without_consent_the_page_wants_a_reason(client_for: ClientFor, row: StaffChange) -> None:
    director = client_for(member(Role.DIRECTOR, row.contract))
    day = timezone.localdate().isoformat()

    refused = post(director, row, "done", on=day)
    assert refused.status_code == 409 and "写明理由" in refused.content.decode()
    assert post(director, row, "done", on="").status_code == 422
    assert post(director, row, "done", on=day, reason="本人已离岗").status_code == 302
    assert row.without_consent and "未经同意即办理" in director.get(url(row)).content.decode()


def test_the_purchaser_does_not_take_the_contractors_step(
    client_for: ClientFor, row: StaffChange, other_contract: Contract
) -> None:
    assert client_for(member(Role.ASSESSOR, row.contract)).post(url(row, "done")).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).post(url(row, "done")).status_code == 404
