"""The list of ledgers with the views that were saved."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.windows.samples_ledgers import saved_view

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def test_ledger_list_names_ledgers_and_shared_views(contract: Contract, client_for: ClientFor) -> None:
    saved_view(contract)
    page = client_for(member(Role.CLERK, contract)).get(reverse("windows:ledger-list", args=[contract.slug]))

    text = page.content.decode()
    assert "受理台账" in text and "出件发证台账" in text and "本月" in text


def test_ledger_list_is_shut(contract: Contract, other_contract: Contract, client_for: ClientFor) -> None:
    url = reverse("windows:ledger-list", args=[contract.slug])

    assert client_for(member(Role.CLERK, other_contract)).get(url).status_code == 404
    assert client_for(member(Role.APPROVER, contract)).get(url).status_code == 403
