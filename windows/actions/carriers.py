"""The register of exports: what leaves gets a number first, is taken once, and is given back by the month's list.

An export helper calls, in this order:
  1. `register_carrier(...)`  before it writes: number and watermark (hall_ops.lib.watermarks puts it into the file)
  2. `finish_carrier(...)`    with the file's hash, or `fail_carrier(...)`: the number stays, with the reason
  3. `take_carrier(...)`      in the download's view: once, by its maker, within 24 hours; then the file is deleted
A paper print is registered, finished with the hash of its PDF and taken in one go.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import scrub
from hall_ops.lib.months import next_month
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import next_number, record_event
from windows.enums import CarrierState, RequestState
from windows.models import Carrier, ExportRequest

DOWNLOAD_WITHIN = timedelta(hours=24)


class CarrierRefused(DomainError):
    """An export, download or return that the register does not allow."""


@transaction.atomic
def register_carrier(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    key: str,
    kind: str,
    ledger: str,
    title: str,
    filters: Sequence[tuple[str, str]],
    columns: Sequence[str],
    purpose: str,
    request: ExportRequest | None = None,
) -> Carrier:
    """Give an export its number and watermark, before the file is written. A short transaction of its own.

    Shape: `key` is the job's own, the same key again gets the same carrier; `kind` a CarrierKind; `filters` pairs of
    label and value and `columns` titles as the reader sees them, without personal data (what looks like a number of a
    person is masked). Who does not hold LEDGER_EXPORT needs an approved `request` of their own, good for one carrier.
    Raises: CarrierRefused.
    """
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    made = Carrier.objects.filter(contract=locked, key=key).first()
    if made is not None:
        if made.made_by_id != by.pk:
            raise CarrierRefused(_("这次导出已由另一位用户登记。请刷新后重新导出。"))
        return made
    _may_export(by, at, locked, ledger, request)
    purpose = scrub(clean_text(purpose).strip())
    if not purpose:
        raise CarrierRefused(_("请写明导出的用途。"))
    day = timezone.localdate(at)
    serial = next_number(f"carrier:{locked.pk}:{day.year}")
    number = f"{day.year}-{serial:05d}"
    carrier = Carrier.objects.create(
        contract=locked, department=department_of(by, locked), year=day.year, serial=serial, number=number, key=key,
        kind=kind, ledger=ledger, title=title, filters=[[label, scrub(value)] for label, value in filters],
        columns=list(columns), purpose=purpose, request=request, made_by=by, made_at=at,
        watermark=watermark_text(number=number, by=by, at=at),
    )  # fmt: skip
    after = {"number": number, "kind": kind, "ledger": ledger, "purpose": purpose, "request": request}
    record_event("carrier.make", by=by, obj=carrier, contract=locked, after=after)
    return carrier


def _may_export(
    by: Any, at: datetime, contract: Contract, ledger: str, request: ExportRequest | None
) -> None:
    if request is None:
        if not holds(by, Permission.LEDGER_EXPORT, contract):
            raise CarrierRefused(_("批量导出须先提出申请，经采购人考核人员同意。"))
        return
    found = ExportRequest.objects.select_for_update().get(pk=request.pk)
    if (found.contract_id, found.asked_by_id, found.ledger) != (contract.pk, by.pk, ledger):
        raise CarrierRefused(_("这份导出申请不是您提出的，或不是为这份台账提出的。"))
    if found.state != RequestState.APPROVED:
        raise CarrierRefused(
            _("导出申请现在是“%(state)s”，不能导出。") % {"state": found.get_state_display()}
        )
    if found.valid_until is None or found.valid_until < at:
        raise CarrierRefused(_("导出申请的有效期已过。请重新申请。"))
    if Carrier.objects.filter(request=found).exclude(state=CarrierState.FAILED).exists():
        raise CarrierRefused(_("这份导出申请已经用过一次。请重新申请。"))
    Carrier.objects.filter(request=found).update(request=None)  # what failed does not use up the approval


def watermark_text(*, number: str, by: Any, at: datetime) -> str:
    """What stands visibly on every page of the export."""
    when = timezone.localtime(at)
    values = {"number": number, "name": by.name, "username": by.username, "time": f"{when:%Y-%m-%d %H:%M}"}
    return _("载体 %(number)s · %(name)s（%(username)s）· %(time)s · 用后归还或销毁，不得外传") % values


def department_of(by: Any, contract: Contract) -> Any:
    """The department a liaison speaks for in this contract; None for everyone else."""
    places = [place for place in by.standings() if place.contract_id == contract.pk and place.department_id]
    return places[0].department if places else None


@transaction.atomic
def finish_carrier(*, at: datetime, carrier: Carrier, sha256: str, size: int, rows: int) -> Carrier:
    """The file is written: its hash, and a day to download it. Raises: CarrierRefused."""
    locked = _lock(carrier)
    if locked.state == CarrierState.MADE and locked.sha256 == sha256:
        return locked
    _expect(locked, CarrierState.MAKING)
    locked.state = CarrierState.MADE
    locked.sha256, locked.size, locked.rows = sha256, size, rows
    locked.expires_at = at + DOWNLOAD_WITHIN
    locked.save(update_fields=["state", "sha256", "size", "rows", "expires_at"])
    after = {"sha256": sha256, "size": size, "rows": rows}
    record_event("carrier.finish", by=locked.made_by, obj=locked, contract=locked.contract, after=after)
    return locked


@transaction.atomic
def fail_carrier(*, carrier: Carrier, problem: str) -> Carrier:
    """No file came of it; the number stays in the register with the reason. Raises: CarrierRefused."""
    locked = _lock(carrier)
    if locked.state == CarrierState.FAILED:
        return locked
    _expect(locked, CarrierState.MAKING)
    locked.state = CarrierState.FAILED
    locked.problem = scrub(clean_text(problem).strip())[:200] or _("原因不明")
    locked.save(update_fields=["state", "problem"])
    after = {"problem": locked.problem}
    record_event("carrier.fail", by=locked.made_by, obj=locked, contract=locked.contract, after=after)
    return locked


@transaction.atomic
def take_carrier(*, by: Any, at: datetime, carrier: Carrier) -> Carrier:
    """The one download, by who made it, within its day; from now on it is to be given back. Raises: CarrierRefused."""
    locked = _lock(carrier)
    if locked.made_by_id != by.pk:
        raise CarrierRefused(_("只有制作人本人可以下载。"))
    if locked.state == CarrierState.DOWNLOADED:
        raise CarrierRefused(_("这份文件已下载过一次，不能再次下载。需要时请重新导出。"))
    if locked.state == CarrierState.EXPIRED or (locked.expires_at is not None and locked.expires_at < at):
        raise CarrierRefused(_("下载时限（24 小时）已过。需要时请重新导出。"))
    _expect(locked, CarrierState.MADE)
    locked.state = CarrierState.DOWNLOADED
    locked.downloaded_at = at
    locked.due_on = due_day(by=by, contract=locked.contract, at=at)
    locked.save(update_fields=["state", "downloaded_at", "due_on"])
    after = {"due_on": locked.due_on}
    record_event("carrier.take", by=by, obj=locked, contract=locked.contract, after=after)
    return locked


def due_day(*, by: Any, contract: Contract, at: datetime) -> date | None:
    """The last day of the month (002 § 七(三)); None where the purchaser's own people keep what is theirs."""
    if holds(by, Permission.CARRIER_CONFIRM, contract):
        return None
    return next_month(timezone.localdate(at)) - timedelta(days=1)


@transaction.atomic
def expire_carriers(*, at: datetime) -> list[Carrier]:
    """Shut the downloads whose day is over, and the makings that never ended; the caller deletes their files."""
    late = Carrier.objects.select_for_update().filter(state=CarrierState.MADE, expires_at__lt=at)
    stuck = Carrier.objects.select_for_update().filter(
        state=CarrierState.MAKING, made_at__lt=at - DOWNLOAD_WITHIN
    )
    expired = list(late)
    for carrier in expired:
        carrier.state = CarrierState.EXPIRED
        carrier.save(update_fields=["state"])
        record_event("carrier.expire", by=None, obj=carrier, contract=carrier.contract)
    for carrier in stuck:
        fail_carrier(carrier=carrier, problem=_("生成中断"))
    return expired


def _lock(carrier: Carrier) -> Carrier:
    return (
        Carrier.objects.select_for_update(of=("self",))
        .select_related("contract", "made_by")
        .get(pk=carrier.pk)
    )


def _expect(carrier: Carrier, state: str) -> None:
    if carrier.state != state:
        values = {"number": carrier.number, "state": carrier.get_state_display()}
        raise CarrierRefused(_("载体 %(number)s 现在是“%(state)s”，不能这样操作。") % values)
