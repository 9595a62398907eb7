"""The proof of a prepaid month goes with its row."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import PrepaidWage
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member
from tests.staffing.people_rows import picture

pytestmark = pytest.mark.django_db


def test_the_proof_is_kept_and_downloaded(client_for: ClientFor, other_contract: Contract) -> None:
    contract = ContractFactory(profile={"price": {"prepaid_wages_deducted": True}})
    client, month = client_for(member(Role.DIRECTOR, contract)), f"{timezone.localdate():%Y-%m}"
    page = reverse("staffing:prepaid-list", args=[contract.slug])
    sent = {
        "month": month, "people": "22", "amount": "66000.00", "file": SimpleUploadedFile("回单.png", picture())
    }  # fmt: skip
    assert client.post(page, sent).status_code == 302

    there = reverse("staffing:prepaid-file", args=[contract.slug, PrepaidWage.objects.get().pk])

    assert there in client.get(page).content.decode() and client.get(there).status_code == 200
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
