"""Windows of the places a contract serves: registered and renamed, never removed while anything hangs on them."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.models import Contract, Venue, Window, Zone
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text, digits_narrowed
from records.actions import record_event

MOST_AT_ONCE = 60


class WindowRefused(DomainError):
    """A window that cannot be registered like this."""


@transaction.atomic
def add_windows(
    *, by: Any, at: datetime, contract: Contract, venue: Venue, numbers: str, zone: str = "", name: str = ""
) -> list[Window]:
    """Register windows: 7, or a row of them as 01-16 or 1,2,5. A zone that is new is made. Raises: WindowRefused."""
    _may(by, contract, venue)
    wanted = numbers_in(numbers)
    place = _zone(venue, zone)
    taken = Window.objects.filter(venue=venue, number__in=wanted).values_list("number", flat=True)
    if taken:
        words = {"venue": venue.name, "numbers": "、".join(sorted(taken))}
        raise WindowRefused(_("%(venue)s已有窗口 %(numbers)s，请换一个窗口号。") % words)
    name = clean_text(name).strip()
    made = [
        Window.objects.create(venue=venue, zone=place, number=number, name=name[:40]) for number in wanted
    ]
    for window in made:
        record_event("window.add", by=by, obj=window, contract=contract, after=_facts(window))
    return made


@transaction.atomic
def change_window(
    *, by: Any, at: datetime, contract: Contract, window: Window, number: str, zone: str = "", name: str = ""
) -> Window:
    """Give a window another number, name or zone; what happened there stays with it. Raises: WindowRefused."""
    locked = Window.objects.select_for_update(of=("self",)).select_related("venue", "zone").get(pk=window.pk)
    _may(by, contract, locked.venue)
    wanted = numbers_in(number)
    if len(wanted) != 1:
        raise WindowRefused(_("一次只能改一个窗口，请只填一个窗口号。"))
    before = _facts(locked)
    locked.number, locked.name = wanted[0], clean_text(name).strip()[:40]
    locked.zone = _zone(locked.venue, zone)
    try:
        with transaction.atomic():
            locked.save(update_fields=["number", "name", "zone"])
    except IntegrityError as error:
        raise WindowRefused(_("已有窗口 %(number)s，请换一个窗口号。") % {"number": locked.number}) from error
    record_event("window.change", by=by, obj=locked, contract=contract, before=before, after=_facts(locked))
    return locked


def numbers_in(text: str) -> list[str]:
    """01-16 or 1、2、A5 as window numbers, in order. Raises: WindowRefused."""
    found: list[str] = []
    for part in digits_narrowed(clean_text(text)).replace("、", ",").replace("，", ",").split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if dash and first.isdecimal() and last.isdecimal():
            found += [f"{number:0{len(first)}}" for number in _row(int(first), int(last))]
        elif part.strip():
            found.append(part.strip())
    wrong = next((number for number in found if len(number) > 10), None)
    if not found or wrong:
        raise WindowRefused(_("请填写窗口号，如 7、A03，或一段 01-16；每个不超过 10 个字。"))
    if len(set(found)) < len(found) or len(found) > MOST_AT_ONCE:
        raise WindowRefused(_("窗口号有重复，或一次超过 %(most)s 个。") % {"most": MOST_AT_ONCE})
    return found


def _row(first: int, last: int) -> range:
    if not first < last < first + MOST_AT_ONCE:
        words = {"first": first, "last": last, "most": MOST_AT_ONCE}
        raise WindowRefused(_("%(first)s-%(last)s 不是从小到大的一段，或一次超过 %(most)s 个。") % words)
    return range(first, last + 1)


def _may(by: Any, contract: Contract, venue: Venue) -> None:
    if not holds(by, Permission.CASE_SUPERVISE, contract):
        raise WindowRefused(_("只有主管可以登记窗口。"))
    if not venue.contracts.filter(pk=contract.pk).exists():
        raise WindowRefused(_("这个场所不在本合同内。"))


def _zone(venue: Venue, name: str) -> Zone | None:
    name = clean_text(name).strip()
    if len(name) > 60:
        raise WindowRefused(_("服务区名称不超过 60 个字。"))
    return Zone.objects.get_or_create(venue=venue, name=name)[0] if name else None


def _facts(window: Window) -> dict[str, Any]:
    return {
        "number": window.number, "name": window.name, "zone": str(window.zone or ""), "venue": window.venue.name,
    }  # fmt: skip
