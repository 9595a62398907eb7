"""The end of a contract: nothing stays with the supplier, both sides say so, what is agreed goes from the system."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Role, Side
from records.actions.personal_data import contract_fields, kept_rows
from records.models import AuditEvent, Job
from tests.factories.contracts import member
from tests.factories.jobs import run_of
from tests.windows.carrier_samples import taken
from tests.windows.return_samples import COPY, destroyed_return, ended, handed, packed, picture, received
from tests.windows.samples_privacy import ID_NUMBER, PHONE, sealed_case
from windows.actions.carrier_returns import confirm_carriers, settle_carriers
from windows.actions.carriers import take_carrier
from windows.actions.contract_end import confirm_return
from windows.actions.data_returns import (
    ReturnRefused,
    destroy,
    drop_copy,
    hand_over,
    list_copy,
    open_return,
    receive,
    send_back,
)
from windows.actions.erasure import hold_case
from windows.actions.ledger_exports import file_name
from windows.actions.return_packages import start_package
from windows.enums import CaseState
from windows.jobs.data_returns import erase_contract_data
from windows.models import DataReturn, ReturnCopy

NOW = timezone.now()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def opened(row: DataReturn) -> zipfile.ZipFile:
    """The package as its reader opens it."""
    with default_storage.open(file_name(row.package), "rb") as body:
        return zipfile.ZipFile(io.BytesIO(body.read()))


# -- the supplier's list ---------------------------------------------------------------------------------------------
def test_the_list_is_made_and_handed_over(contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    row = open_return(by=by, at=NOW, contract=contract)
    assert open_return(by=by, at=NOW, contract=contract) == row
    wrong = list_copy(by=by, at=NOW, row=row, entry=COPY)
    list_copy(by=by, at=NOW, row=row, entry=COPY)

    drop_copy(by=by, at=NOW, row=row, copy=wrong.pk)
    done = hand_over(by=by, at=NOW, row=row)

    assert (done.state, done.handed_by) == ("handed", by)
    assert row.copies.count() == 2 and row.copies.filter(dropped_at=None).count() == 1
    with pytest.raises(ReturnRefused, match="不能再改"):
        list_copy(by=by, at=NOW, row=row, entry=COPY)
    assert AuditEvent.objects.filter(action="return.hand", contract_id=contract.pk).exists()


def test_an_empty_list_is_no_statement(contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)

    with pytest.raises(ReturnRefused, match="无其他副本"):
        hand_over(by=by, at=NOW, row=open_return(by=by, at=NOW, contract=contract))


def test_what_is_exported_comes_back_first(contract: Contract) -> None:
    by, assessor = member(Role.SUPERVISOR, contract), member(Role.ASSESSOR, contract)
    carrier = taken(contract, by=by)
    row = open_return(by=by, at=NOW, contract=contract)
    list_copy(by=by, at=NOW, row=row, entry=COPY)

    for step in ("out", "unconfirmed"):
        with pytest.raises(ReturnRefused, match="还有 1 份导出载体"):
            hand_over(by=by, at=NOW, row=row)
        if step == "out":
            settle_carriers(by=by, at=NOW, contract=contract, carriers=[carrier.pk], state="returned")
    confirm_carriers(by=assessor, at=NOW, contract=contract, carriers=[carrier.pk])

    assert hand_over(by=by, at=NOW, row=row).state == "handed"


# -- the package -----------------------------------------------------------------------------------------------------
def test_the_package_holds_everything_readable_and_is_numbered(contract: Contract, tmp_path: Path) -> None:
    case = sealed_case(contract, state=CaseState.ARCHIVED)
    row, assessor = handed(contract), member(Role.ASSESSOR, contract)

    packed(row, tmp_path, assessor)

    carrier = row.package
    assert (
        carrier.state == "made" and carrier.kind == "zip" and carrier.rows >= 1 and len(carrier.sha256) == 64
    )
    with opened(row) as package:
        names = package.namelist()
        lines = list(csv.DictReader(io.StringIO(package.read("case.csv").decode("utf-8-sig"))))
        listed = package.read("清单.csv").decode("utf-8-sig")
    assert {"case.csv", "caseform.csv", "parcel.csv", "issuance.csv", "清单.csv"} <= set(names)
    (line,) = lines
    assert (line["证件号码"], line["联系电话"]) == (ID_NUMBER, PHONE)
    assert case.number in line.values() and carrier.watermark in listed


def test_the_package_holds_this_contract_alone(
    contract: Contract, other_contract: Contract, tmp_path: Path
) -> None:
    foreign = sealed_case(other_contract, applicant_name="外人甲")
    row = handed(contract)

    packed(row, tmp_path, member(Role.ASSESSOR, contract))

    with opened(row) as package:
        text = "".join(package.read(name).decode("utf-8-sig") for name in package.namelist())
    assert "外人甲" not in text and foreign.number not in text.split(",")


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DIRECTOR, Role.APPROVER])
def test_only_the_assessor_takes_the_package(contract: Contract, role: Role) -> None:
    with pytest.raises(ReturnRefused, match="考核人员"):
        start_package(by=member(role, contract), at=NOW, row=handed(contract), carrier="k" * 32)


# -- receipt, destruction, confirmation ------------------------------------------------------------------------------
def test_nothing_is_received_before_the_package_is_taken(contract: Contract, tmp_path: Path) -> None:
    row, by = handed(contract), member(Role.ASSESSOR, contract)
    for step in ("none", "made"):
        with pytest.raises(ReturnRefused, match="下载数据包"):
            receive(by=by, at=NOW, row=row, system_data="keep")
        if step == "none":
            packed(row, tmp_path, by)
    take_carrier(by=by, at=NOW, carrier=row.package)

    assert receive(by=by, at=NOW, row=row, system_data="keep").state == "received"


def test_open_cases_are_not_erased(contract: Contract, tmp_path: Path) -> None:
    sealed_case(contract, state=CaseState.ACCEPTED)

    with pytest.raises(ReturnRefused, match="还有 1 件办件没有办完"):
        received(contract, tmp_path, "erase")


def test_destruction_needs_words_and_a_proof(contract: Contract, tmp_path: Path) -> None:
    row, by = received(contract, tmp_path), member(Role.SUPERVISOR, contract)

    with pytest.raises(ReturnRefused, match="销毁方式"):
        destroy(by=by, at=NOW, row=row, how=" ", proof=picture())
    with pytest.raises(ReturnRefused, match="照片或记录"):
        destroy(by=by, at=NOW, row=row, how="碎纸", proof=None)
    done = destroy(by=by, at=NOW, row=row, how="碎纸", proof=picture())

    assert done.state == "destroyed" and done.proof.sha256


def test_both_sides_may_be_asked_again(contract: Contract) -> None:
    row, by = handed(contract), member(Role.ASSESSOR, contract)
    with pytest.raises(ReturnRefused, match="为什么退回"):
        send_back(by=by, row=row, reason=" ")

    assert send_back(by=by, row=row, reason="少了备份").state == "listing"

    event = AuditEvent.objects.get(action="return.send_back")
    assert event.after["why"] == "少了备份"


@pytest.mark.parametrize(
    ("role", "step"),
    [
        (Role.ASSESSOR, "list"), (Role.CLERK, "list"), (Role.SUPERVISOR, "confirm"), (Role.DIRECTOR, "confirm"),
        (Role.REVIEWER, "confirm"),
    ],
)  # fmt: skip
def test_each_step_is_one_sides(contract: Contract, role: Role, step: str) -> None:
    by, contract = member(role, contract), ended(contract)
    row = destroyed_return(contract) if step == "confirm" else None
    steps = {
        "list": lambda: open_return(by=by, at=NOW, contract=contract),
        "confirm": lambda: confirm_return(by=by, at=NOW, row=row),
    }

    with pytest.raises(ReturnRefused, match="相应身份"):
        steps[step]()


def test_nobody_confirms_before_the_contract_is_over(contract: Contract) -> None:
    Contract.objects.filter(pk=contract.pk).update(ends_on=timezone.localdate())
    row = destroyed_return(contract)

    with pytest.raises(ReturnRefused, match="服务期到"):
        confirm_return(by=member(Role.ASSESSOR, contract), at=NOW, row=row)


def test_the_end_takes_the_suppliers_people_out(contract: Contract, other_contract: Contract) -> None:
    clerk, both = member(Role.CLERK, contract), member(Role.CLERK, contract)
    Membership.objects.create(
        user=both, contract=other_contract, role=Role.CLERK, side=Side.CONTRACTOR, granted_at=NOW,
        confirmed_at=NOW,
    )  # fmt: skip
    assessor = member(Role.ASSESSOR, contract)

    done = confirm_return(by=assessor, at=timezone.now(), row=destroyed_return(ended(contract)))

    assert done.state == "closed" and done.ended_roles >= 3
    assert not Membership.objects.filter(contract=contract, side=Side.CONTRACTOR, ended_at=None).exists()
    assert not User.objects.get(pk=clerk.pk).is_active
    assert User.objects.get(pk=both.pk).is_active, "who still works elsewhere keeps the account"
    assert User.objects.get(pk=assessor.pk).standings()


def test_the_system_forgets_what_was_returned(contract: Contract, other_contract: Contract) -> None:
    case = sealed_case(contract, state=CaseState.ARCHIVED, contact_name="李小红")
    held, foreign = (sealed_case(each, state=CaseState.ARCHIVED) for each in (contract, other_contract))
    assessor = member(Role.ASSESSOR, contract)
    hold_case(by=assessor, at=NOW, case=held, reason="琼行初 12 号")

    moved = confirm_return(by=assessor, at=timezone.now(), row=destroyed_return(ended(contract), "erase"))
    assert moved.state == "erasing"
    job = Job.objects.get(kind="contract_erase")
    erase_contract_data(run_of(job, Path("/nowhere")))
    with pytest.raises(ReturnRefused, match="不在清除中"):
        erase_contract_data(run_of(job, Path("/nowhere")))

    for row in (case, held, foreign):
        row.refresh_from_db()
    assert case.id_sealed is None and case.phone_sealed is None and case.contact_name == "李**"
    assert held.id_sealed is not None and foreign.id_sealed is not None
    closed = DataReturn.objects.get()
    assert closed.state == "closed" and closed.erased["windows.case.id_sealed"] == 1 and closed.held > 0
    assert [entry.path for entry in contract_fields() if kept_rows(entry, contract.pk).exists()] == []


# -- the database ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "values",
    [
        {"state": "handed"}, {"state": "received"}, {"state": "destroyed"}, {"state": "closed"}, {"state": "gone"},
        {"handed_at": NOW}, {"system_data": "keep"},
    ],
    ids=["handed", "received", "destroyed", "closed", "gone", "handed_at", "system_data"],
)  # fmt: skip
def test_the_database_refuses_steps_without_their_people(contract: Contract, values: dict[str, Any]) -> None:
    row = open_return(by=member(Role.SUPERVISOR, contract), at=NOW, contract=contract)

    with pytest.raises(IntegrityError), transaction.atomic():
        DataReturn.objects.filter(pk=row.pk).update(**values)


def test_one_side_cannot_be_both(contract: Contract) -> None:
    row = destroyed_return(contract)

    with pytest.raises(IntegrityError), transaction.atomic():
        DataReturn.objects.filter(pk=row.pk).update(
            state="closed", confirmed_by=row.destroyed_by, confirmed_at=NOW, closed_at=NOW
        )


def test_what_is_closed_stays_and_nothing_is_deleted(contract: Contract) -> None:
    row = destroyed_return(ended(contract))
    confirm_return(by=member(Role.ASSESSOR, contract), at=timezone.now(), row=row)

    for change in (
        lambda: DataReturn.objects.filter(pk=row.pk).update(destroyed_how="别的"),
        lambda: DataReturn.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: ReturnCopy.objects.filter(data_return=row)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    row.refresh_from_db()
    assert row.destroyed_how == "现场碎纸"
