"""Holding a case back from erasure, the nightly jobs, and the reminders of what is to come back."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from contracts.actions.decisions import Party, propose_decision, sign_decision
from contracts.models import Contract, Decision, DecisionSigning
from hall_ops.lib.months import next_month
from hall_ops.lib.permissions import Role
from records.models import AuditEvent, FileErasure
from tests.factories.accounts import PASSWORD
from tests.factories.contracts import member
from tests.windows.carrier_samples import ready, taken
from tests.windows.papers import ID_NUMBER, PHONE, Hall, make_hall
from tests.windows.samples_privacy import sealed_case
from windows.actions.erasure import HoldRefused, hold_case, release_hold
from windows.actions.issuance import issue_at_counter
from windows.actions.issuance_identity import Taker
from windows.actions.parcels import Shipment, issue_by_post
from windows.enums import CaseState
from windows.jobs.carriers import carrier_reminders
from windows.jobs.nightly import erase_expired, expire_carriers
from windows.models import Case, HandOver, Hold, Issuance, Parcel

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


# -- papers with several cases, files, and the contract's own time ---------------------------------------------------
def hold_now(case: Case) -> None:
    hold_case(by=member(Role.ASSESSOR, case.contract), at=NOW, case=case, reason="复议")


def parcel_of(hall: Hall, *cases: Case) -> Parcel:
    """A parcel that was delivered long ago."""
    shipment = Shipment("邮政", "EA1", "陈大明", PHONE, "海口市龙华区 1 号")
    (first, *_rest) = issue_by_post(
        by=hall.clerk, at=NOW, contract=hall.contract, cases=cases, shipment=shipment, key="k" * 20
    )
    Parcel.objects.filter(pk=first.parcel_id).update(
        state="delivered", ended_at=LONG_AGO, ended_by=hall.clerk, sent_at=LONG_AGO
    )
    return Parcel.objects.get(pk=first.parcel_id)


@pytest.mark.parametrize("held", [True, False])
def test_a_parcel_with_one_held_case_is_not_erased(db: None, held: bool) -> None:
    hall = make_hall()
    cases = [hall.shelved(), hall.shelved()]
    parcel = parcel_of(hall, *cases)
    if held:
        hold_now(cases[1])

    erase_expired()

    parcel.refresh_from_db()
    assert (parcel.address_sealed is not None) is held
    assert (parcel.recipient_name == "陈大明") is held


@pytest.mark.parametrize("held", [True, False])
def test_a_batch_with_one_held_case_is_not_erased(db: None, held: bool) -> None:
    hall = make_hall()
    cases = [hall.case(), hall.case()]
    batch = hall.settled(hall.sent(*cases))
    HandOver.objects.filter(pk=batch.pk).update(closed_at=LONG_AGO, sent_at=LONG_AGO, made_at=LONG_AGO)
    before = HandOver.objects.get(pk=batch.pk).messenger_name
    if held:
        hold_now(cases[0])

    erase_expired()

    assert (HandOver.objects.get(pk=batch.pk).messenger_name == before) is held


def given_by_authority(hall: Hall) -> Issuance:
    """A result given long ago to somebody with a written authority, scanned."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    taker = Taker(
        collector="other", name="李小红", id_kind="resident", id_number=ID_NUMBER, authority="李小红的委托书",
        authority_file=("李小红委托书.png", picture.getvalue()),
    )  # fmt: skip
    (row,) = issue_at_counter(
        by=hall.clerk, at=NOW, contract=hall.contract, cases=[hall.shelved()], taker=taker, key="k" * 20
    )
    Issuance.objects.filter(pk=row.pk).update(at=LONG_AGO)
    return Issuance.objects.select_related("authority_file", "case").get(pk=row.pk)


def test_a_scanned_authority_goes_from_the_disk_and_its_record_stays(
    db: None, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = given_by_authority(make_hall())
    file = row.authority_file
    path = Path(file.file.path)
    assert path.exists() and "李小红" not in file.name

    erase_expired()

    row.refresh_from_db()
    assert not path.exists() and [each for each in tmp_path.rglob("*") if each.is_file()] == []
    assert file.erasure.wiped_at is not None and len(file.sha256) == 64
    assert row.authority == "***" and row.collector_id_sealed is None
    told = AuditEvent.objects.filter(action="personal.erase", after__field="windows.issuance.authority_file")
    assert told.get().after["rows"] == 1
    assert erase_expired().startswith("清除个人信息 0 ")


def test_a_held_case_keeps_its_scanned_authority(db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = given_by_authority(make_hall())
    hold_now(row.case)

    erase_expired()

    assert Path(row.authority_file.file.path).exists() and not FileErasure.objects.exists()


def test_what_a_stop_left_on_the_disk_goes_with_the_next_run(db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = given_by_authority(make_hall())
    FileErasure.objects.create(file=row.authority_file, at=LONG_AGO)

    erase_expired()

    assert not Path(row.authority_file.file.path).exists()


def test_every_contract_keeps_as_long_as_it_agreed(contract: Contract, other_contract: Contract) -> None:
    """Signed by both sides: one year; the other contract stays with the default of three."""
    two_years = NOW - timedelta(days=730)
    ours, theirs = (
        sealed_case(each, state=CaseState.ARCHIVED, at=two_years) for each in (contract, other_contract)
    )
    sign_term(contract, "retention_case", "years_1")

    erase_expired()

    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert ours.id_sealed is None and theirs.id_sealed is not None


def test_an_option_signed_for_later_does_not_hold_yet(contract: Contract) -> None:
    case = sealed_case(contract, state=CaseState.ARCHIVED, at=NOW - timedelta(days=730))
    sign_term(contract, "retention_case", "years_1", since=next_month(timezone.localdate()))

    erase_expired()

    case.refresh_from_db()
    assert case.id_sealed is not None


def sign_term(contract: Contract, key: str, option: str, since: Any = None) -> None:
    """Both sides have signed another time."""
    question = {
        "question": "保存多久？",
        "clause": "约定",
        "position": 90,
        "default": "years_3",
        "chosen": "years_3",
    }
    decision = Decision.objects.create(
        contract=contract, key=key, options=[{"key": "years_3", "label": "三年"}, {"key": option, "label": "一年"}],
        **question,
    )  # fmt: skip
    first = since or timezone.localdate().replace(day=1)
    Contract.objects.filter(pk=contract.pk).update(
        starts_on=first - timedelta(days=800), ends_on=first + timedelta(days=400)
    )
    signing = propose_decision(
        by=member(Role.ASSESSOR, contract), at=NOW, decision=Decision.objects.get(pk=decision.pk), option=option,
        effective_from=first, reason="采购人要求",
    )  # fmt: skip
    for role, party in ((Role.APPROVER, Party.PURCHASER), (Role.DIRECTOR, Party.CONTRACTOR)):
        signing = DecisionSigning.objects.select_related("decision__contract").get(pk=signing.pk)
        sign_decision(
            by=member(role, contract), at=NOW, signing=signing, party=party, password=PASSWORD,
            shown_hash=signing.document_hash,
        )  # fmt: skip
