"""What exports wait for: the purchaser's decision, the export agreed to, the confirmation of what came back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import contracts_of, holds
from contracts.queries.notices import Waiting, counted_since
from hall_ops.lib.permissions import Permission
from windows.enums import CarrierState, RequestState
from windows.models import Carrier, ExportRequest

BACK = (CarrierState.RETURNED, CarrierState.DESTROYED)


def export_notices(user: Any, contract: Contract | None, now: datetime) -> Sequence[Waiting]:
    """One query a contract for whoever may ask for exports, two for whoever decides about them, none for the others."""
    found: list[Waiting] = []
    for each in [contract] if contract is not None else contracts_of(user):
        if holds(user, Permission.EXPORT_REQUEST, each):
            found += _agreed(user, each, now)
        if holds(user, Permission.EXPORT_APPROVE, each):
            found += _asked(user, each, now)
        if holds(user, Permission.CARRIER_CONFIRM, each):
            found += _back(user, each, now)
    return found


def _agreed(user: Any, contract: Contract, now: datetime) -> Iterator[Waiting]:
    used = Carrier.objects.filter(request=OuterRef("pk")).exclude(state=CarrierState.FAILED)
    mine = ExportRequest.objects.filter(
        ~Exists(used), contract=contract, asked_by=user, state=RequestState.APPROVED, valid_until__gte=now
    )
    if many := mine.count():
        text = _("%(n)d 份导出申请已同意，请在期限内导出") % {"n": many}
        yield _counted(contract, "exports-agreed", many, text, "windows:export-request-list", now)


def _asked(user: Any, contract: Contract, now: datetime) -> Iterator[Waiting]:
    asked = ExportRequest.objects.filter(contract=contract, state=RequestState.ASKED).exclude(asked_by=user)
    if many := asked.count():
        text = _("%(n)d 份导出申请待审批") % {"n": many}
        yield _counted(contract, "exports-asked", many, text, "windows:export-request-list", now)


def _back(user: Any, contract: Contract, now: datetime) -> Iterator[Waiting]:
    back = Carrier.objects.filter(contract=contract, state__in=BACK, confirmed_at=None)
    if many := back.exclude(settled_by=user).count():
        text = _("%(n)d 份归还或销毁的载体待确认") % {"n": many}
        yield _counted(contract, "carriers-back", many, text, "windows:carrier-list", now)


def _counted(contract: Contract, kind: str, many: int, text: str, screen: str, now: datetime) -> Waiting:
    url = reverse(screen, args=[contract.slug])
    return Waiting(contract, f"{kind}:{contract.pk}", text, url, counted_since(now), many)
