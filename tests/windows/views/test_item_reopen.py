"""Taking a retired item up again; the way there is tried in test_item_retire.py."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from windows.models import ServiceItem

pytestmark = pytest.mark.django_db


def test_a_retired_item_is_taken_up_again(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    item, foreign = make_item(contract), make_item(other_contract)
    today = timezone.localdate()
    ServiceItem.objects.filter(pk=item.pk).update(retired_on=today, retired_reason="合并")
    client = client_for(member(Role.ASSESSOR, contract))

    def address(key: int) -> str:
        return reverse("windows:item-reopen", args=[contract.slug, key])

    assert client_for(member(Role.CLERK, contract)).post(address(item.pk)).status_code == 403
    assert client.post(address(foreign.pk)).status_code == 404
    assert client.get(address(item.pk)).status_code == 405
    client.post(address(item.pk))
    item.refresh_from_db()
    assert item.retired_on is None and item.retired_reason == ""
