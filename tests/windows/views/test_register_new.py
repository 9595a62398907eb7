"""A new row of a service register from its form."""

import secrets
from typing import Any

import pytest
from django.urls import reverse

from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_item
from windows.models import Consultation, UnresolvedMatter

pytestmark = pytest.mark.django_db


def test_a_matter_is_opened_from_the_form() -> None:
    contract = ContractFactory()
    clerk = member(Role.CLERK, contract)
    values = {
        "source": "window",
        "text": "材料退了三次",
        "owner": clerk.pk,
        "person_name": "陈大明",
        "phone": "13800001234",
    }
    key = {"key": secrets.token_hex(16)}
    page = reverse("windows:register-new-matter", args=[contract.slug])

    answer = sign_in_quickly(clerk).post(page, values | key, follow=True)

    row = UnresolvedMatter.objects.get()
    assert row.number in answer.content.decode() and row.owner == clerk


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"question": ""}, "咨询内容"),
        ({"phone": "123"}, "电话"),
        ({"item": "没有这个事项"}, "没有找到"),
    ],
)
def test_bad_input_is_named(values: dict[str, Any], said: str) -> None:
    contract = ContractFactory()
    make_item(contract)
    given = {"channel": "phone", "question": "怎么办理", "key": secrets.token_hex(16), **values}
    client = sign_in_quickly(member(Role.CLERK, contract))

    answer = client.post(reverse("windows:register-new-consultation", args=[contract.slug]), given)

    assert answer.status_code in {409, 422} and said in answer.content.decode()
    assert not Consultation.objects.exists()


def test_others_open_nothing() -> None:
    contract = ContractFactory()
    page = reverse("windows:register-new-matter", args=[contract.slug])

    assert sign_in_quickly(member(Role.DIRECTOR, contract)).get(page).status_code == 403
    assert sign_in_quickly(member(Role.CLERK, ContractFactory())).get(page).status_code == 404
