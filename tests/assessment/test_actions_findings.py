"""Findings: looking again doubles nothing; a person decides; the card takes what was accepted."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from assessment.actions.entries import CardSigned
from assessment.actions.findings import (
    FindingDecided,
    FindingRefused,
    accept_finding,
    look_again,
    months_to_look_at,
    set_aside,
    take_up_again,
)
from assessment.enums import EntrySource, FindingState
from assessment.models import Entry, Finding, Scorecard
from contracts.models import Contract
from tests.assessment.finding_samples import SIXTH, case_with_lapses, good_case
from tests.factories.assessment import MARCH, sign
from windows.models import Case

pytestmark = pytest.mark.django_db


def look(contract: Contract) -> int:
    return look_again(at=timezone.now(), contract=contract, month=MARCH)


def test_a_lapse_is_found_once_however_often_one_looks(haikou: Contract) -> None:
    case = case_with_lapses(haikou)
    good_case(haikou)

    assert look(haikou) and not look(haikou)
    found = list(Finding.objects.filter(detector="papers").order_by("key"))
    assert [row.key for row in found] == [f"notice:{case.pk}", f"scan:{case.pk}"]
    assert all(row.criterion == "3.9" and case.number in row.note for row in found)


def test_a_late_scan_keeps_the_finding_and_is_marked(haikou: Contract) -> None:
    case = case_with_lapses(haikou)
    look(haikou)
    Case.objects.filter(pk=case.pk).update(scanned_at=SIXTH + timedelta(days=3))

    assert look(haikou) == 1
    assert Finding.objects.get(key=f"scan:{case.pk}").late == "03-09 补"


def test_a_voided_case_withdraws_what_nobody_decided_and_warns_of_what_was(
    haikou: Contract, assessor: User
) -> None:
    case = case_with_lapses(haikou)
    look(haikou)
    scan = Finding.objects.get(key=f"scan:{case.pk}")
    accept_finding(by=assessor, at=timezone.now(), finding=scan, key="k1")
    Case.objects.filter(pk=case.pk).update(state="void", closed_at=SIXTH, closing_reason="重复登记")
    look(haikou)

    scan.refresh_from_db()
    notice = Finding.objects.get(key=f"notice:{case.pk}")
    assert (scan.state, scan.corrected) == (FindingState.ACCEPTED, "重复登记")
    assert (notice.state, notice.corrected) == (FindingState.WITHDRAWN, "重复登记")


def test_an_accepted_finding_becomes_one_entry_that_names_its_source(
    haikou: Contract, assessor: User
) -> None:
    case = case_with_lapses(haikou)
    look(haikou)
    finding = Finding.objects.get(key=f"scan:{case.pk}")
    for _again in range(2):
        accept_finding(by=assessor, at=timezone.now(), finding=finding, key="k1")

    entry = Entry.objects.get()
    assert (entry.criterion.code, entry.count, entry.source) == ("3.9", 1, EntrySource.FOUND)
    assert entry.occurred_on == date(2023, 3, 6) and case.number in entry.note and entry.subject
    finding.refresh_from_db()
    assert finding.entry == entry and finding.decided_by == assessor


def test_setting_aside_wants_a_reason_and_can_be_taken_back(haikou: Contract, assessor: User) -> None:
    case_with_lapses(haikou)
    look(haikou)
    finding, now = Finding.objects.order_by("key")[0], timezone.now()

    with pytest.raises(FindingRefused, match="理由"):
        set_aside(by=assessor, at=now, finding=finding, reason="  ")
    set_aside(by=assessor, at=now, finding=finding, reason="平台停机")
    with pytest.raises(FindingDecided):
        accept_finding(by=assessor, at=now, finding=finding, key="k2")
    take_up_again(by=assessor, at=now, finding=finding)
    accept_finding(by=assessor, at=now, finding=finding, key="k3")
    assert Entry.objects.count() == 1


def test_a_signed_card_takes_no_finding_and_the_finding_waits_on(march: Scorecard, assessor: User) -> None:
    case_with_lapses(march.contract)
    look(march.contract)
    sign(march)
    finding = Finding.objects.order_by("key")[0]

    with pytest.raises(CardSigned):
        accept_finding(by=assessor, at=timezone.now(), finding=finding, key="k4")
    finding.refresh_from_db()
    assert finding.state == FindingState.PROPOSED


def test_today_is_not_over_and_proves_nothing_yet(haikou: Contract) -> None:
    now = timezone.now()
    case_with_lapses(haikou)
    Case.objects.update(accepted_at=now, registered_at=now)

    assert look_again(at=now, contract=haikou, month=timezone.localdate().replace(day=1)) == 0


def test_the_nightly_run_looks_at_this_month_and_the_last_of_a_running_contract(haikou: Contract) -> None:
    assert months_to_look_at(haikou, SIXTH) == [date(2023, 2, 1), date(2023, 3, 1)]
    assert months_to_look_at(haikou, SIXTH - timedelta(days=400)) == []


@pytest.mark.parametrize(
    "columns",
    [{"state": "set_aside"}, {"state": "accepted"}, {"state": "withdrawn"}, {"count": 0}, {"key": "other"}],
)
def test_the_database_refuses_a_finding_that_does_not_say_who_and_why(
    haikou: Contract, columns: dict[str, object]
) -> None:
    case_with_lapses(haikou)
    look(haikou)

    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Finding.objects.update(**columns)
