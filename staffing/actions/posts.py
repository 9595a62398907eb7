"""Posts as people keep them: duties and manual, where they stand, when they must be staffed, the hall's hours.

Source: 002 § 四(二)2(6) (no empty post), 表1 2.7 (duties and manual of every post); 004 § 二(三), § 三.4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract, Venue, Window
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.wording import needed, optional
from staffing.enums import SessionKind
from staffing.models import Post, PostPlace, ServiceSession
from staffing.queries.hours import sessions_of

MOST_AT_ONE_PLACE = 500


class PostRefused(DomainError):
    """A post, a place or an hour that cannot be entered like this."""


@dataclass(frozen=True, slots=True)
class Hours:
    """One session as the screen sends it. Shape: weekdays 1 (Monday) to 7."""

    key: str
    name: str
    kind: str
    starts_at: time
    ends_at: time
    weekdays: tuple[int, ...]


@transaction.atomic
def edit_post(
    *, by: Any, at: datetime, post: Post, duties: str, manual: str, manual_reviewed_on: date | None
) -> Post:
    """Write down a post's duties and the handbook in force. Raises: PostRefused."""
    locked = _lock(by, post)
    if manual_reviewed_on and manual_reviewed_on > at.date():
        raise PostRefused(_("手册审定日期还没有到，请核对。"))
    before = {"manual": locked.manual, "duties": locked.duties[:120]}
    values = {
        "duties": duties.strip()[:4000],
        "manual": optional(manual, 120),
        "manual_reviewed_on": manual_reviewed_on,
    }
    Post.objects.filter(pk=locked.pk).update(**values)
    for name, value in values.items():
        setattr(locked, name, value)
    after = {"manual": locked.manual, "duties": locked.duties[:120]}
    record_event("post.edit", by=by, obj=locked, contract=locked.contract, before=before, after=after)
    return locked


@transaction.atomic
def place_windows(
    *, by: Any, at: datetime, day: date, post: Post, windows: Mapping[Window, Sequence[str]]
) -> None:
    """Say which windows are this post's from a day on, and in which sessions each must be staffed.

    A window of another post moves over; one that is left out is nobody's from that day. Raises: PostRefused.
    """
    locked = _lock(by, post)
    keys = {session.key for session in sessions_of(locked.contract, day, day)}
    for window, sessions in windows.items():
        if not window.venue.contracts.filter(pk=locked.contract_id).exists():
            raise PostRefused(_("%(window)s 号窗口不在本合同的场所内。") % {"window": window.number})
        if unknown := set(sessions) - keys:
            raise PostRefused(_("没有“%(key)s”这个服务时段。") % {"key": "、".join(sorted(unknown))})
    now = {place.window_id: place for place in _current(post=locked) if place.window_id}
    wanted = {window.pk: (window, sorted(sessions)) for window, sessions in windows.items() if sessions}
    for number, place in now.items():
        if number not in wanted or sorted(place.sessions) != wanted[number][1]:
            _end(place, day)
    for number, (window, keys_of) in wanted.items():
        if number in now and sorted(now[number].sessions) == keys_of:
            continue
        for other in PostPlace.objects.select_for_update().filter(window=window, effective_until=None):
            _end(other, day)
        PostPlace.objects.create(
            post=locked, venue=window.venue, window=window, sessions=keys_of, effective_on=day
        )
    after = {"windows": [f"{window.number}: {'、'.join(keys)}" for window, keys in wanted.values()]}
    record_event("post.windows", by=by, obj=locked, contract=locked.contract, after=after)


@transaction.atomic
def set_minimum(
    *, by: Any, at: datetime, day: date, post: Post, venue: Venue, minimum: Mapping[str, int]
) -> PostPlace:
    """The least number of people of a post in each session at a venue, from a day on. Raises: PostRefused."""
    locked = _lock(by, post)
    if not venue.contracts.filter(pk=locked.contract_id).exists():
        raise PostRefused(_("这个场所不属于本合同。"))
    known = {session.key: session for session in sessions_of(locked.contract, day, day)}
    kept = {}
    for key, number in minimum.items():
        if key not in known or not 0 <= number <= MOST_AT_ONE_PLACE:
            raise PostRefused(
                _("%(name)s的最少人数应在 0 至 %(most)d 之间。")
                % {"name": known[key].name if key in known else key, "most": MOST_AT_ONE_PLACE}
            )
        if number:
            kept[key] = number
    for place in _current(post=locked).filter(venue=venue, window=None):
        if place.minimum == kept:
            return place
        _end(place, day)
    made = PostPlace.objects.create(post=locked, venue=venue, minimum=kept, effective_on=day)
    told = "、".join(f"{known[key].name} {number}" for key, number in kept.items())
    after = {"venue": venue.name, "minimum": told}
    record_event("post.minimum", by=by, obj=locked, contract=locked.contract, after=after)
    return made


@transaction.atomic
def set_hours(*, by: Any, at: datetime, contract: Contract, day: date, hours: Sequence[Hours]) -> None:
    """The hall's hours from a day on: sessions that stay as they are go on, others end the day before.

    Raises: PostRefused.
    """
    if not holds(by, Permission.POST_EDIT, contract):
        raise PostRefused(_("您的身份不能修改服务时段。"))
    _check(hours)
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if ServiceSession.objects.filter(contract=contract, effective_on__gt=day).exists():
        raise PostRefused(_("已经登记了更晚起用的服务时段，请选更晚的起用日期。"))
    now = {row.key: row for row in ServiceSession.objects.filter(contract=contract, effective_until=None)}
    for wanted in hours:
        row = now.pop(wanted.key, None)
        if row is not None and _same(row, wanted):
            continue
        if row is not None:
            _end_session(row, day)
        ServiceSession.objects.create(
            contract=contract, key=wanted.key, name=needed(wanted.name, _("请填写时段名称。"), PostRefused, 20),
            kind=wanted.kind, starts_at=wanted.starts_at, ends_at=wanted.ends_at,
            weekdays=sorted(set(wanted.weekdays)), effective_on=day,
        )  # fmt: skip
    for row in now.values():
        _end_session(row, day)
    after = {"hours": [f"{each.name} {each.starts_at:%H:%M}–{each.ends_at:%H:%M}" for each in hours]}
    record_event("hours.set", by=by, contract=contract, after={"effective_on": day, **after})


def _check(hours: Sequence[Hours]) -> None:
    if not hours:
        raise PostRefused(_("请至少填写一个服务时段。"))
    if len({each.key for each in hours}) != len(hours):
        raise PostRefused(_("时段的代号不能重复。"))
    for each in hours:
        if each.ends_at <= each.starts_at:
            raise PostRefused(_("“%(name)s”的结束时间应晚于开始时间。") % {"name": each.name})
        if not each.weekdays or not set(each.weekdays) <= set(range(1, 8)):
            raise PostRefused(_("“%(name)s”请至少选一天。") % {"name": each.name})
    regular = sorted(
        (each for each in hours if each.kind == SessionKind.REGULAR), key=lambda each: each.starts_at
    )
    for first, second in pairwise(regular):
        if second.starts_at < first.ends_at and set(first.weekdays) & set(second.weekdays):
            raise PostRefused(
                _("“%(first)s”和“%(second)s”的时间重叠，请改正。")
                % {"first": first.name, "second": second.name}
            )


def _same(row: ServiceSession, wanted: Hours) -> bool:
    return (row.name, row.kind, row.starts_at, row.ends_at, row.weekdays) == (
        wanted.name, wanted.kind, wanted.starts_at, wanted.ends_at, sorted(set(wanted.weekdays)),
    )  # fmt: skip


def _end_session(row: ServiceSession, day: date) -> None:
    """End a session the day before. One that was never used is ended on its first day, where it is not served."""
    last = max(day - timedelta(days=1), row.effective_on)
    ServiceSession.objects.filter(pk=row.pk).update(effective_until=last)


def _end(place: PostPlace, day: date) -> None:
    if place.effective_on >= day:
        place.delete()
        return
    PostPlace.objects.filter(pk=place.pk).update(effective_until=day - timedelta(days=1))


def _current(*, post: Post) -> Any:
    return PostPlace.objects.select_for_update(of=("self",)).filter(post=post, effective_until=None)


def _lock(by: Any, post: Post) -> Post:
    locked: Post = Post.objects.select_for_update(of=("self",)).select_related("contract").get(pk=post.pk)
    if not holds(by, Permission.POST_EDIT, locked.contract):
        raise PostRefused(_("您的身份不能修改岗位设置。"))
    return locked
