"""One line of the acceptance, met or not, beside what the records showed. Source: 003 § 八."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from records.actions import record_event, store_file
from staffing.actions.takeover import TakeoverRefused
from staffing.actions.wording import needed, optional
from staffing.models import AcceptanceCheck
from staffing.queries.acceptance import acceptance_limit, shown_today
from staffing.rules.takeover import JUDGED_BY_PERSON, Line

NOTE_MOST = 300


@transaction.atomic
def check_line(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    key: str,
    met: bool,
    note: str,
    checked_on: date,
    file: tuple[str, bytes] | None = None,
) -> AcceptanceCheck:
    """Write down what the purchaser found, with what proves it; a later word on the same line is a new row.

    Raises: TakeoverRefused, UploadRefused.
    """
    if not holds(by, Permission.TAKEOVER_CHECK, contract):
        raise TakeoverRefused(_("验收须由采购人登记。"))
    if acceptance_limit(contract) is None:
        raise TakeoverRefused(_("本合同没有约定这样的验收。"))
    today = timezone.localdate(at)
    if not contract.starts_on <= checked_on <= today:
        raise TakeoverRefused(_("验收日期应在合同开始之后、今天或以前。"))
    line = Line(key)
    if not met:
        note = needed(note, _("不通过须写明原因和要改正的事项。"), TakeoverRefused, NOTE_MOST)
    elif line in JUDGED_BY_PERSON:
        note = needed(note, _("请写明现场看到的业务受理情况。"), TakeoverRefused, NOTE_MOST)
    shown, _level = shown_today(contract, today)[line]
    stored = store_file(by=by, at=at, contract=contract, name=file[0], data=file[1]) if file else None
    row = AcceptanceCheck.objects.create(
        contract=contract, key=line.value, met=met, shown=shown, note=optional(note, NOTE_MOST), checked_on=checked_on,
        at=at, by=by, file=stored,
    )  # fmt: skip
    after = {"asked": line.value, "outcome": met, "note": row.note, "checked_on": checked_on}
    record_event("acceptance.check", by=by, obj=row, contract=contract, after=after)
    return row
