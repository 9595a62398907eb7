"""Breaches planted in the attendance of a Haikou contract: found once, kept when made good, gone when corrected."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessment.actions.findings import look_again
from assessment.enums import FindingState
from assessment.models import Finding
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import PunchSource
from staffing.models import Away, Person, Punch
from tests.factories.accounts import UserFactory
from tests.factories.assessment import MARCH
from tests.factories.staffing import at_clock, engage, make_person, make_post, make_shift, punch
from tests.factories.windows import make_window

pytestmark = pytest.mark.django_db
SIXTH = date(2023, 3, 6)


@pytest.fixture
def clerk(haikou: Contract) -> Person:
    """Somebody planned for the morning of 6 March (08:00–12:00), and a colleague who proves that the clock ran."""
    punches(planned(haikou, "林在岗"), "07:40", "12:01")
    return planned(haikou, "陈一鸣")


def planned(contract: Contract, name: str) -> Person:
    person = make_person(contract, name=name)
    engage(person, make_post(contract))
    make_shift(person, SIXTH, contract.service_sessions.get(key="am"), window=make_window(contract))
    return person


def punches(person: Person, *texts: str) -> None:
    for text in texts:
        punch(person, at_clock(SIXTH, text))


def look(contract: Contract) -> dict[str, Finding]:
    look_again(at=timezone.now(), contract=contract, month=MARCH)
    return {row.criterion: row for row in Finding.objects.filter(contract=contract, detector="attendance")}


@pytest.mark.parametrize(
    ("texts", "criterion", "said"),
    [
        pytest.param(("07:55", "12:00"), "3.10", "晚 5 分钟", id="002 表1 3.10"),
        pytest.param(("08:06", "12:00"), "3.17", "迟到 6 分钟", id="002 表1 3.17"),
        pytest.param((), "3.19", "没有到岗", id="002 表1 3.19"),
    ],
)
def test_a_session_that_breaks_a_class(
    haikou: Contract, clerk: Person, texts: tuple[str, ...], criterion: str, said: str
) -> None:
    punches(clerk, *texts)

    found = look(haikou)
    again = look_again(at=timezone.now(), contract=haikou, month=MARCH)

    assert list(found) == [criterion] and again == 0, "looked at twice, told once"
    assert said in found[criterion].note and "陈一鸣" in found[criterion].subject
    assert found[criterion].occurred_on == SIXTH


def test_a_time_away_without_notice_and_sign(haikou: Contract, clerk: Person) -> None:
    punches(clerk, "07:40", "12:00")
    away = Away.objects.create(
        contract=haikou, person=clerk, left_at=at_clock(SIXTH, "09:00"), back_at=at_clock(SIXTH, "09:20"),
        reason="取件", recorded_at=at_clock(SIXTH, "09:20"), recorded_by=clerk.recorded_by,
    )  # fmt: skip

    assert "离岗 20 分钟" in look(haikou)["3.26"].note
    Away.objects.filter(pk=away.pk).update(voided_at=timezone.now(), void_reason="巡查员记错人")
    assert look(haikou)["3.26"].state == FindingState.WITHDRAWN
    assert "巡查员记错人" in look(haikou)["3.26"].corrected


def test_what_is_merely_filled_in_later_stays_and_says_so(haikou: Contract, clerk: Person) -> None:
    look(haikou)
    late = at_clock(SIXTH + timedelta(days=3), "09:00")
    for text in ("07:45", "12:00"):
        punch(clerk, at_clock(SIXTH, text), source=PunchSource.MADE_UP, recorded_at=late)

    found = look(haikou)["3.19"]

    assert found.state == FindingState.PROPOSED and "事后补录" in found.late


def test_a_wrong_punch_that_is_voided_takes_its_finding_with_it(haikou: Contract, clerk: Person) -> None:
    punches(clerk, "07:45", "08:07", "12:00")
    Punch.objects.filter(person=clerk, at=at_clock(SIXTH, "07:45")).update(
        voided_at=timezone.now(), voided_by=UserFactory(role=Role.SUPERVISOR), void_reason="替人打卡"
    )
    assert look(haikou)["3.17"].state == FindingState.PROPOSED
    Punch.objects.filter(person=clerk, at=at_clock(SIXTH, "08:07")).update(
        voided_at=timezone.now(), voided_by=UserFactory(role=Role.SUPERVISOR), void_reason="机器时钟不准"
    )
    punch(clerk, at_clock(SIXTH, "07:46"), recorded_at=timezone.now())

    gone = look(haikou)["3.17"]

    assert gone.state == FindingState.WITHDRAWN and "机器时钟不准" in gone.corrected
