"""What waits at somebody's side: papers and results to be signed for or looked for, complaints to be answered."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import contracts_of
from contracts.queries.notices import Waiting, counted_since
from hall_ops.lib.permissions import Permission, Role
from windows.enums import Direction, HandOverState, LineOutcome
from windows.models import Complaint, HandOver
from windows.queries.handover import troubles
from windows.queries.services import OPEN

# Who signs for what comes: the department for papers, the windows for results.
SIGNS = {Role.LIAISON: Direction.OUT, Role.CLERK: Direction.BACK, Role.TEAM_LEADER: Direction.BACK}
HANDED = "handed"


def side_notices(user: Any, contract: Contract | None, now: datetime) -> Sequence[Waiting]:
    """What waits here or, outside a contract, everywhere. At most three queries a contract."""
    places = [contract] if contract is not None else contracts_of(user)
    roles = {(place.contract_id, place.role) for place in user.standings()}
    found: list[Waiting] = []
    for each in places:
        ways = {way for role, way in SIGNS.items() if (each.pk, role) in roles}
        if ways:
            found += _to_sign_for(user, each, ways, now)
            found += _to_look_for(user, each, ways, now)
        if {(each.pk, Role.SUPERVISOR), (each.pk, Role.LIAISON)} & roles:
            found += _to_answer(user, each, (each.pk, Role.SUPERVISOR) in roles, now)
    return found


def _to_sign_for(user: Any, contract: Contract, ways: set[Direction], now: datetime) -> Iterator[Waiting]:
    """Lines of batches that were sent to this side and nobody has signed for. Source: 002 § 四(一)(2)."""
    sent = HandOver.objects.allowed(user, Permission.HANDOVER_VIEW).filter(
        contract=contract, state=HandOverState.SENT, direction__in=ways
    )
    waiting = Count("lines", filter=Q(lines__outcome=LineOutcome.WAITING))
    url = reverse("windows:handover-list", args=[contract.slug])
    for direction, many in sent.order_by().values_list("direction").annotate(many=waiting):
        if many:
            text = (
                _("%(n)d 件材料已送出，待您逐件签收")
                if direction == Direction.OUT
                else _("%(n)d 件结果或材料送回窗口，待签收")
            )
            key = f"papers-{direction}:{contract.pk}"
            yield Waiting(contract, key, text % {"n": many}, url, counted_since(now), many)


def _to_look_for(user: Any, contract: Contract, ways: set[Direction], now: datetime) -> Iterator[Waiting]:
    """What this side gave and the other did not find, or refused: it stays this side's until it goes again."""
    many = sum(trouble.line.batch.direction not in ways for trouble in troubles(user, contract))
    if many:
        text = _("%(n)d 件交出的材料对方未收到或退回，请查找") % {"n": many}
        url = reverse("windows:handover-list", args=[contract.slug])
        yield Waiting(contract, f"papers-lost:{contract.pk}", text, url, counted_since(now), many)


def _to_answer(user: Any, contract: Contract, supervises: bool, now: datetime) -> Iterator[Waiting]:
    """Complaints due today or late; for a department those that were handed to it. Source: 002 § 四(二)3(4)."""
    rows = Complaint.objects.allowed(user, Permission.COMPLAINT_HANDLE).filter(
        contract=contract, state__in=OPEN["complaint"]
    )
    rows = rows.filter(due_on__lte=timezone.localdate(now)) if supervises else rows.filter(state=HANDED)
    many = rows.count()
    if many:
        text = _("%(n)d 件投诉今天到期或已逾期") if supervises else _("%(n)d 件投诉转到本部门，待答复")
        url = reverse("windows:register-list-complaint", args=[contract.slug])
        yield Waiting(
            contract, f"complaints:{contract.pk}", text % {"n": many}, url, counted_since(now), many
        )
