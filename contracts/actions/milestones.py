"""Days of the contract's life: events that terms run from, and when something due was done."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.actions.payments import make_plans
from contracts.enums import EventKind
from contracts.models import Contract, ContractDate
from contracts.queries import holds
from contracts.queries.agreed import agreed_milestones, agreed_payment
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event


class MilestoneRefused(DomainError):
    """A day that does not fit."""


@transaction.atomic
def enter_date(
    *,
    by: Any,
    at: datetime,
    today: date,
    contract: Contract,
    name: str,
    is_done: bool,
    on: date,
    reason: str = "",
) -> ContractDate:
    """Enter the day of an event or of a milestone done; a second time is a correction and needs a reason.

    The day of signing moves the due days of payments that run from it. Raises: MilestoneRefused.
    """
    if not holds(by, Permission.MILESTONE_RECORD, contract):
        raise MilestoneRefused(_("登记日期须由考核人完成。"))
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    known = {each.key for each in agreed_milestones(locked)} if is_done else set(EventKind.values)
    if name not in known:
        raise MilestoneRefused(_("没有这个事项，请刷新页面。"))
    if on > today:
        raise MilestoneRefused(_("日期还没有到，请填实际发生的日期。"))
    rows = ContractDate.objects.filter(contract=locked, name=name, is_done=is_done)
    earlier = rows.order_by("-pk").first()
    reason = clean_text(reason).strip()
    if earlier is not None and not reason:
        raise MilestoneRefused(_("这个日期已登记过。要更正请写明原因，原记录保留。"))
    values = {"replaces": earlier, "mended_reason": reason if earlier else "", "by": by, "at": at}
    try:
        with transaction.atomic():
            row = ContractDate.objects.create(contract=locked, name=name, is_done=is_done, on=on, **values)
    except IntegrityError as error:
        raise MilestoneRefused(_("这个日期刚刚已由别人登记。请刷新页面。")) from error
    record_event(
        "milestone.enter",
        by=by,
        obj=row,
        contract=locked,
        before={"on": earlier.on} if earlier else {},
        after={"name": name, "is_done": is_done, "on": on, "reason": reason},
    )
    if name == EventKind.SIGNING and not is_done:
        _signed(by, locked, on, at)
    return row


def _signed(by: Any, contract: Contract, on: date, at: datetime) -> None:
    before = contract.signed_on
    if before != on:
        Contract.objects.filter(pk=contract.pk).update(signed_on=on)
        contract.signed_on = on
        record_event(
            "contract.sign",
            by=by,
            obj=contract,
            contract=contract,
            before={"signed_on": before},
            after={"signed_on": on},
        )
    payment = agreed_payment(contract)
    if payment is not None:
        make_plans(payment=payment, contract=contract, at=at, by=by)
