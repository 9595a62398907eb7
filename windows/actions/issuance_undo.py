"""Taking back what the counter gave out wrongly: the paper lies on the shelf again, both acts stay written."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key
from windows.actions.case_forms import void_form
from windows.actions.issuance import IssueRefused
from windows.actions.moves import lock_case, move_case
from windows.actions.shelf import check_place
from windows.enums import CaseState, Delivery, FormKind, Holder
from windows.models import Issuance

LONGEST = 200


@transaction.atomic
def undo_issuance(*, by: Any, at: datetime, issuance: Issuance, why: str, place: str, key: str) -> Issuance:
    """A supervisor takes back what the counter gave out wrongly; whoever has the paper has returned it.

    Shape: the issuance stays, marked with who, when and why; its slip is void; the case waits on the shelf again.
    What the visitor said of the visit stays as it was said. Raises: IssueRefused, ShelfRefused.
    """
    body = {"undo": issuance.pk, "why": why, "place": place}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return Issuance.objects.get(pk=issuance.pk)
    case = lock_case(issuance.case)
    row = Issuance.objects.select_for_update(of=("self",)).get(pk=issuance.pk)
    why = clean_text(why).strip()
    _may_undo(by, row, case, why)
    place = check_place(place)
    changed = {"undone_at": at, "undone_by": by, "undone_why": why}
    Issuance.objects.filter(pk=row.pk).update(**changed)
    move_case(
        by=by, at=at, case=case, to=CaseState.READY, action="undo_issue", why=why,
        facts={"way": row.way, "place": place}, ready_at=at, issued_at=None, holder=Holder.SHELF, shelf_place=place,
    )  # fmt: skip
    for form in case.forms.filter(kind=FormKind.ISSUANCE, void_at=None):
        void_form(by=by, at=at, form=form, why=why)
    claim.settle({"id": row.pk})
    row.refresh_from_db()
    return row


def _may_undo(by: Any, row: Issuance, case: Any, why: str) -> None:
    """Raises: IssueRefused with what stands in the way and what to do."""
    if not Issuance.objects.allowed(by, Permission.CASE_SUPERVISE).filter(pk=row.pk).exists():
        raise IssueRefused(_("只有主管可以撤销出件。"))
    if row.by_id == by.pk:
        raise IssueRefused(_("这次出件由您办理，须由另一位主管撤销。"))
    if row.undone_at is not None:
        raise IssueRefused(_("办件 %(number)s 的这次出件已经撤销。请刷新页面。") % {"number": case.number})
    if row.way == Delivery.POST:
        raise IssueRefused(_("邮寄的结果请在“邮寄”里登记退回或遗失。"))
    if row.way != Delivery.COUNTER:
        raise IssueRefused(_("只有窗口领取的出件可以撤销。"))
    if case.state != CaseState.ISSUED:
        raise IssueRefused(
            _("办件 %(number)s 现在是“%(state)s”，不能撤销出件。")
            % {"number": case.number, "state": case.get_state_display()}
        )
    if not why:
        raise IssueRefused(_("请写明撤销的原因，例如“发错领取人，证照已收回”。"))
    if len(why) > LONGEST:
        raise IssueRefused(_("撤销原因最多 200 个字，请写简短些。"))
