"""What the assessment reads of wages: found, gone when the list was wrong, kept when merely paid later, never twice."""

from datetime import date

import pytest

from contracts.models import Contract
from staffing.queries.wage_findings import WageLapse, corrected_wages, wage_lapses
from staffing.rules.wages import Paid
from tests.factories.staffing import engage, make_person
from tests.factories.wages import DUE, make_line, make_wage_month

pytestmark = pytest.mark.django_db
JUNE, TODAY = date(2026, 6, 1), date(2026, 7, 1)
LATER = date(2026, 6, 15)


def lapses(contract: Contract, today: date = TODAY) -> list[WageLapse]:
    return list(wage_lapses(contract, JUNE, today=today))


def test_late_unpaid_and_missing_people_are_told_once_a_person_and_duty(contract: Contract) -> None:
    good, late, uninsured, missing = (make_person(contract) for _each in range(4))
    for person in (good, late, uninsured, missing):
        engage(person)
    made = make_wage_month(contract)
    make_line(made, good)
    make_line(made, late, paid_on=LATER, fund_on=None)
    make_line(made, uninsured, insured_on=None)

    found = {(each.person_id, each.side): (each.fault, each.on, each.paid_on) for each in lapses(contract)}

    assert found == {
        (late.pk, "wage"): (Paid.LATE, DUE, LATER),
        (uninsured.pk, "insurance"): (Paid.UNPAID, DUE, None),
        (missing.pk, "wage"): (Paid.UNLISTED, DUE, None),
        (missing.pk, "insurance"): (Paid.UNLISTED, DUE, None),
    }
    assert len({each.key for each in lapses(contract)}) == 4


def test_nothing_is_told_before_the_due_day_is_over_or_of_another_month(contract: Contract) -> None:
    person = make_person(contract)
    engage(person)
    make_line(make_wage_month(contract), person, paid_yuan=None, paid_on=None)

    assert not lapses(contract, today=DUE)
    assert not list(wage_lapses(contract, date(2026, 7, 1), today=date(2026, 9, 1)))
    assert [each.fault for each in lapses(contract)] == [Paid.UNPAID]


def test_a_wrong_list_corrected_takes_the_finding_away(contract: Contract) -> None:
    person = make_person(contract)
    engage(person)
    make_line(make_wage_month(contract), person, paid_yuan=None, paid_on=None)
    (found,) = lapses(contract)
    assert not corrected_wages(contract, [found.key])

    make_line(make_wage_month(contract, reason="发放日期漏填"), person)

    assert not lapses(contract)
    assert corrected_wages(contract, [found.key]) == {found.key: "发放日期漏填"}


def test_a_late_payment_entered_later_is_kept(contract: Contract) -> None:
    person = make_person(contract)
    engage(person)
    make_line(make_wage_month(contract), person, paid_yuan=None, paid_on=None)
    (before,) = lapses(contract)

    make_line(make_wage_month(contract), person, paid_on=LATER)

    (after,) = lapses(contract)
    assert (after.key, after.fault, after.paid_on) == (before.key, Paid.LATE, LATER)
    assert not corrected_wages(contract, [before.key])


def test_insurance_has_its_own_day(contract: Contract) -> None:
    person = make_person(contract)
    engage(person)
    made = make_wage_month(contract, insured_due_on=date(2026, 5, 31))
    make_line(made, person, insured_on=date(2026, 6, 1))

    (found,) = wage_lapses(contract, date(2026, 5, 1), today=TODAY)

    assert (found.side, found.on) == ("insurance", date(2026, 5, 31)) and not lapses(contract)
