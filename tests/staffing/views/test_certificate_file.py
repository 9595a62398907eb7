"""The scan of a certificate."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Certificate
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_staff
from tests.staffing.samples_people import whole_file

pytestmark = pytest.mark.django_db


def test_a_scan_is_seen_by_who_sees_the_certificate(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    clerk = member(Role.CLERK, contract)
    whole_file(contract, user=clerk)
    there = reverse("staffing:certificate-file", args=[contract.slug, Certificate.objects.get().pk])

    for user in (clerk, member(Role.ASSESSOR, contract)):
        answer = client_for(user).get(there)
        assert answer.status_code == 200 and b"".join(answer).startswith(b"\x89PNG")
    assert client_for(make_staff(contract).user).get(there).status_code == 404
    assert client_for(member(Role.LIAISON, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
