"""1.5, 1.10 and 1.11 planted in a Haikou contract: found once, kept when entered late, gone when corrected."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from assessment.actions.findings import look_again
from assessment.enums import FindingState
from assessment.models import Finding
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Certificate, Engagement, Person, Schooling
from tests.factories.accounts import UserFactory
from tests.factories.assessment import MARCH
from tests.factories.staffing import make_person
from tests.factories.wages import make_line, make_wage_month

pytestmark = pytest.mark.django_db
DECEMBER, START = date(2023, 12, 1), date(2023, 1, 1)


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def on_post(contract: Contract, starts: date = START, born_on: date = date(1995, 5, 17)) -> Person:
    person = make_person(contract, born_on=born_on)
    Engagement.objects.create(
        contract=contract, person=person, post=contract.posts.get(code="window-clerk"), starts_on=starts,
        recorded_at=moment(starts), recorded_by=person.recorded_by,
    )  # fmt: skip
    return person


def look(contract: Contract, month: date = MARCH) -> dict[str, Finding]:
    look_again(at=timezone.now(), contract=contract, month=month)
    wanted = ("hires", "certificates", "wages")
    rows = Finding.objects.filter(contract=contract, month=month, detector__in=wanted)
    return {row.criterion: row for row in rows.order_by("pk")}


def certify(person: Person, level: int, day: date, *, recorded: date | None = None) -> Certificate:
    return Certificate.objects.create(
        person=person, name="政务服务综合窗口办事员", level=level, number=f"Z{person.pk}", issued_on=day,
        recorded_at=moment(recorded or day), recorded_by=person.recorded_by,
    )  # fmt: skip


def test_somebody_hired_against_the_demands(haikou: Contract) -> None:
    person = on_post(haikou, date(2023, 3, 6))
    wrong = Schooling.objects.create(
        person=person, level="college", school="某学院", graduated_on=date(2018, 7, 1), recorded_at=moment(START),
        recorded_by=person.recorded_by,
    )  # fmt: skip

    found = look(haikou)["1.5"]

    assert person.name in found.note and "本科" in found.note
    assert look_again(at=timezone.now(), contract=haikou, month=MARCH) == 0
    Schooling.objects.filter(pk=wrong.pk).update(voided_at=timezone.now(), void_reason="录成了别人的学历")
    Schooling.objects.create(
        person=person, level="bachelor", school="某大学", graduated_on=date(2018, 7, 1), recorded_at=timezone.now(),
        recorded_by=person.recorded_by,
    )  # fmt: skip
    assert look(haikou)["1.5"].state == FindingState.WITHDRAWN


def test_too_few_certificates_at_the_end_of_the_first_year(haikou: Contract) -> None:
    people = [on_post(haikou) for _n in range(5)]
    for person in people[:2]:
        certify(person, 5, date(2023, 11, 20))

    found = look(haikou, DECEMBER)["1.10"]

    assert found.occurred_on == date(2023, 12, 31) and found.count == 1
    assert "至少 3 人持证" in found.note and "注2" in found.note
    certify(people[2], 4, date(2023, 12, 20), recorded=date(2024, 2, 1))
    late = look(haikou, DECEMBER)["1.10"]
    assert late.state == FindingState.PROPOSED and "补登" in late.late


def test_people_who_were_never_there_take_the_finding_with_them(haikou: Contract) -> None:
    people = [on_post(haikou) for _n in range(3)]
    certify(people[0], 5, date(2023, 11, 20))
    assert "1.10" in look(haikou, DECEMBER)
    Engagement.objects.filter(person=people[2]).update(
        voided_at=timezone.now(), voided_by=UserFactory(role=Role.DIRECTOR), void_reason="未到岗，误登记"
    )

    gone = look(haikou, DECEMBER)["1.10"]

    assert gone.state == FindingState.WITHDRAWN and "误登记" in gone.corrected


def test_the_reason_is_of_the_voiding_that_made_the_share_hold(haikou: Contract) -> None:
    """Three were voided: one before the year was over, one of a holder; only the third changes the share."""
    people = [on_post(haikou) for _n in range(5)]
    for person in (people[0], people[4]):
        certify(person, 5, date(2023, 11, 20))
    void(people[3], "当年已作废", date(2023, 10, 9))
    assert "1.10" not in look(haikou, DECEMBER)
    people.append(on_post(haikou))
    assert look(haikou, DECEMBER)["1.10"].state == FindingState.PROPOSED

    void(people[2], "未到岗，误登记", date(2024, 2, 1))
    void(people[4], "另一个人的更正", date(2024, 2, 2))
    assert look(haikou, DECEMBER)["1.10"].state == FindingState.PROPOSED
    void(people[5], "重复登记", date(2024, 2, 3))

    gone = look(haikou, DECEMBER)["1.10"]

    assert gone.state == FindingState.WITHDRAWN and gone.corrected == "未到岗，误登记；重复登记"


def void(person: Person, reason: str, day: date) -> None:
    Engagement.objects.filter(person=person, voided_at=None).update(
        voided_at=moment(day), voided_by=UserFactory(role=Role.DIRECTOR), void_reason=reason
    )


def test_wages_that_were_not_paid(haikou: Contract) -> None:
    person = on_post(haikou)
    made = make_wage_month(haikou, month=date(2023, 2, 1), due_on=date(2023, 3, 10))
    make_line(made, person, paid_yuan=None, paid_on=None)

    found = look(haikou)["1.11"]

    assert person.name in found.note and "2023-02" in found.note
    assert look_again(at=timezone.now(), contract=haikou, month=MARCH) == 0
