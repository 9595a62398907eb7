"""What else of the windows waits for one person: refusals to look at, matters in their hands, messages that failed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import contracts_of
from contracts.queries.notices import Waiting, counted_since
from hall_ops.lib.permissions import Permission, Role
from records.enums import OutboxState
from records.models import OutboxMessage
from windows.models import RateBucket, RefusalLook, UnresolvedMatter
from windows.queries.services import OPEN
from windows.rules.public_limits import MISSES, MISSES_A_MINUTE

LIMITED_SINCE = timedelta(hours=1)
OWNERS = frozenset({Role.SUPERVISOR, Role.TEAM_LEADER, Role.CLERK})


def other_notices(user: Any, contract: Contract | None, now: datetime) -> Sequence[Waiting]:
    """What waits here or, outside a contract, everywhere. One query a contract for whoever owns matters, four for a
    supervisor."""
    places = [contract] if contract is not None else contracts_of(user)
    roles = {(place.contract_id, place.role) for place in user.standings()}
    found: list[Waiting] = []
    for each in places:
        if any((each.pk, role) in roles for role in OWNERS):
            found += _of_owner(user, each, now)
        if (each.pk, Role.SUPERVISOR) in roles:
            found += _of_supervisor(user, each, now)
    return found


def _of_owner(user: Any, contract: Contract, now: datetime) -> Iterator[Waiting]:
    today = timezone.localdate(now)
    mine = UnresolvedMatter.objects.filter(contract=contract, owner=user, state__in=OPEN["matter"])
    found = mine.order_by().aggregate(
        late=Count("pk", filter=Q(due_on__lt=today)),
        silent=Count("pk", filter=Q(contacted_at=None, contact_by__lte=today)),
    )
    url = reverse("windows:register-list-matter", args=[contract.slug])
    if found["late"]:
        text = _("%(n)d 件由您经办的办不成事已逾期") % {"n": found["late"]}
        yield _counted(contract, "matters-late", found["late"], text, f"{url}?late=on", now)
    if found["silent"]:
        text = _("%(n)d 件由您经办的办不成事今天须联系群众") % {"n": found["silent"]}
        yield _counted(contract, "matters-silent", found["silent"], text, url, now)


def _of_supervisor(user: Any, contract: Contract, now: datetime) -> Iterator[Waiting]:
    looks = RefusalLook.objects.allowed(user, Permission.CASE_SUPERVISE)
    waiting = looks.filter(case__contract=contract, looked_at=None).count()
    if waiting:
        text = _("%(n)d 件不予受理待复核") % {"n": waiting}
        url = reverse("windows:refusal-looks", args=[contract.slug])
        yield _counted(contract, "refusals", waiting, text, url, now)
    dead = OutboxMessage.objects.filter(contract_id=contract.pk, state=OutboxState.DEAD).count()
    if dead:
        text = _("%(n)d 条短信或通知没有发出") % {"n": dead}
        url = reverse("contracts:outbox-list", args=[contract.slug])
        yield _counted(contract, "outbox", dead, text, url, now)
    since = int((now - LIMITED_SINCE).timestamp()) // 60
    limited = RateBucket.objects.filter(key=MISSES, minute__gte=since, count__gt=MISSES_A_MINUTE).count()
    if limited:
        text = _("公开查询页近一小时有 %(n)d 分钟查错过多，已要求先答题") % {"n": limited}
        url = reverse("windows:policy", args=[contract.slug])
        yield _counted(contract, "misses", limited, text, url, now)


def _counted(contract: Contract, kind: str, many: int, text: str, url: str, now: datetime) -> Waiting:
    return Waiting(contract, f"{kind}:{contract.pk}", text, url, counted_since(now), many)
