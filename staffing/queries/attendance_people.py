"""Who leads somebody's shift, where somebody is planned at a moment, who may be chosen on the forms of attendance."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Membership, Window
from hall_ops.lib.permissions import Permission, Role
from staffing.enums import RequestState, ShiftKind, WeekState
from staffing.models import Away, Leave, Person, ServiceSession, Shift
from staffing.queries.leaves import stretch_of
from staffing.queries.people import engaged_on
from staffing.rules.leaves import half_of


def shift_lead(person: Person, day: date) -> Any:
    """The head of somebody's team, else a supervisor of the contract; None where there is neither."""
    own = engaged_on(person.contract, day).filter(person=person).first()
    if own is not None and own.team_id:
        heads = engaged_on(person.contract, day).filter(team=own.team_id, leader=True).exclude(person=person)
        for head in heads.filter(person__user__is_active=True).select_related("person__user"):
            return head.person.user
    supervisors = Membership.objects.in_force().filter(contract=person.contract, role=Role.SUPERVISOR)
    found = supervisors.exclude(user=person.user_id).select_related("user").order_by("pk").first()
    return found.user if found else None


def window_at(person: Person, at: datetime) -> Window | None:
    """The window somebody is planned for at a moment."""
    shift = (
        Shift.objects.filter(person=person, starts_at__lte=at, ends_at__gt=at)
        .select_related("window")
        .first()
    )
    return shift.window if shift else None


def why_not_there(person: Person, left_at: datetime, back_at: datetime) -> str:
    """What kept somebody from standing at another's post for a time; "" where nothing did."""
    first, last = timezone.localtime(left_at), timezone.localtime(back_at)
    if not engaged_on(person.contract, first.date()).filter(person=person).exists():
        return _("那一天不在岗。")
    leaves = Leave.objects.filter(
        person=person, state=RequestState.APPROVED, from_on__lte=last.date(), to_on__gte=first.date()
    )
    if any(stretch_of(row).covers(first.date(), half_of(first.time())) for row in leaves):
        return _("那段时间请假。")
    aways = Away.objects.filter(person=person, voided_at=None, left_at__lt=back_at)
    if aways.filter(Q(back_at=None) | Q(back_at__gt=left_at)).exists():
        return _("那段时间自己也离岗。")
    shifts = Shift.objects.filter(
        person=person, starts_at__lt=back_at, ends_at__gt=left_at, window__isnull=False
    )
    held = shifts.exclude(kind=ShiftKind.LEAVE).select_related("window").first()
    if held is not None and held.window is not None:
        return _("那段时间排在 %(number)s 号窗口。") % {"number": held.window.number}
    return ""


def last_planned(contract: Contract, today: date) -> date:
    """The last day up to today for which somebody was planned; today where nobody ever was."""
    rows = Shift.objects.filter(contract=contract, week__state=WeekState.PUBLISHED, day__lte=today)
    day: date | None = rows.order_by("-day").values_list("day", flat=True).first()
    return day or today


def people_for(user: Any, contract: Contract, permission: Permission) -> Any:
    """Staff files somebody may act for: one's own, the team's, or the contract's."""
    rows = Person.objects.allowed(user, permission)
    return rows.filter(contract=contract, left_at=None).order_by("number")


def may_act_for(user: Any, contract: Contract, permission: Permission) -> Any:
    """Oneself, and those the permission reaches."""
    reached = Person.objects.allowed(user, permission).values("pk")
    rows = Person.objects.filter(contract=contract, left_at=None)
    return rows.filter(Q(user=user) | Q(pk__in=reached)).order_by("number")


def substitutes_of(contract: Contract) -> Any:
    """Who may stand in: everybody with a file who has not left."""
    return Person.objects.filter(contract=contract, left_at=None).order_by("number")


def sessions_in_use(contract: Contract) -> Any:
    return ServiceSession.objects.filter(contract=contract, effective_until=None).order_by("starts_at")
