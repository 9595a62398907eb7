"""What of the windows waits for one person: on the desk, counted from the cases as they stand.

A supervisor sees the hall's, a clerk one's own, a department's liaison the department's. Two queries a contract.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import contracts_of
from contracts.queries.notices import Waiting, counted_since
from hall_ops.lib.permissions import Permission, Role
from windows.models import Case
from windows.queries.case_deadlines import (
    ASKED,
    CORRECTION,
    GAP,
    LATE,
    SOON,
    UNTOLD,
    deadline_counts,
    horizon_of,
)
from windows.queries.policy import policy_of

WATCHED = {
    Role.SUPERVISOR: (LATE, UNTOLD, SOON, CORRECTION, GAP),
    Role.TEAM_LEADER: (LATE, UNTOLD, CORRECTION, GAP),
    Role.CLERK: (LATE, UNTOLD, SOON, CORRECTION, GAP),
    Role.LIAISON: (ASKED, LATE, SOON),
    Role.DIRECTOR: (LATE,),
}


def notices_for(user: Any, contract: Contract | None, now: datetime) -> Sequence[Waiting]:
    """What waits here or, outside a contract, everywhere."""
    places = [contract] if contract is not None else contracts_of(user)
    roles = {(place.contract_id, place.role) for place in user.standings()}
    found: list[Waiting] = []
    for each in places:
        watched = [role for role in WATCHED if (each.pk, role) in roles]
        if watched:
            found += _of_contract(user, each, watched, now)
    return found


def _of_contract(user: Any, contract: Contract, roles: list[Role], now: datetime) -> Iterator[Waiting]:
    seen = Case.objects.allowed(user, Permission.CASE_VIEW).filter(contract=contract)
    mine = roles == [Role.CLERK]
    if mine:
        seen = seen.filter(Q(keeper=user) | Q(keeper=None, clerk=user))
    horizon = horizon_of(policy_of(contract), timezone.localdate(now))
    counts = deadline_counts(seen, horizon)
    names = dict.fromkeys(name for role in roles for name in WATCHED[role])
    screen = "windows:board-mine" if mine else "windows:case-overdue"
    for name in names:
        if counts[name]:
            url = reverse(screen, args=[contract.slug]) + ("" if mine else f"?tab={name}")
            text = _text(name, counts[name])
            yield Waiting(
                contract, f"cases:{contract.pk}:{name}", text, url, counted_since(now), counts[name]
            )


def _text(name: str, count: int) -> str:
    texts = {
        LATE: _("%(n)d 件已超期，还没有办结"),
        UNTOLD: _("%(n)d 件收件将满五日，还没有受理或告知"),
        SOON: _("%(n)d 件在下一个工作日前到期"),
        CORRECTION: _("%(n)d 件补正到期"),
        GAP: _("%(n)d 件容缺补交到期"),
        ASKED: _("%(n)d 件催办待答复"),
    }
    return texts[name] % {"n": count}
