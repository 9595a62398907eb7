"""The month as Excel; the file is tried in test_carrier_list.py."""

from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member


def test_an_empty_request_does_no_harm(client_for: ClientFor, contract: Contract) -> None:
    url = reverse("windows:carrier-excel", args=[contract.slug])

    assert client_for(member(Role.SUPERVISOR, contract)).get(url).status_code == 200
