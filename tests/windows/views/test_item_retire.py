"""Retiring an item, and taking it up again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from tests.windows.views.test_item_edit import edit, sent

pytestmark = pytest.mark.django_db


def test_an_item_is_retired_and_reopened(client_for: ClientFor, contract: Contract) -> None:
    item, client = make_item(contract), client_for(member(Role.ASSESSOR, contract))
    retire = reverse("windows:item-retire", args=[contract.slug, item.pk])
    reopen = reverse("windows:item-reopen", args=[contract.slug, item.pk])
    today = f"{timezone.localdate():%Y-%m-%d}"

    assert "停办后窗口查不到" in client.get(retire).content.decode()
    assert client.post(retire, {"retired_on": today, "reason": ""}).status_code == 422
    assert client.post(retire, {"retired_on": "2020-01-01", "reason": "合并"}).status_code == 422
    assert client.post(retire, {"retired_on": today, "reason": "合并"}).status_code == 302
    item.refresh_from_db()
    assert item.retired_reason == "合并"
    assert client.get(edit(contract, item)).status_code == 200
    assert client.post(edit(contract, item), sent(contract, department=item.department)).status_code == 422
    client.post(reopen)
    item.refresh_from_db()
    assert item.retired_on is None
    assert "没有停办" in client.post(reopen, follow=True).content.decode()
    assert client_for(member(Role.CLERK, contract)).post(reopen).status_code == 403
    assert client_for(member(Role.CLERK, contract)).get(retire).status_code == 403
