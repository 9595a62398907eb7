"""What of the staff waits for one person, for the desk and the bell (settings.NOTICE_SOURCES)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import contracts_of, holds
from contracts.queries.notices import Waiting, counted_since
from hall_ops.lib.permissions import Permission
from staffing.enums import RequestState
from staffing.models import Leave, MakeUp
from staffing.queries.ranking import awaiting_interview


def waiting_here(user: Any, contract: Contract | None, now: datetime) -> list[Waiting]:
    """Requests to decide and interviews of who came last, here or, outside a contract, everywhere.

    Two queries a contract for whoever decides requests, one for the project's head and the supervisor.
    """
    places = [contract] if contract is not None else contracts_of(user)
    found: list[Waiting] = []
    for each in places:
        if holds(user, Permission.LEAVE_DECIDE, each):
            found += _requests(user, each, now)
        if holds(user, Permission.RANKING_RECORD, each):
            found += _interviews(user, each, now)
    return found


def _requests(user: Any, contract: Contract, now: datetime) -> Iterator[Waiting]:
    """Leaves and forgotten punches; nobody decides their own, or what they asked for another."""
    own = Q(asked_by=user) | Q(person__user=user)
    open_here = Q(contract=contract, state=RequestState.ASKED)
    many = Leave.objects.allowed(user, Permission.LEAVE_DECIDE).filter(open_here).exclude(own).count()
    if many:
        url = reverse("staffing:leave-list", args=[contract.slug])
        text = _("%(n)d 份请假待您批复") % {"n": many}
        yield Waiting(contract, f"leaves:{contract.pk}", text, url, counted_since(now), many)
    many = MakeUp.objects.allowed(user, Permission.ATTENDANCE_RECORD).filter(open_here).exclude(own).count()
    if many:
        url = reverse("staffing:make-up-list", args=[contract.slug])
        text = _("%(n)d 份补卡申请待您批复") % {"n": many}
        yield Waiting(contract, f"make-ups:{contract.pk}", text, url, counted_since(now), many)


def _interviews(user: Any, contract: Contract, now: datetime) -> Iterator[Waiting]:
    """The project's head holds them, the supervisor sees to it. Source: 002 § 四(二)2(7)."""
    says = (
        _("%(quarter)s末位 %(n)d 人待您约谈")
        if holds(user, Permission.RANKING_INTERVIEW, contract)
        else _("%(quarter)s末位 %(n)d 人待项目负责人约谈")
    )
    for ranking, many in awaiting_interview(user, contract, timezone.localdate(now)):
        url = reverse("staffing:ranking-detail", args=[contract.slug, ranking.pk])
        key = f"interviews:{contract.pk}:{ranking.starts_on:%Y-%m}"
        yield Waiting(contract, key, says % {"quarter": ranking, "n": many}, url, counted_since(now), many)
