"""A change that was filed, its addresses, and one step of it: shared by the tests of the change's screens."""

from typing import Any

from django.urls import reverse

from contracts.models import Contract
from staffing.models import StaffChange
from tests.staffing.samples_changes import change


def filed(contract: Contract) -> StaffChange:
    return StaffChange.objects.get(pk=change(contract))


def url(row: StaffChange, step: str = "detail") -> str:
    return reverse(f"staffing:change-{step}", args=[row.contract.slug, row.pk])


def post(client: Any, row: StaffChange, step: str, **data: str) -> Any:
    answer = client.post(url(row, step), data)
    row.refresh_from_db()
    return answer
