"""Opening a month's card and dating it."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions.cards import CardRefused, open_card, set_assessed_on
from assessment.enums import CardState
from assessment.models import Scorecard
from contracts.models import Contract, ServiceYear
from records.models import AuditEvent
from tests.factories.assessment import MARCH, haikou_contract, sign
from tests.factories.contracts import ContractFactory


def opened(contract: Contract, by: User, month: date = MARCH) -> Scorecard:
    return open_card(by=by, at=timezone.now(), contract=contract, month=month)


def test_a_card_is_opened_for_its_month_year_and_rubric(haikou: Contract, assessor: User) -> None:
    card = opened(haikou, assessor, date(2023, 12, 17))

    assert (card.month, card.service_year.number, card.rubric.number) == (date(2023, 12, 1), 2, 1)
    assert (card.state, card.version, card.opened_by) == (CardState.DRAFT, 0, assessor)
    event = AuditEvent.objects.get(action="scorecard.open")
    assert (event.actor_id, event.after) == (assessor.pk, {"month": "2023-12-01", "rubric": 1})


def test_the_same_month_twice_is_one_card_and_one_event(
    haikou: Contract, assessor: User, colleague: User
) -> None:
    first, second = opened(haikou, assessor), opened(haikou, colleague, date(2023, 3, 31))

    assert first == second
    assert second.opened_by == assessor
    assert AuditEvent.objects.filter(action="scorecard.open").count() == 1


@pytest.mark.parametrize("month", [date(2022, 12, 1), date(2026, 1, 1)], ids=["before", "after"])
def test_a_month_outside_the_service_years_is_refused(haikou: Contract, assessor: User, month: date) -> None:
    with pytest.raises(CardRefused, match=f"{month:%Y-%m} 不在合同任何服务年度"):
        opened(haikou, assessor, month)

    assert not Scorecard.objects.exists()


def test_a_month_without_a_rubric_is_refused_with_the_remedy(assessor: User) -> None:
    contract = ContractFactory()
    ServiceYear.objects.create(
        contract=contract,
        number=1,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        assessed_from=date(2026, 1, 1),
        assessed_to=date(2026, 12, 1),
        price_yuan=1,
    )

    with pytest.raises(CardRefused, match="2026-05 还没有计分规则。请先在“计分规则”导入"):
        opened(contract, assessor, date(2026, 5, 1))

    assert not Scorecard.objects.exists()


def test_another_contracts_month_is_its_own_card(haikou: Contract, march: Scorecard, assessor: User) -> None:
    other = opened(haikou_contract(), assessor)

    assert other != march
    assert other.rubric != march.rubric


def test_the_date_of_assessment_is_kept_and_told(march: Scorecard, assessor: User) -> None:
    set_assessed_on(by=assessor, at=timezone.now(), card=march, assessed_on=date(2023, 4, 3))

    march.refresh_from_db()
    assert (march.assessed_on, march.version) == (date(2023, 4, 3), 1)
    event = AuditEvent.objects.get(action="scorecard.date")
    assert (event.before, event.after) == ({"assessed_on": None}, {"assessed_on": "2023-04-03"})


def test_a_signed_card_keeps_its_date(march: Scorecard, assessor: User) -> None:
    sign(march)

    with pytest.raises(CardRefused, match="已签署"):
        set_assessed_on(by=assessor, at=timezone.now(), card=march, assessed_on=date(2023, 4, 3))

    march.refresh_from_db()
    assert march.assessed_on is None
