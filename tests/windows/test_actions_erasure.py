"""Holding a case back from erasure, the nightly jobs, and the reminders of what is to come back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.windows.carrier_samples import ready, taken
from tests.windows.samples_privacy import sealed_case
from windows.actions.erasure import HoldRefused, hold_case, release_hold
from windows.enums import CaseState
from windows.jobs import erase_expired, expire_carriers
from windows.models import Case, Hold
from windows.reminders import carrier_reminders

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=1100)


@pytest.fixture
def old_case(contract: Contract) -> Case:
    return sealed_case(contract, state=CaseState.ARCHIVED, at=LONG_AGO)


def test_a_held_case_is_erased_only_after_its_release(old_case: Case) -> None:
    by = member(Role.ASSESSOR, old_case.contract)
    hold = hold_case(by=by, at=NOW, case=old_case, reason="琼行初 12 号")

    erase_expired()
    old_case.refresh_from_db()
    assert old_case.id_sealed is not None and old_case.hold_reason == "琼行初 12 号"
    release_hold(by=by, at=timezone.now(), hold=hold, reason="已结案")
    erase_expired()

    old_case.refresh_from_db()
    assert old_case.id_sealed is None and old_case.hold_reason == ""
    assert [event.action for event in old_case.events.all()] == ["hold", "release"]
    assert set(AuditEvent.objects.filter(object_id=old_case.pk).values_list("action", flat=True)) == {
        "case.hold", "case.release",
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.REVIEWER, Role.LIAISON, Role.AUDITOR])
def test_only_the_assessor_holds(old_case: Case, role: Role) -> None:
    with pytest.raises(HoldRefused, match="身份"):
        hold_case(by=member(role, old_case.contract), at=NOW, case=old_case, reason="复议")


def test_a_hold_needs_a_reason_and_something_to_hold(old_case: Case) -> None:
    by = member(Role.ASSESSOR, old_case.contract)

    with pytest.raises(HoldRefused, match="写明"):
        hold_case(by=by, at=NOW, case=old_case, reason=" ")
    hold = hold_case(by=by, at=NOW, case=old_case, reason="复议")
    with pytest.raises(HoldRefused, match="已经在保留中"):
        hold_case(by=by, at=NOW, case=old_case, reason="复议")
    release_hold(by=by, at=NOW, hold=hold, reason="已结")
    with pytest.raises(HoldRefused, match="已经解除"):
        release_hold(by=by, at=NOW, hold=hold, reason="已结")
    erase_expired()
    with pytest.raises(HoldRefused, match="不能再保留"):
        hold_case(by=by, at=NOW, case=old_case, reason="复议")


def test_the_database_knows_one_open_hold_a_case(old_case: Case) -> None:
    by = member(Role.ASSESSOR, old_case.contract)
    values = {"contract": old_case.contract, "case": old_case, "reason": "x", "by": by, "at": NOW}
    Hold.objects.create(**values)

    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.update(released_at=NOW)


def test_the_nightly_job_shuts_downloads(contract: Contract) -> None:
    carrier = ready(contract, at=NOW - timedelta(days=2))

    assert expire_carriers().startswith("1 ")

    carrier.refresh_from_db()
    assert carrier.state == "expired"


def test_reminders_come_before_the_months_end_and_after_it(contract: Contract) -> None:
    taken(contract, at=datetime(2026, 3, 10, 1, tzinfo=UTC))

    def said(month: int, day: int) -> list[tuple[str, str]]:
        told = carrier_reminders(datetime(2026, month, day, 1, tzinfo=UTC))
        return [(str(each["kind"]), str(each["role"])) for each in told]

    assert said(3, 28) == []
    assert said(3, 29) == said(3, 31) == [("carrier_due", "supervisor")]
    assert said(4, 1) == [("carrier_late", "assessor"), ("carrier_late", "supervisor")]
