"""The end of a contract: listing, handing over, receiving, destroying, confirming. Each step is one side's.

Source: 002 § 七(三), 004 § 三.12; Personal Information Protection Law, article 21; security.md D5.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import next_number, record_event, store_file
from windows.enums import CarrierState, CopyFate, CopyKind, ReturnState, SystemData
from windows.models import Carrier, DataReturn, ReturnCopy
from windows.queries.data_returns import open_carriers, open_cases
from windows.rules.data_return import is_over, may_move


class ReturnRefused(DomainError):
    """A step of the return that does not fit."""


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """A copy as the supplier lists it."""

    kind: str
    title: str
    place: str
    count: int
    fate: str


@transaction.atomic
def open_return(*, by: Any, at: datetime, contract: Contract) -> DataReturn:
    """Begin the list; the second time gets the first one. Raises: ReturnRefused."""
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    _may(by, Permission.DATA_RETURN_DO, locked)
    found = DataReturn.objects.filter(contract=locked).first()
    if found is not None:
        return found
    year = timezone.localdate(at).year
    number = f"GH{year}-{next_number(f'datareturn:{year}'):03d}"
    row = DataReturn.objects.create(contract=locked, number=number, opened_by=by, opened_at=at)
    record_event("return.open", by=by, obj=row, contract=locked, after={"number": number})
    return row


@transaction.atomic
def list_copy(*, by: Any, at: datetime, row: DataReturn, entry: CopyEntry) -> ReturnCopy:
    """Add a copy to the list while it is being made. Raises: ReturnRefused."""
    locked = _listing(by, row)
    title, place = (scrub(clean_text(text).strip()) for text in (entry.title, entry.place))
    if not title or not place:
        raise ReturnRefused(_("请写明是什么内容、存放在哪里。"))
    if entry.kind not in CopyKind.values or entry.fate not in CopyFate.values or entry.count < 1:
        raise ReturnRefused(_("请选择形式和处理方式，份数至少为 1。"))
    copy = ReturnCopy.objects.create(
        data_return=locked, kind=entry.kind, title=title[:100], place=place[:100], count=entry.count,
        fate=entry.fate, by=by, at=at,
    )  # fmt: skip
    after = {"kind": copy.kind, "title": copy.title, "count": copy.count, "fate": copy.fate}
    record_event("return.list", by=by, obj=locked, contract=locked.contract, after=after)
    return copy


@transaction.atomic
def drop_copy(*, by: Any, at: datetime, row: DataReturn, copy: int) -> None:
    """Strike a copy off the list; it stays on record. Raises: ReturnRefused."""
    locked = _listing(by, row)
    if not ReturnCopy.objects.filter(data_return=locked, pk=copy, dropped_at=None).update(dropped_at=at):
        raise ReturnRefused(_("清单中没有这一行。请刷新页面。"))
    record_event("return.drop", by=by, obj=locked, contract=locked.contract, after={"copy": copy})


@transaction.atomic
def hand_over(*, by: Any, at: datetime, row: DataReturn) -> DataReturn:
    """The supplier says: this is all we have. Raises: ReturnRefused."""
    locked = _lock(row, ReturnState.HANDED)
    _may(by, Permission.DATA_RETURN_DO, locked.contract)
    out = open_carriers(locked.contract)
    if out:
        raise ReturnRefused(
            _("还有 %(count)d 份导出载体没有归还、销毁或确认。请先在“导出载体归还”中办完。") % {"count": out}
        )
    if not locked.copies.filter(dropped_at=None).exists():
        raise ReturnRefused(_("清单是空的。没有其他副本时，也请登记一行“无其他副本”作为声明。"))
    return _move(locked, ReturnState.HANDED, "return.hand", by, handed_by=by, handed_at=at)


@transaction.atomic
def take_package(*, row: DataReturn, carrier: Carrier) -> None:
    """The job has registered the package: it belongs to this return. A new one takes the place of an expired one."""
    locked = DataReturn.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.state != ReturnState.HANDED:
        raise ReturnRefused(_("现在是“%(state)s”，不能生成数据包。") % {"state": locked.get_state_display()})
    locked.package = carrier
    locked.save(update_fields=["package"])


@transaction.atomic
def receive(*, by: Any, at: datetime, row: DataReturn, system_data: str, note: str = "") -> DataReturn:
    """The purchaser has the copies and the package. Raises: ReturnRefused."""
    locked = _lock(row, ReturnState.RECEIVED)
    _may(by, Permission.DATA_RETURN_CONFIRM, locked.contract)
    if locked.package is None or locked.package.state != CarrierState.DOWNLOADED:
        raise ReturnRefused(_("请先生成并下载数据包，核对后再签收。"))
    if system_data not in SystemData.values:
        raise ReturnRefused(_("请选择系统内的数据留下还是清除。"))
    going = open_cases(locked.contract)
    if system_data == SystemData.ERASE and going:
        raise ReturnRefused(
            _("还有 %(count)d 件办件没有办完，清除后无法继续办理。请先办结或移交。") % {"count": going}
        )
    return _move(
        locked, ReturnState.RECEIVED, "return.receive", by, received_by=by, received_at=at, system_data=system_data,
        received_note=scrub(clean_text(note).strip())[:200],
    )  # fmt: skip


@transaction.atomic
def send_back(*, by: Any, row: DataReturn, reason: str) -> DataReturn:
    """The list is not whole, or the destruction not proved: the supplier does the step again. Raises: ReturnRefused."""
    to = ReturnState.LISTING if row.state == ReturnState.HANDED else ReturnState.RECEIVED
    locked = _lock(row, to)
    _may(by, Permission.DATA_RETURN_CONFIRM, locked.contract)
    reason = scrub(clean_text(reason).strip())[:200]
    if not reason:
        raise ReturnRefused(_("请写明为什么退回。"))
    if to == ReturnState.LISTING:
        return _move(locked, to, "return.send_back", by, why=reason, handed_by=None, handed_at=None)
    return _move(
        locked, to, "return.send_back", by, why=reason, destroyed_by=None, destroyed_at=None, destroyed_how="",
        proof=None,
    )  # fmt: skip


@transaction.atomic
def destroy(
    *, by: Any, at: datetime, row: DataReturn, how: str, proof: tuple[str, bytes] | None
) -> DataReturn:
    """The supplier has destroyed what was to be, and shows it. Shape: `proof` name and bytes.

    Raises: ReturnRefused, UploadRefused.
    """
    locked = _lock(row, ReturnState.DESTROYED)
    _may(by, Permission.DATA_RETURN_DO, locked.contract)
    how = scrub(clean_text(how).strip())[:300]
    if not how:
        raise ReturnRefused(_("请写明销毁方式，例如“硬盘消磁后粉碎，纸质材料现场碎纸”。"))
    if proof is None:
        raise ReturnRefused(_("请上传销毁的照片或记录（JPG、PNG 或 PDF）。"))
    stored = store_file(by=by, at=at, contract=locked.contract, name=proof[0], data=proof[1])
    return _move(
        locked, ReturnState.DESTROYED, "return.destroy", by, destroyed_by=by, destroyed_at=at, destroyed_how=how,
        proof=stored,
    )  # fmt: skip


def _listing(by: Any, row: DataReturn) -> DataReturn:
    locked = DataReturn.objects.select_for_update(of=("self",)).select_related("contract").get(pk=row.pk)
    _may(by, Permission.DATA_RETURN_DO, locked.contract)
    if locked.state != ReturnState.LISTING:
        raise ReturnRefused(_("清单已经提交，不能再改。需要改时请采购人退回。"))
    return locked


def _lock(row: DataReturn, to: str) -> DataReturn:
    locked = (
        DataReturn.objects.select_for_update(of=("self",))
        .select_related("contract", "package")
        .get(pk=row.pk)
    )
    if not may_move(locked.state, to):
        raise ReturnRefused(
            _("现在是“%(state)s”，不能做这一步。请刷新页面。") % {"state": locked.get_state_display()}
        )
    return locked


def _move(
    locked: DataReturn, to: ReturnState, action: str, by: Any, why: str = "", **columns: Any
) -> DataReturn:
    before = {"state": locked.state}
    locked.state = to
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.save(update_fields=["state", *columns])
    after = {"state": to, **({"why": why} if why else {})}
    record_event(action, by=by, obj=locked, contract=locked.contract, before=before, after=after)
    return locked


def _may(by: Any, permission: Permission, contract: Contract) -> None:
    if not holds(by, permission, contract):
        raise ReturnRefused(_("这一步须由有相应身份的人员完成。"))


def may_confirm(*, by: Any, row: DataReturn, today: Any) -> DataReturn:
    """The return, locked, when its last step may be taken. Raises: ReturnRefused."""
    locked = _lock(row, ReturnState.CLOSED)
    _may(by, Permission.DATA_RETURN_CONFIRM, locked.contract)
    if not is_over(locked.contract.ends_on, today):
        raise ReturnRefused(
            _("服务期到 %(day)s 为止，之后才能确认：确认时收回供应商人员的全部身份。")
            % {"day": f"{locked.contract.ends_on:%Y-%m-%d}"}
        )
    return locked


def move_on(locked: DataReturn, to: ReturnState, action: str, by: Any, **columns: Any) -> DataReturn:
    """For the last step (windows.actions.contract_end)."""
    return _move(locked, to, action, by, **columns)
