"""The voucher of a spending: taken through the gate for evidence, downloaded by those who may see wages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import StoredFile
from staffing.models import DeductionSpending
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.people_rows import picture

pytestmark = pytest.mark.django_db


def send(client: Client, contract: Contract, body: bytes) -> int:
    data = {"spent_on": timezone.localdate().isoformat(), "amount": "120.50", "purpose": "窗口雨具架"}
    sent = {**data, "file": SimpleUploadedFile("发票.png", body)}
    return client.post(reverse("staffing:spending-list", args=[contract.slug]), sent).status_code


def test_a_voucher_is_kept_shown_and_downloaded(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    client = client_for(member(Role.DIRECTOR, contract))
    assert send(client, contract, picture()) == 302

    there = reverse("staffing:spending-file", args=[contract.slug, DeductionSpending.objects.get().pk])
    assert there in client.get(reverse("staffing:spending-list", args=[contract.slug])).content.decode()
    answer = client.get(there)

    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_what_is_no_evidence_is_refused_with_the_row(client_for: ClientFor, contract: Contract) -> None:
    assert send(client_for(member(Role.DIRECTOR, contract)), contract, b"MZ\x90 a program") == 422
    assert not DeductionSpending.objects.exists() and not StoredFile.objects.exists()


def test_a_row_without_a_voucher_has_none_to_download(client_for: ClientFor, contract: Contract) -> None:
    by = member(Role.DIRECTOR, contract)
    row = DeductionSpending.objects.create(
        contract=contract, spent_on=timezone.localdate(), amount_yuan=1, purpose="雨具", recorded_at=timezone.now(),
        recorded_by=by,
    )  # fmt: skip
    assert (
        client_for(by).get(reverse("staffing:spending-file", args=[contract.slug, row.pk])).status_code == 404
    )
