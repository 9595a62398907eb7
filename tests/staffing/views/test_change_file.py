"""Filing a draft with the purchaser."""

import pytest

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


def test_a_draft_is_filed(client_for: ClientFor, row: StaffChange) -> None:
    StaffChange.objects.filter(pk=row.pk).update(state=ChangeState.DRAFT)

    assert post(client_for(member(Role.DIRECTOR, row.contract)), row, "file").status_code == 302
    assert row.state == ChangeState.FILED


def test_the_purchaser_does_not_take_the_contractors_step(
    client_for: ClientFor, row: StaffChange, other_contract: Contract
) -> None:
    assert client_for(member(Role.ASSESSOR, row.contract)).post(url(row, "file")).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).post(url(row, "file")).status_code == 404
