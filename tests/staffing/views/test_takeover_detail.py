"""The pack and the purchaser's receipt."""

from decimal import Decimal

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from staffing.models import HandOverPack, Person
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person
from tests.factories.wages import make_line, make_wage_month
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

    assert "薪酬对照" in client_for(member(Role.APPROVER, contract)).get(there).content.decode()
    text = client_for(member(Role.SUPERVISOR, contract)).get(there).content.decode()
    assert "薪酬" not in text and "资料不齐" in text


def test_who_is_below_stands_first_with_the_difference(client_for: ClientFor, contract: Contract) -> None:
    well, below = (
        make_person(contract, name=name, incumbent=True, former_pay_yuan=Decimal(5000))
        for name in ("甲某", "乙某")
    )
    made = make_wage_month(contract)
    for person, gross in ((well, "5000.00"), (below, "4700.00")):
        engage(person), make_line(made, person, gross)

    text = client_for(member(Role.DIRECTOR, contract)).get(address(contract)).content.decode()

    table = text[text.index("薪酬对照") :]
    assert "-300.00" in table and table.index("乙某") < table.index("甲某")


def test_a_pack_made_before_pay_was_compared_in_parts_still_opens(
    client_for: ClientFor, contract: Contract
) -> None:
    there = address(contract)
    made = HandOverPack.objects.get()
    new = {"missing", "compared", "pay_whole", "certificates_over"}
    (row,) = made.rows
    old = {key: value for key, value in row.items() if key not in new}
    HandOverPack.objects.update(rows=[old | {"former_pay": "5000.00", "pay": "4800.00", "pay_falls": True}])

    assert "-200.00" in client_for(member(Role.DIRECTOR, contract)).get(there).content.decode()
