"""The step is tried in test_export_request_list.py; here: a request that does not exist, and who may not."""

from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member


def test_what_does_not_exist_is_not_found(client_for: ClientFor, contract: Contract) -> None:
    url = reverse("windows:export-request-decide", args=[contract.slug, 987654])

    assert client_for(member(Role.ASSESSOR, contract)).post(url).status_code == 404
    assert client_for(member(Role.AUDITOR, contract)).post(url).status_code == 403
