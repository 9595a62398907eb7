"""One row of a service register."""

import re

import pytest
from django.urls import reverse

from hall_ops.lib.masks import mask_name, mask_phone
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.windows.service_rows import PHONE, make_row
from windows.views._registers import REGISTERS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("register", REGISTERS)
def test_a_row_shows_its_log_and_the_next_step(register: str) -> None:
    contract = ContractFactory()
    row = make_row(register, contract)
    role = Role.CLERK if register == "cross" else Role.SUPERVISOR
    client = sign_in_quickly(member(role, contract))

    text = client.get(
        reverse(f"windows:register-detail-{register}", args=[contract.slug, row.number])
    ).content.decode()

    assert row.number in text and 'name="step"' in text and "陈大明" not in text


@pytest.mark.parametrize("register", REGISTERS)
def test_who_came_can_be_reached(register: str) -> None:
    contract = ContractFactory()
    row = make_row(register, contract)
    page = reverse(f"windows:register-detail-{register}", args=[contract.slug, row.number])

    text = sign_in_quickly(member(Role.SUPERVISOR, contract)).get(page).content.decode()

    assert mask_name(row.person_name) in text and (not row.phone_sealed or mask_phone(PHONE) in text)
    address = [contract.slug, row._meta.model_name, row.pk, "phone_sealed"]
    assert not row.phone_sealed or reverse("windows:case-unmask", args=address) in text


def test_each_step_has_fields_of_its_own_and_the_first_is_open() -> None:
    contract = ContractFactory()
    row = make_row("assist", contract)
    page = reverse("windows:register-detail-assist", args=[contract.slug, row.number])

    text = sign_in_quickly(member(Role.SUPERVISOR, contract)).get(page).content.decode()

    ids = re.findall(r' id="(id_[^"]+)"', text)
    assert "id_decline_reason" in ids and len(ids) == len(set(ids))
    assert text.count("<details open>") == 1


def test_another_departments_row_is_not_there_for_a_liaison() -> None:
    contract = ContractFactory()
    row = make_row("matter", contract)
    page = reverse("windows:register-detail-matter", args=[contract.slug, row.number])

    assert sign_in_quickly(member(Role.LIAISON, contract)).get(page).status_code == 404
    assert sign_in_quickly(member(Role.SUPERVISOR, ContractFactory())).get(page).status_code == 404
    assert sign_in_quickly(member(Role.DIRECTOR, contract)).get(page).status_code == 200
