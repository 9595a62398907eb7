"""One row of a service register."""

import pytest
from django.urls import reverse

from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.windows.service_rows import make_row
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


def test_another_departments_row_is_not_there_for_a_liaison() -> None:
    contract = ContractFactory()
    row = make_row("matter", contract)
    page = reverse("windows:register-detail-matter", args=[contract.slug, row.number])

    assert sign_in_quickly(member(Role.LIAISON, contract)).get(page).status_code == 404
    assert sign_in_quickly(member(Role.SUPERVISOR, ContractFactory())).get(page).status_code == 404
    assert sign_in_quickly(member(Role.DIRECTOR, contract)).get(page).status_code == 200
