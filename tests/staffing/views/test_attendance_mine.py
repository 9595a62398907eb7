"""One's own month and the punch in one press."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import PunchSource
from staffing.models import Punch
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_staff
from tests.staffing.attendance_rows import DAY, haikou, planned, punches

pytestmark = pytest.mark.django_db


def test_one_press_is_one_punch(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    person = make_staff(contract)
    there = reverse("staffing:attendance-mine-punch", args=[contract.slug])
    client = client_for(person.user)

    assert "已打卡" in client.post(there, follow=True).content.decode()
    client.post(there)

    row = Punch.objects.get()
    assert (row.person, row.source, row.late) == (person, PunchSource.BROWSER, False)
    assert client_for(member(Role.ASSESSOR, contract)).post(there).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).post(there).status_code == 404


def test_the_month_shows_own_days_and_offers_a_make_up(client_for: ClientFor) -> None:
    contract = haikou()
    person = planned(contract, user=member(Role.CLERK, contract))
    punches(person, "12:01")

    text = client_for(person.user).get(
        reverse("staffing:attendance-mine", args=[contract.slug]) + f"?month={DAY:%Y-%m}"
    ).content.decode()  # fmt: skip

    assert "缺卡待补" in text and "补上午的卡" in text and "03-09" in text


def test_without_a_file_the_page_says_what_to_do(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.CLERK, contract))
    assert (
        "建立档案" in client.get(reverse("staffing:attendance-mine", args=[contract.slug])).content.decode()
    )
    said = client.post(reverse("staffing:attendance-mine-punch", args=[contract.slug]), follow=True)
    assert "档案" in said.content.decode() and not Punch.objects.exists()
