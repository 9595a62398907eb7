"""The staff part of a hand-over: made by the contractor, received by the purchaser. Source: 004 § 三.11."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.canonical import canonical
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.wording import number_for
from staffing.models import HandOverPack
from staffing.queries.takeover import pack_rows


class TakeoverRefused(DomainError):
    """A pack or an acceptance that cannot be made like this."""


@transaction.atomic
def make_pack(*, by: Any, at: datetime, contract: Contract, as_of: date) -> HandOverPack:
    """Write down everybody engaged on a day; the pack keeps what the files said. Raises: TakeoverRefused."""
    if not holds(by, Permission.TAKEOVER_MAKE, contract):
        raise TakeoverRefused(_("您的身份不能生成交接清单。"))
    if as_of > timezone.localdate(at):
        raise TakeoverRefused(_("截止日期还没有到，请选今天或以前的日期。"))
    rows = pack_rows(contract, as_of)
    if not rows:
        raise TakeoverRefused(_("%(day)s 没有在岗人员，请核对日期。") % {"day": as_of.isoformat()})
    number = number_for("JJ", contract, timezone.localdate(at))
    content = {"number": number, "as_of": as_of.isoformat(), "rows": rows}
    pack = HandOverPack.objects.create(
        contract=contract, number=number, as_of=as_of, people=len(rows), rows=rows, made_at=at, made_by=by,
        digest=hashlib.sha256(canonical(content)).hexdigest(),
    )  # fmt: skip
    after = {"number": number, "rows": len(rows), "digest": pack.digest}
    record_event("takeover.make", by=by, obj=pack, contract=contract, after=after)
    return pack


@transaction.atomic
def receive_pack(*, by: Any, at: datetime, pack: HandOverPack, digest: str) -> HandOverPack:
    """The purchaser's receipt of the pack they saw. Raises: TakeoverRefused."""
    locked: HandOverPack = (
        HandOverPack.objects.select_for_update(of=("self",)).select_related("contract").get(pk=pack.pk)
    )
    if not holds(by, Permission.TAKEOVER_CHECK, locked.contract) or locked.made_by_id == by.pk:
        raise TakeoverRefused(_("交接清单须由采购人签收。"))
    if locked.received_at is not None:
        raise TakeoverRefused(_("这份清单已经签收。"))
    if digest != locked.digest:
        raise TakeoverRefused(_("清单与您看到的不一致，请刷新后再签收。"))
    HandOverPack.objects.filter(pk=locked.pk).update(received_at=at, received_by=by)
    locked.received_at, locked.received_by = at, by
    after = {"number": locked.number, "digest": locked.digest}
    record_event("takeover.receive", by=by, obj=locked, contract=locked.contract, after=after)
    return locked
