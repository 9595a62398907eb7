"""What follows every refusal: a supervisor's look, and a matter that somebody sees through.

Source: 002 § 四(一)(8) (窗口无否决权), § 四(一)(3) (办不成事); facts.md §§ 2 (SH 24), 6.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from windows.actions.matters import MatterEntry, drop, open_row
from windows.enums.service import MatterSource, MatterState
from windows.models import Case, RefusalLook, UnresolvedMatter

OPEN_MATTERS = (MatterState.OPEN, MatterState.HANDED)
DONE = (MatterState.CLOSED, MatterState.DROPPED)


def follow_refusal(*, by: Any, at: datetime, case: Case) -> RefusalLook:
    """Ask for a look at a refusal just written, and open its matter. The caller's transaction holds the case."""
    look = RefusalLook.objects.create(case=case, asked_at=at)
    _open(by=by, at=at, look=look, case=case)
    return look


@transaction.atomic
def matter_from_refusal(*, by: Any, at: datetime, look: RefusalLook) -> UnresolvedMatter:
    """The matter of a refusal; one of earlier days that has none gets it now. Twice gives the same."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("contract", "item", "window__venue")
        .get(pk=look.case_id)
    )
    there = UnresolvedMatter.objects.filter(refusal=look).first()
    return there or _open(by=by, at=at, look=look, case=case)


def drop_refusal_matter(*, by: Any, at: datetime, look: RefusalLook, why: str) -> None:
    """A refusal was undone: its matter ends with the same reason, unless it was closed before."""
    matter = UnresolvedMatter.objects.filter(refusal=look).exclude(state__in=DONE).first()
    if matter is not None:
        drop(by=by, at=at, matter=matter, why=why)


def _open(*, by: Any, at: datetime, look: RefusalLook, case: Case) -> UnresolvedMatter:
    """The applicant's name and telephone come along, for the call that is due the same day."""
    text = _("办件 %(number)s 未受理：%(why)s") % {"number": case.number, "why": case.closing_reason}
    entry = MatterEntry(
        text=text[:500], owner=_owner(case.contract, by), source=MatterSource.REFUSAL, item=case.item,
        person_name=case.applicant_name, phone=open_column(case, "phone"), department=case.department,
        window=case.window,
    )  # fmt: skip
    return open_row(by=by, at=at, contract=case.contract, entry=entry, case=case, refusal=look)


def _owner(contract: Contract, by: Any) -> Any:
    """The supervisor with the fewest open matters; a team leader where there is none; else whoever refused.

    Two queries at most.
    """
    mine = Q(user__matters_owned__contract=contract, user__matters_owned__state__in=OPEN_MATTERS)
    for role in (Role.SUPERVISOR, Role.TEAM_LEADER):
        seats = Membership.objects.in_force().filter(contract=contract, role=role, user__is_active=True)
        seats = seats.annotate(load=Count("user__matters_owned", filter=mine)).select_related("user")
        found = seats.order_by("load", "user_id").first()
        if found is not None:
            return found.user
    return by
