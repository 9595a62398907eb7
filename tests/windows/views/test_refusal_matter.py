"""A refusal turned into a matter."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_case
from windows.models import RefusalLook, UnresolvedMatter

pytestmark = pytest.mark.django_db


def test_a_refusal_is_listed_and_taken_over_once() -> None:
    contract = ContractFactory()
    case = make_case(contract, "not_accepted")
    RefusalLook.objects.create(case=case, asked_at=timezone.now())
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    listed = reverse("windows:register-list-matter", args=[contract.slug])
    assert case.number in client.get(listed).content.decode()

    for _again in range(2):
        client.post(reverse("windows:refusal-matter", args=[contract.slug, case.number]))

    assert UnresolvedMatter.objects.get().case == case
    assert "转入登记" not in client.get(listed).content.decode()


def test_others_take_nothing_over() -> None:
    contract = ContractFactory()
    case = make_case(contract, "not_accepted")
    RefusalLook.objects.create(case=case, asked_at=timezone.now())
    address = reverse("windows:refusal-matter", args=[contract.slug, case.number])

    assert sign_in_quickly(member(Role.DIRECTOR, contract)).post(address).status_code == 403
    assert sign_in_quickly(member(Role.SUPERVISOR, ContractFactory())).post(address).status_code == 404
