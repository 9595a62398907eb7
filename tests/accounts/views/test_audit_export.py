"""The events as Excel."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.actions import record_event
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member


def write(action: str = "session.open", **values: Any) -> AuditEvent:
    with transaction.atomic():
        return record_event(action, by=values.pop("by", None), **values)


@pytest.fixture
def auditor(client_for: ClientFor) -> Client:
    return client_for(member(Role.AUDITOR))


def test_export_holds_what_was_found_and_is_an_event(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    write(contract=contract, after={"reason": "=1+1"}, actor_name="=HYPERLINK(1)")
    write(contract=contract, action="session.refuse", result="refused")
    write(contract=other_contract)
    client = client_for(member(Role.AUDITOR, contract))

    response = client.post(f"/{contract.slug}/audit/export/", {"result": "done"})

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(rows) == 1
    assert rows[0][2] == "=HYPERLINK(1)"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    event = AuditEvent.objects.get(action="audit.export")
    assert (event.contract_id, event.after) == (contract.pk, {"rows": 1, "conditions": {"result": "done"}})
