"""Deducted money against what was spent on the project."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import DeductionSpending
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_person
from tests.factories.wages import make_line, make_wage_month

pytestmark = pytest.mark.django_db


def test_a_spending_lowers_what_is_left(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person = make_person(contract)
    for _revision in range(2):  # only the last list counts
        make_line(make_wage_month(contract), person, deducted_yuan=Decimal(300))
    client = client_for(member(Role.DIRECTOR, contract))
    there = reverse("staffing:spending-list", args=[contract.slug])
    data = {"spent_on": timezone.localdate().isoformat(), "amount": "120.50", "purpose": "窗口雨具架"}

    answer = client.post(there, data)

    page = client.get(there).content.decode()
    assert answer.status_code == 302 and "¥300.00" in page and "¥179.50" in page
    assert client_for(member(Role.ASSESSOR, contract)).post(there, data).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_the_page_cites_only_what_the_contract_says(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.DIRECTOR, contract))
    there = reverse("staffing:spending-list", args=[contract.slug])
    said = {"key": "wage_deductions", "summary": "扣下的工资须用于本项目", "clause": "002 § 四(二)1(5)②"}

    Contract.objects.filter(pk=contract.pk).update(profile={"obligations": []})
    assert "本合同没有约定扣款的用途" in client.get(there).content.decode()
    Contract.objects.filter(pk=contract.pk).update(profile={"obligations": [said]})
    assert "扣下的工资须用于本项目 · 002 § 四(二)1(5)②" in client.get(there).content.decode()


@pytest.mark.parametrize(("amount", "ahead"), [("0", 0), ("10", 1)])
def test_nothing_and_tomorrow_are_refused(
    client_for: ClientFor, contract: Contract, amount: str, ahead: int
) -> None:
    day = timezone.localdate() + timedelta(days=ahead)
    there = reverse("staffing:spending-list", args=[contract.slug])

    answer = client_for(member(Role.DIRECTOR, contract)).post(
        there, {"spent_on": day.isoformat(), "amount": amount, "purpose": "雨具"}
    )

    assert answer.status_code == 422 and not DeductionSpending.objects.exists()
