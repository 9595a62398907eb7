"""The printed application."""

import pytest

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import StaffChange
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.change_steps import filed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(contract: Contract) -> StaffChange:
    return filed(contract)


def test_the_application_prints_for_both_sides(client_for: ClientFor, row: StaffChange) -> None:
    answer = client_for(member(Role.DIRECTOR, row.contract)).get(url(row, "paper"))

    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert client_for(member(Role.LIAISON, row.contract)).get(url(row, "paper")).status_code == 403
