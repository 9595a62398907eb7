"""The step is tried in test_erase_list.py; here: who may take it."""

from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member


def test_the_auditor_reads_but_changes_nothing(client_for: ClientFor, contract: Contract) -> None:
    url = reverse("windows:erase-release", args=[contract.slug, 987654])

    assert client_for(member(Role.AUDITOR, contract)).post(url).status_code == 403
    assert client_for(member(Role.ASSESSOR, contract)).post(url).status_code == 404
