"""A new item from the form."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.views.test_item_edit import new, sent
from windows.models import ServiceItem
from windows.queries.item_contents import content_of, with_parts

pytestmark = pytest.mark.django_db


def test_a_filled_in_form_makes_an_item(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    answer = client.post(new(contract), sent(contract))
    again = client.post(new(contract), sent(contract, department=ServiceItem.objects.get().department))

    item = ServiceItem.objects.get()
    assert answer.headers["Location"] == again.headers["Location"]
    assert answer.headers["Location"] == reverse("windows:item-detail", args=[contract.slug, item.pk])
    assert item.current is not None
    content = content_of(with_parts([item.current])[0])
    assert content.questions[0].options == ("自有", "租用")
    assert [(paper.name, paper.copies, paper.when) for paper in content.papers] == [
        ("申请表", 1, ()),
        ("租赁合同", 2, ((1, 2),)),
    ]


def test_rows_are_added_without_saving(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    page = client.post(new(contract), sent(contract, more="m", name="没写完")).content.decode()

    assert 'name="m-7-name"' in page and 'name="m-8-name"' not in page and "没写完" in page
    assert "租赁合同" in page and not ServiceItem.objects.exists()
    client.post(new(contract), sent(contract, more="q") | {"q-TOTAL_FORMS": "x"})
