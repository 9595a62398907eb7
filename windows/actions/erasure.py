"""Holding a case's personal data back from erasure, and letting it go again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from windows.actions.moves import lock_case, touch_case
from windows.models import Case, Hold
from windows.queries.disclosure import shown_fields


class HoldRefused(DomainError):
    """A hold, or its release, that does not fit."""


@transaction.atomic
def hold_case(*, by: Any, at: datetime, case: Case, reason: str) -> Hold:
    """From now on nothing of this case is erased. Raises: HoldRefused."""
    locked = lock_case(case)
    _may(by, locked)
    reason = _words(reason, _("请写明保留的原因，例如案号或来函文号。"))
    if locked.hold_reason:
        raise HoldRefused(_("办件 %(number)s 已经在保留中。") % {"number": locked.number})
    if locked.erased_at is not None and not keeps_something(locked):
        raise HoldRefused(
            _("办件 %(number)s 的个人信息已于 %(day)s 清除，不能再保留。")
            % {"number": locked.number, "day": f"{locked.erased_at:%Y-%m-%d}"}
        )
    hold = Hold.objects.create(contract=locked.contract, case=locked, reason=reason, by=by, at=at)
    touch_case(by=by, at=at, case=locked, action="hold", why=reason, hold_reason=reason)
    return hold


@transaction.atomic
def release_hold(*, by: Any, at: datetime, hold: Hold, reason: str) -> Hold:
    """The reason is over: the nightly erasure may take the case again. Raises: HoldRefused."""
    case = lock_case(hold.case)
    found = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    _may(by, case)
    reason = _words(reason, _("请写明为什么解除保留。"))
    if found.released_at is not None:
        raise HoldRefused(_("办件 %(number)s 的保留已经解除。") % {"number": case.number})
    found.released_at, found.released_by, found.release_reason = at, by, reason
    found.save(update_fields=["released_at", "released_by", "release_reason"])
    touch_case(by=by, at=at, case=case, action="release", why=reason, hold_reason="")
    return found


def keeps_something(case: Case) -> bool:
    """Whether anything of the case is left to hold: an address goes years before an ID number."""
    return any(
        getattr(case, entry.field) is not None for entry in shown_fields("windows.case") if entry.is_sealed
    )


def _may(by: Any, case: Case) -> None:
    if not holds(by, Permission.CASE_HOLD, case.contract):
        raise HoldRefused(_("这一步须由有相应身份的人员完成。"))


def _words(text: str, missing: str) -> str:
    words = scrub(clean_text(text).strip())[:200]
    if not words:
        raise HoldRefused(missing)
    return words
