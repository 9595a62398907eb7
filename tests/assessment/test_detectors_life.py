"""Every breach among people and attendance goes the same way: found, never twice, kept when merely entered later, gone
when its source was wrong and is corrected. The corner cases of each stand with its own detector's tests.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from django.utils import timezone

from assessment.actions.findings import look_again
from assessment.enums import FindingState
from assessment.models import Finding
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import ChangeKind, EndKind, PunchSource
from staffing.models import Away, Engagement, Person, Punch, Schooling, Shift
from tests.assessment.test_detectors_attendance import SIXTH, planned, punches
from tests.assessment.test_detectors_staff import START, TENTH, done_change, leave, moment, on_post, void
from tests.assessment.test_detectors_staff_files import DECEMBER, certify
from tests.factories.accounts import UserFactory
from tests.factories.assessment import MARCH
from tests.factories.contracts import member
from tests.factories.staffing import at_clock, engage, make_person, make_shift, punch
from tests.factories.wages import make_line, make_wage_month
from tests.factories.windows import make_window
from windows.actions.sessions import call_a_slip
from windows.models import WindowSession

pytestmark = pytest.mark.django_db
Step = Callable[[], object]
WRONG = "录错了人"


class Planted(NamedTuple):
    """A breach that stands in the records. `enter_late` writes down what would have excused it, `correct` what was."""

    enter_late: Step
    correct: Step
    month: date = MARCH


def hall(contract: Contract) -> list[Engagement]:
    managers = [on_post(contract, code) for code in ("director", "supervisor", "supervisor")]
    return managers + [on_post(contract) for _n in range(111)]


def never_left(*rows: Engagement) -> None:
    """Whose end was entered by mistake: voided, and written down anew as they are."""
    for row in rows:
        void(row, WRONG)
        values = {
            "person": row.person,
            "post": row.post,
            "starts_on": row.starts_on,
            "contract": row.contract,
        }
        Engagement.objects.create(recorded_at=timezone.now(), recorded_by=row.recorded_by, **values)


def late_successor(row: Engagement, starts_on: date) -> None:
    engage(make_person(row.contract), row.post, starts_on=starts_on)


def no_manager(contract: Contract) -> Planted:
    director = hall(contract)[0]
    leave(director, TENTH)
    return Planted(lambda: late_successor(director, date(2023, 3, 11)), lambda: never_left(director))


def turnover(contract: Contract) -> Planted:
    gone = hall(contract)[3:7]
    for row in gone:
        leave(row, TENTH)
    return Planted(lambda: late_successor(gone[0], date(2023, 3, 11)), lambda: never_left(*gone))


def vacancy(contract: Contract) -> Planted:
    gone = hall(contract)[3]
    leave(gone, date(2023, 2, 6))
    return Planted(lambda: late_successor(gone, date(2023, 2, 20)), lambda: never_left(gone))


def hire(contract: Contract) -> Planted:
    person = on_post(contract, starts=date(2023, 3, 6)).person
    wrong = schooling(person, "college")

    def correct() -> None:
        Schooling.objects.filter(pk=wrong.pk).update(voided_at=timezone.now(), void_reason=WRONG)

    return Planted(lambda: schooling(person, "bachelor", late=True), correct)


def schooling(person: Person, level: str, *, late: bool = False) -> Schooling:
    return Schooling.objects.create(
        person=person, level=level, school="某学院", graduated_on=date(2018, 7, 1), recorded_by=person.recorded_by,
        recorded_at=timezone.now() if late else moment(START),
    )  # fmt: skip


def leader(contract: Contract) -> Planted:
    """Made team leader in 2025 without the certificate of level 4 that 002 § ★2 asks of leaders by then."""
    row, day = hall(contract)[8], date(2025, 3, 10)
    leave(row, day - timedelta(days=1), EndKind.MOVED)
    made = Engagement.objects.create(
        contract=contract, person=row.person, post=row.post, leader=True, starts_on=day, recorded_at=moment(day),
        recorded_by=row.recorded_by,
    )  # fmt: skip
    return Planted(
        lambda: certify(row.person, 4, date(2025, 3, 1), recorded=date(2025, 6, 1)),
        lambda: void(made, WRONG),
        date(2025, 3, 1),
    )


def consent(contract: Contract) -> Planted:
    """A team leader in March of whose appointment no change tells."""
    row = hall(contract)[8]
    leave(row, TENTH, EndKind.MOVED)
    made = Engagement.objects.create(
        contract=contract, person=row.person, post=row.post, leader=True, starts_on=TENTH + timedelta(days=1),
        recorded_at=moment(TENTH), recorded_by=row.recorded_by,
    )  # fmt: skip
    return Planted(
        lambda: done_change(contract, row.person, kind=ChangeKind.PROMOTE, begun=made),
        lambda: void(made, WRONG),
    )


def sent_back(contract: Contract) -> Planted:
    row = hall(contract)[7]
    leave(row, TENTH, EndKind.SENT_BACK)
    return Planted(lambda: late_successor(row, date(2023, 3, 11)), lambda: never_left(row))


def certificates(contract: Contract) -> Planted:
    rows = [on_post(contract) for _n in range(3)]
    certify(rows[0].person, 5, date(2023, 11, 20))
    return Planted(
        lambda: certify(rows[1].person, 5, date(2023, 12, 20), recorded=date(2024, 2, 1)),
        lambda: void(rows[2], WRONG),
        DECEMBER,
    )


def wages(contract: Contract) -> Planted:
    person, due = on_post(contract).person, date(2023, 3, 10)
    days = {"month": date(2023, 2, 1), "due_on": due}
    make_line(make_wage_month(contract, **days), person, paid_yuan=None, paid_on=None, insured_on=due)

    def paid(day: date, reason: str) -> None:
        make_line(make_wage_month(contract, reason=reason, **days), person, paid_on=day, insured_on=due)

    return Planted(lambda: paid(date(2023, 3, 20), "补发"), lambda: paid(due, WRONG))


def attendance(*texts: str) -> Callable[[Contract], Planted]:
    def plant(contract: Contract) -> Planted:
        punches(planned(contract, "林在岗"), "07:40", "12:01")
        clerk = planned(contract, "陈一鸣")
        punches(clerk, *texts)

        def enter_late() -> None:
            at = at_clock(SIXTH + timedelta(days=3), "09:00")
            for text in ("07:45", "12:03"):
                punch(clerk, at_clock(SIXTH, text), source=PunchSource.MADE_UP, recorded_at=at)

        def correct() -> None:
            by = UserFactory(role=Role.SUPERVISOR)
            rows = Punch.objects.filter(person=clerk, at__lt=at_clock(SIXTH, "09:00"))
            rows.update(voided_at=timezone.now(), voided_by=by, void_reason=WRONG)
            for text in ("07:46", "12:01"):  # what the machine had, sent late
                punch(clerk, at_clock(SIXTH, text), source=PunchSource.API, recorded_at=timezone.now())

        return Planted(enter_late, correct)

    return plant


def elsewhere(contract: Contract) -> Planted:
    clerk = on_post(contract, name="陈一鸣", user=member(Role.CLERK, contract)).person
    other = make_window(contract, "09")
    shift = make_shift(
        clerk, TENTH, contract.service_sessions.get(key="am"), window=make_window(contract, "07")
    )
    session = WindowSession.objects.create(
        contract=contract, window=other, clerk=clerk.user, started_at=at_clock(TENTH, "08:01"),
        ended_at=at_clock(TENTH, "11:58"), ended_by=clerk.user, ended_as="self",
    )  # fmt: skip
    supervisor = member(Role.SUPERVISOR, contract)
    return Planted(
        lambda: Shift.objects.filter(pk=shift.pk).update(window=other),
        lambda: call_a_slip(by=supervisor, at=timezone.now(), session=session, reason=WRONG),
    )


def away(contract: Contract) -> Planted:
    clerk = planned(contract, "陈一鸣")
    punches(clerk, "07:40", "12:00")
    row = Away.objects.create(
        contract=contract, person=clerk, left_at=at_clock(SIXTH, "09:00"), back_at=at_clock(SIXTH, "09:20"),
        reason="取件", recorded_at=at_clock(SIXTH, "09:20"), recorded_by=clerk.recorded_by,
    )  # fmt: skip
    rows = Away.objects.filter(pk=row.pk)
    told = {"told": clerk.recorded_by, "told_at": at_clock(SIXTH, "09:00"), "sign_shown": True, "late": True}
    return Planted(
        lambda: rows.update(**told),
        lambda: rows.update(voided_at=timezone.now(), void_reason=WRONG),
    )


LIVES = {
    "1.1": no_manager, "1.2": turnover, "1.4": vacancy, "1.5": hire, "1.6": leader, "1.7": consent, "1.9": sent_back,
    "1.10": certificates, "1.11": wages, "3.10": attendance("07:55", "12:00"), "3.17": attendance("08:06", "12:00"),
    "3.19": attendance(), "3.24": elsewhere, "3.26": away,
}  # fmt: skip


def look(contract: Contract, criterion: str, month: date) -> Finding:
    look_again(at=timezone.now(), contract=contract, month=month)
    return Finding.objects.get(contract=contract, month=month, criterion=criterion)


@pytest.mark.parametrize("criterion", LIVES)
def test_a_breach_is_found_once_and_stays_when_something_is_merely_entered_later(
    haikou: Contract, criterion: str
) -> None:
    planted = LIVES[criterion](haikou)
    assert look(haikou, criterion, planted.month).state == FindingState.PROPOSED
    assert look_again(at=timezone.now(), contract=haikou, month=planted.month) == 0, (
        "looked at twice, told once"
    )

    planted.enter_late()

    assert look(haikou, criterion, planted.month).state == FindingState.PROPOSED


@pytest.mark.parametrize("criterion", LIVES)
def test_a_breach_goes_with_the_wrong_record_and_names_the_reason(haikou: Contract, criterion: str) -> None:
    planted = LIVES[criterion](haikou)
    look(haikou, criterion, planted.month)

    planted.correct()

    gone = look(haikou, criterion, planted.month)
    assert gone.state == FindingState.WITHDRAWN
    assert (WRONG if criterion != "3.19" else "补传") in gone.corrected, gone.corrected
