"""The purchaser's answer: consent, or a refusal with its reason; key staff are the approver's."""

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


def test_refusing_without_a_reason_is_told(client_for: ClientFor, row: StaffChange) -> None:
    assessor = client_for(member(Role.ASSESSOR, row.contract))

    assert post(assessor, row, "answer", answer="refuse").status_code == 409
    assert post(assessor, row, "answer", answer="perhaps").status_code == 422
    assert row.state == ChangeState.FILED
    assert post(assessor, row, "answer", answer="refuse", note="人手不足").status_code == 302
    assert row.state == ChangeState.REFUSED


def test_key_staff_are_the_approvers(client_for: ClientFor, row: StaffChange) -> None:
    StaffChange.objects.filter(pk=row.pk).update(key_staff=True)
    assessor = client_for(member(Role.ASSESSOR, row.contract))
    approver = client_for(member(Role.APPROVER, row.contract))

    assert post(assessor, row, "answer", answer="consent").status_code == 409
    assert post(assessor, row, "answer-key", answer="consent").status_code == 403
    assert post(approver, row, "answer-key", answer="consent").status_code == 302
    assert row.state == ChangeState.CONSENTED


def test_the_answer_is_the_purchasers_own(
    client_for: ClientFor, row: StaffChange, other_contract: Contract
) -> None:
    assert client_for(member(Role.DIRECTOR, row.contract)).post(url(row, "answer")).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).post(url(row, "answer")).status_code == 404
