"""A person on a post: begun, moved, ended, or taken back when it was wrong. Nothing is rewritten.

Source: 002 § 四(二)1(3)⑤, § 八(七); security.md § 5 no. 6 (engagements are append-only).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Team, Venue, Window
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.wording import needed, optional
from staffing.enums import EndKind
from staffing.models import Engagement, Person, Post
from staffing.queries.eligibility import judged_person

FURTHEST_AHEAD = timedelta(days=366)


class EngagementRefused(DomainError):
    """An engagement that cannot begin, move or end like this."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is put. Shape: `despite` is the written reason for a post whose demands they do not all meet."""

    post: Post
    team: Team | None = None
    leader: bool = False
    venue: Venue | None = None
    window: Window | None = None
    despite: str = ""


@transaction.atomic
def begin_engagement(*, by: Any, at: datetime, person: Person, starts_on: date, place: Place) -> Engagement:
    """Put a person on a post from a day on. Raises: EngagementRefused."""
    locked = _lock(by, person)
    _check_day(starts_on, at)
    held = Engagement.objects.filter(person=locked, voided_at=None).filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on)
    )
    if other := held.select_related("post").order_by("starts_on").first():
        raise EngagementRefused(
            _("%(name)s从 %(day)s 起已在“%(post)s”任职。换岗请用“调整岗位”，登记有误请作废后重新登记。")
            % {"name": locked.name, "day": other.starts_on.isoformat(), "post": other.post.name}
        )
    made = _begin(by, at, locked, starts_on, place)
    Person.objects.filter(pk=locked.pk).update(left_at=None)
    return made


@transaction.atomic
def end_engagement(*, by: Any, at: datetime, engagement: Engagement, ends_on: date, kind: str) -> Engagement:
    """The last day somebody is on a post, and why. Raises: EngagementRefused."""
    person = _lock(by, engagement.person)
    if kind not in EndKind.values or kind == EndKind.MOVED:
        raise EngagementRefused(_("请选择离岗原因；换岗请用“调整岗位”。"))
    _end(by, at, engagement, ends_on, kind)
    # The time of keeping the file begins when the last day is over.
    gone = timezone.make_aware(datetime.combine(ends_on, time.max.replace(microsecond=0)))
    Person.objects.filter(pk=person.pk).update(left_at=gone)
    return engagement


@transaction.atomic
def move_engagement(
    *, by: Any, at: datetime, engagement: Engagement, starts_on: date, place: Place
) -> Engagement:
    """End the one engagement the day before and begin the next. Raises: EngagementRefused."""
    person = _lock(by, engagement.person)
    now = (
        engagement.post_id,
        engagement.team_id,
        engagement.leader,
        engagement.venue_id,
        engagement.window_id,
    )
    wanted = (
        place.post.pk, place.team and place.team.pk, place.leader, place.venue and place.venue.pk,
        place.window and place.window.pk,
    )  # fmt: skip
    if now == wanted:
        raise EngagementRefused(_("岗位、班组和窗口都和现在一样，没有要调整的。"))
    _check_day(starts_on, at)
    if starts_on <= engagement.starts_on:
        raise EngagementRefused(
            _("调整日期应晚于到岗日期 %s。到岗时就登记错了的，请作废后重新登记。")
            % engagement.starts_on.isoformat()
        )
    _end(by, at, engagement, starts_on - timedelta(days=1), EndKind.MOVED)
    return _begin(by, at, person, starts_on, place)


@transaction.atomic
def void_engagement(*, by: Any, at: datetime, engagement: Engagement, reason: str) -> Engagement:
    """Take back an engagement that was never so; it stays readable with the reason. Raises: EngagementRefused."""
    person = _lock(by, engagement.person)
    why = needed(reason, _("请写明为什么作废。"), EngagementRefused)
    done = Engagement.objects.filter(pk=engagement.pk, voided_at=None).update(
        voided_at=at, voided_by=by, void_reason=why
    )
    if not done:
        raise EngagementRefused(_("这条任职已经作废。"))
    rest = Engagement.objects.filter(person=person, voided_at=None).order_by("-starts_on").first()
    if rest is None or rest.ends_on is None:
        Person.objects.filter(pk=person.pk).update(left_at=None)
    record_event(
        "engagement.void", by=by, obj=engagement, contract=person.contract, after={"void_reason": why}
    )
    engagement.refresh_from_db()
    return engagement


def _begin(by: Any, at: datetime, person: Person, starts_on: date, place: Place) -> Engagement:
    _check_place(person, starts_on, place)
    despite = optional(place.despite)
    against = [each for each in judged_person(person, place.post, starts_on) if each.stops]
    if against and not despite:
        raise EngagementRefused(
            _("有任职条件不符合：%(which)s。确需任用的，请写明理由。")
            % {
                "which": "；".join(
                    f"{each.requirement.summary}（{each.why.rstrip('。')}）" for each in against
                )
            }
        )
    made: Engagement = Engagement.objects.create(
        contract=person.contract, person=person, post=place.post, team=place.team, leader=place.leader,
        venue=place.venue or (place.window.venue if place.window else None), window=place.window,
        starts_on=starts_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    after = {
        "post": place.post.name, "starts_on": starts_on, "team": place.team and place.team.name,
        "leader": place.leader, "window": place.window and place.window.number,
    }  # fmt: skip
    if against:
        after |= {"why": despite, "unmet": [each.requirement.key for each in against]}
    record_event("engagement.begin", by=by, obj=made, contract=person.contract, after=after)
    return made


def _end(by: Any, at: datetime, engagement: Engagement, ends_on: date, kind: str) -> None:
    if engagement.voided_at or engagement.ends_on:
        raise EngagementRefused(_("这段任职已经结束或作废，请刷新页面查看。"))
    if ends_on < engagement.starts_on:
        raise EngagementRefused(
            _("最后在岗日不能早于到岗日期 %s。从未到岗的请作废。") % engagement.starts_on.isoformat()
        )
    _check_day(ends_on, at)
    done = Engagement.objects.filter(pk=engagement.pk, ends_on=None, voided_at=None).update(
        ends_on=ends_on, end_kind=kind, ended_at=at, ended_by=by
    )
    if not done:
        raise EngagementRefused(_("这段任职已经结束或作废，请刷新页面查看。"))
    engagement.refresh_from_db()
    record_event(
        "engagement.end", by=by, obj=engagement, contract=engagement.contract,
        after={"ends_on": ends_on, "end_kind": kind},
    )  # fmt: skip


def _check_place(person: Person, day: date, place: Place) -> None:
    post, contract = place.post, person.contract
    if post.contract_id != contract.pk or (post.retired_on and post.retired_on <= day):
        raise EngagementRefused(_("“%s”不是本合同在用的岗位。") % post.name)
    if place.team and place.team.contract_id != contract.pk:
        raise EngagementRefused(_("这个班组不属于本合同。"))
    if place.leader and not place.team:
        raise EngagementRefused(_("班组长请同时选所带的班组。"))
    venue = place.window.venue if place.window else place.venue
    if place.window and place.venue and place.window.venue_id != place.venue.pk:
        raise EngagementRefused(
            _("%(window)s 号窗口不在“%(venue)s”。")
            % {"window": place.window.number, "venue": place.venue.name}
        )
    if venue and not contract.venues.filter(pk=venue.pk).exists():
        raise EngagementRefused(_("这个场所不属于本合同。"))


def _check_day(day: date, at: datetime) -> None:
    if day > timezone.localdate(at) + FURTHEST_AHEAD:
        raise EngagementRefused(_("日期超过一年以后，请核对年份。"))


def _lock(by: Any, person: Person) -> Person:
    locked: Person = (
        Person.objects.select_for_update(of=("self",)).select_related("contract").get(pk=person.pk)
    )
    if not holds(by, Permission.STAFF_EDIT, locked.contract):
        raise EngagementRefused(_("您的身份不能登记任职。"))
    return locked
