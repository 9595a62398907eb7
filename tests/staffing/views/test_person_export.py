"""The list of staff as Excel: masked, marked, written down."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sheets import FORM_LIMITS, read_workbook
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_staff
from tests.staffing.people_rows import file_of, id_number

pytestmark = pytest.mark.django_db


def test_the_list_leaves_masked_and_is_logged(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    engage(file_of(contract, name="=陈一"))
    there = reverse("staffing:person-export", args=[contract.slug])
    client = client_for(member(Role.DIRECTOR, contract))

    assert client.post(there, {"purpose": " "}).status_code == 422
    body = client.post(there, {"purpose": "每月人员备案"}).content

    cells = [cell.text for row in read_workbook("x.xlsx", body, FORM_LIMITS).sheets[0].rows for cell in row]
    assert "=陈一" in cells and "138****5678" in cells and not any(id_number() in text for text in cells)
    assert any("每月人员备案" in text for text in cells)
    event = AuditEvent.objects.get(action="staff.export")
    assert event.after["purpose"] == "每月人员备案" and event.after["rows"] == 1
    assert client_for(member(Role.LIAISON, contract)).post(there, {"purpose": "看"}).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_a_clerk_takes_their_own_row_only(client_for: ClientFor, contract: Contract) -> None:
    clerk = make_staff(contract, name="陈一")
    make_staff(contract, name="王二")

    body = (
        client_for(clerk.user)
        .post(reverse("staffing:person-export", args=[contract.slug]), {"purpose": "自查"})
        .content
    )

    cells = [cell.text for row in read_workbook("x.xlsx", body, FORM_LIMITS).sheets[0].rows for cell in row]
    assert "陈一" in cells and "王二" not in cells
