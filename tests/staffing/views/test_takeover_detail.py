"""The pack and the purchaser's receipt."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from staffing.models import HandOverPack, Person
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.samples_takeover import pack

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:takeover-detail", args=[contract.slug, pack(contract)])


def test_the_purchaser_receives_what_they_saw_once(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    there, client = address(contract), client_for(member(Role.ASSESSOR, contract))
    digest = HandOverPack.objects.get().digest

    client.post(there, {"digest": "0" * 64})
    assert HandOverPack.objects.get().received_at is None
    client.post(there, {"digest": digest})
    client.post(there, {"digest": digest})

    assert HandOverPack.objects.get().received_by is not None
    assert AuditEvent.objects.filter(action="takeover.receive").count() == 1
    assert client_for(member(Role.DIRECTOR, contract)).post(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_an_erased_name_is_gone_from_old_packs_too(client_for: ClientFor, contract: Contract) -> None:
    there, client = address(contract), client_for(member(Role.SUPERVISOR, contract))
    name = Person.objects.get().name
    assert name in client.get(there).content.decode()

    Person.objects.update(name="")

    text = client.get(there).content.decode()
    assert name not in text and "已清除" in text


def test_pay_shows_only_to_who_may_see_wages(client_for: ClientFor, contract: Contract) -> None:
    there = address(contract)

    assert "原薪酬" in client_for(member(Role.APPROVER, contract)).get(there).content.decode()
    assert "原薪酬" not in client_for(member(Role.SUPERVISOR, contract)).get(there).content.decode()
