"""The shelf: results with a place, waiting for their applicants."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from windows.actions.moves import lock_case, move_case, touch_case
from windows.enums import CaseState, Holder
from windows.models import Case

LONGEST = 40


class ShelfRefused(DomainError):
    """A case that does not belong on the shelf."""


@transaction.atomic
def put_on_shelf(*, by: Any, at: datetime, case: Case, place: str) -> Case:
    """Give a result its place; a result that lies there already moves, a lost one that was made again comes back.

    Raises: ShelfRefused.
    """
    locked = lock_case(case)
    if not Case.objects.allowed(by, Permission.ISSUANCE_DO).filter(pk=locked.pk).exists():
        raise ShelfRefused(_("您的身份不能办理出件。"))
    return shelve(by=by, at=at, case=locked, place=check_place(place))


def check_place(place: str) -> str:
    """A place as it is kept. Raises: ShelfRefused."""
    place = clean_text(place).strip()
    if not place:
        raise ShelfRefused(_("请填存放位置，例如“A-03”。"))
    if len(place) > LONGEST:
        raise ShelfRefused(_("存放位置“%(place)s…”太长，最多 40 个字。") % {"place": place[:12]})
    return place


def shelve(*, by: Any, at: datetime, case: Case, place: str) -> Case:
    """The step itself, for a locked case and a checked place. Raises: ShelfRefused."""
    values: dict[str, Any] = {"by": by, "at": at, "case": case, "facts": {"place": place}}
    columns: dict[str, Any] = {"holder": Holder.SHELF, "shelf_place": place}
    if case.state == CaseState.DECIDED and case.holder == Holder.WINDOW:
        return move_case(to=CaseState.READY, action="shelve", ready_at=at, **values, **columns)
    if case.state == CaseState.READY:
        return touch_case(action="shelve", **values, **columns)
    raise ShelfRefused(
        _("办件 %(number)s 现在是“%(state)s”，材料在%(holder)s，不能上架。窗口签收结果后才能上架。")
        % {"number": case.number, "state": case.get_state_display(), "holder": case.get_holder_display()}
    )
