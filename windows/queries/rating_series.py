"""What a new rating is compared with: earlier ones of its device, its network, its words; who signs in from there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Side
from records.models import AuditEvent
from windows.enums import RatingChannel
from windows.models import Case, Rating
from windows.rules.rating_flags import LIMITS, SAME_ADDRESS, SAME_DEVICE, SAME_TEXT, Facts

# Whoever signed in from an address within these days works there.
WORKED_HERE = timedelta(days=30)
# A rating device at a counter rates all day; a platform's import comes from one server.
ALONE = frozenset({RatingChannel.PAGE, RatingChannel.SMS, RatingChannel.ONLINE})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rating came from. Shape: digests are keyed, None when not known; `address` is never stored."""

    device: bytes | None = None
    network: bytes | None = None
    text: bytes | None = None
    address: str = ""


def facts_of(
    *, contract: Contract, case: Case | None, channel: str, claimed_at: datetime, at: datetime, origin: Origin
) -> Facts:
    """What the rule on flags asks of a rating that is being recorded. Up to four queries."""
    alone = channel in ALONE
    return Facts(
        claimed_at=claimed_at,
        recorded_at=at,
        began_at=case.registered_at if case else None,
        steps=_steps(case) if case and alone else (),
        by_device=_count(series(contract, SAME_DEVICE, origin, at)) if alone and origin.device else None,
        by_address=_count(series(contract, SAME_ADDRESS, origin, at)) if alone and origin.network else None,
        by_text=_count(series(contract, SAME_TEXT, origin, at)) if origin.text else None,
        from_workstation=alone and works_from(contract, origin.address, at),
    )


def _count(rows: QuerySet[Rating]) -> int:
    return rows.count() + 1


def _steps(case: Case) -> tuple[datetime, ...]:
    times = (case.registered_at, case.accepted_at, case.decided_at, case.issued_at)
    return tuple(time for time in times if time is not None)


def series(contract: Contract, kind: str, origin: Origin, at: datetime) -> QuerySet[Any]:
    """Earlier ratings of the same device, network or words within the limit's span."""
    rows = Rating.objects.filter(contract=contract)
    if kind == SAME_DEVICE:
        return rows.filter(device_digest=origin.device, recorded_at__gt=at - LIMITS.device_span)
    if kind == SAME_ADDRESS:
        return rows.filter(address_digest=origin.network, recorded_at__gt=at - LIMITS.address_span)
    return rows.filter(text_digest=origin.text, recorded_at__gt=at - LIMITS.text_span)


def works_from(contract: Contract, address: str, at: datetime) -> bool:
    """Whether somebody of the contractor's people signed in from this address lately. One query."""
    if not address:
        return False
    people = Membership.objects.filter(contract=contract, side=Side.CONTRACTOR).values("user_id")
    signed_in = AuditEvent.objects.filter(
        action="session.open", address=address, at__gt=at - WORKED_HERE, actor_id__in=people
    )
    return signed_in.exists()
