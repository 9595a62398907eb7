"""Opening a month's card and dating it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Event

import pytest
from django.db import connections, transaction
from django.utils import timezone

from accounts.models import User
from assessment.actions.cards import CardRefused, open_card, set_assessed_on
from assessment.actions.rubrics import add_rubric
from assessment.enums import CardState, RubricSource
from assessment.models import Rubric, Scorecard
from assessment.rules.document import rubric_from_document
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


@pytest.mark.parametrize("day", [date(2023, 2, 28), date(2023, 4, 4)], ids=["before the month", "tomorrow"])
def test_a_date_no_assessment_can_have_is_refused(march: Scorecard, assessor: User, day: date) -> None:
    """Both ends count by the calendar of the hall, not by that of Greenwich."""
    late = datetime(2023, 4, 3, 23, 30, tzinfo=timezone.get_default_timezone())

    with pytest.raises(CardRefused, match=f"考核日期 {day} 不在 2023-03-01 至今天之间"):
        set_assessed_on(by=assessor, at=late, card=march, assessed_on=day)

    march.refresh_from_db()
    assert march.assessed_on is None


@pytest.mark.parametrize("day", [date(2023, 3, 1), date(2023, 4, 3)], ids=["first day", "today"])
def test_the_first_day_and_today_are_dates_of_assessment(march: Scorecard, assessor: User, day: date) -> None:
    early = datetime(2023, 4, 3, 0, 30, tzinfo=timezone.get_default_timezone())

    set_assessed_on(by=assessor, at=early, card=march, assessed_on=day)

    march.refresh_from_db()
    assert march.assessed_on == day


@pytest.mark.django_db(transaction=True)
def test_no_card_opens_while_its_table_is_being_replaced(haikou: Contract, assessor: User) -> None:
    """Whoever holds the contract's row (add_rubric) goes first; the card then takes the table that is in force."""
    started, ended = Event(), Event()

    def open_meanwhile() -> int:
        started.set()
        try:
            return opened(haikou, assessor).rubric.number
        finally:
            ended.set()
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Contract.objects.select_for_update(of=("self",)).get(pk=haikou.pk)
            later = pool.submit(open_meanwhile)
            started.wait(5)
            was_open = ended.wait(0.5)
            old = Rubric.objects.get(contract=haikou)
            add_rubric(
                by=assessor,
                at=timezone.now(),
                contract=haikou,
                rubric=rubric_from_document(old.document),
                source=RubricSource.PROFILE,
                effective_from=MARCH,
            )

        assert (was_open, later.result(10)) == (False, 2)
