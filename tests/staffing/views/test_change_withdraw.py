"""Taking a change back."""

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


def test_a_change_is_withdrawn_with_a_reason(client_for: ClientFor, row: StaffChange) -> None:
    director = client_for(member(Role.DIRECTOR, row.contract))

    assert post(director, row, "withdraw", reason="").status_code == 422
    assert post(director, row, "withdraw", reason="本人留下").status_code == 302
    assert row.state == ChangeState.WITHDRAWN


def test_the_purchaser_does_not_take_the_contractors_step(
    client_for: ClientFor, row: StaffChange, other_contract: Contract
) -> None:
    assert client_for(member(Role.ASSESSOR, row.contract)).post(url(row, "withdraw")).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).post(url(row, "withdraw")).status_code == 404
