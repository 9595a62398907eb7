"""What the purchaser puts beside a word of the acceptance."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import AcceptanceCheck
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member
from tests.staffing.people_rows import picture
from tests.staffing.views.test_acceptance import LIMIT

pytestmark = pytest.mark.django_db


def test_a_photograph_is_kept_and_downloaded(client_for: ClientFor, other_contract: Contract) -> None:
    contract = ContractFactory(profile={"limits": {"acceptance_times": LIMIT}})
    client, page = (
        client_for(member(Role.ASSESSOR, contract)),
        reverse("staffing:acceptance", args=[contract.slug]),
    )
    data = {"key": "trained", "met": "yes", "note": "", "checked_on": timezone.localdate().isoformat()}
    refused = client.post(page, {**data, "file": SimpleUploadedFile("现场.png", b"MZ a program")})
    assert refused.status_code == 422 and not AcceptanceCheck.objects.exists()
    assert client.post(page, {**data, "file": SimpleUploadedFile("现场.png", picture())}).status_code == 302

    there = reverse("staffing:acceptance-file", args=[contract.slug, AcceptanceCheck.objects.get().pk])

    assert there in client.get(page).content.decode() and client.get(there).status_code == 200
    assert client_for(member(Role.DIRECTOR, contract)).get(there).status_code == 200
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(there).status_code == 404
