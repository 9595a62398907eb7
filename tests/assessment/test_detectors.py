"""What each detector finds in the windows' records, and when it lets go."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions.findings import look_again
from assessment.detectors import DETECTORS
from assessment.enums import FindingState
from assessment.models import Finding
from contracts.models import Contract
from tests.factories.assessment import MARCH, RUBRIC
from tests.factories.windows import make_case, make_session
from tests.windows.service_rows import make_row
from windows.actions import assists, consultations, matters
from windows.actions.ratings import Said, record_rating
from windows.models import Case, Rating

pytestmark = pytest.mark.django_db
SIXTH = datetime(2023, 3, 6, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def look(contract: Contract, month: date = MARCH) -> dict[str, Finding]:
    look_again(at=timezone.now(), contract=contract, month=month)
    return {row.criterion: row for row in Finding.objects.filter(contract=contract).exclude(criterion="3.9")}


def rated(case: Case, level: int, reasons: tuple[str, ...], at: datetime) -> Rating:
    return record_rating(at=at, visit=case, said=Said(level, reasons), channel="page")


def test_every_detector_names_criteria_of_the_table() -> None:
    assert all(RUBRIC.has(code) for detector in DETECTORS for code in detector.criteria)
    assert len({detector.name for detector in DETECTORS}) == len(DETECTORS)


def test_help_that_was_declined_or_never_given(haikou: Contract, assessor: User) -> None:
    declined = make_row("assist", haikou, at=SIXTH)
    assists.end_without(by=assessor, at=SIXTH, order=declined, declined=True, reason="人手不足")
    cancelled = make_row("assist", haikou, at=SIXTH)
    assists.end_without(by=assessor, at=SIXTH, order=cancelled, declined=False, reason="自行办结")
    forgotten = make_row("assist", haikou, at=SIXTH)

    look(haikou)

    found = Finding.objects.filter(criterion="5.2.3").order_by("key")
    assert [row.key for row in found] == [f"declined:{declined.pk}", f"unassigned:{forgotten.pk}"]
    assert "人手不足" in found[0].note and declined.number in found[0].note


def test_papers_nobody_looked_at_beforehand(haikou: Contract, assessor: User) -> None:
    matter = make_row("matter", haikou, at=SIXTH)
    matters.answer(by=assessor, at=SIXTH, matter=matter, cause="materials", result="solved", text="已补齐")
    other = make_row("matter", haikou, at=SIXTH)
    matters.answer(by=assessor, at=SIXTH, matter=other, cause="policy", result="explained", text="已解释")
    case = make_case(haikou, "issued", at=SIXTH, scanned_at=SIXTH)
    bad = rated(case, 2, ("208",), SIXTH + timedelta(hours=2))
    rated(make_case(haikou, "issued", at=SIXTH), 2, ("214",), SIXTH + timedelta(hours=2))

    look(haikou)

    found = Finding.objects.filter(criterion="3.37").order_by("key")
    assert [row.key for row in found] == [f"matter:{matter.pk}", f"rating:{bad.pk}"]
    Rating.objects.filter(pk=bad.pk).update(state="excluded", excluded_at=SIXTH)
    look(haikou)
    assert Finding.objects.get(key=f"rating:{bad.pk}").state == FindingState.WITHDRAWN


def test_a_telephone_nobody_answered(haikou: Contract, assessor: User) -> None:
    check: dict[str, Any] = {"by": assessor, "contract": haikou, "line": "0898-65300000", "rings": 12}
    consultations.check_phone_line(at=SIXTH, called_at=SIXTH, answered=False, **check)
    consultations.check_phone_line(at=SIXTH, called_at=SIXTH, answered=True, **check)

    look(haikou)

    assert Finding.objects.get(criterion="3.51").note.endswith("响铃 12 次无人接听")


def test_a_window_that_asked_nobody_for_a_rating(haikou: Contract) -> None:
    quiet, asked = make_session(haikou), make_session(haikou)
    silent = make_case(haikou, "issued", session=quiet, at=SIXTH)
    rated(make_case(haikou, "issued", session=asked, at=SIXTH), 5, ("517",), SIXTH + timedelta(hours=1))

    found = look(haikou)["5.2.1"]
    assert found.key == f"unrated:{quiet.window.pk}:2023-03" and "1 件" in found.note
    rated(silent, 5, ("517",), SIXTH + timedelta(days=40))
    assert look(haikou)["5.2.1"].late == "次月才收到评价"


def test_a_month_that_is_not_over_proves_no_silence(haikou: Contract) -> None:
    make_case(haikou, "issued", session=make_session(haikou))

    look_again(at=timezone.now(), contract=haikou, month=timezone.localdate().replace(day=1))

    assert not Finding.objects.filter(criterion="5.2.1").exists()
