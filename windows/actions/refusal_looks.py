"""A supervisor looks at a refusal: agrees, or gives the case back to the window.

Source: 002 § 四(一)(8) (窗口无否决权); facts.md § 2 (SH 24).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.errors import DomainError, Stale
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from windows.actions.case_forms import void_form
from windows.actions.moves import lock_case, move_case
from windows.actions.refusal_matters import drop_refusal_matter
from windows.enums import CaseState
from windows.enums.forms import FormKind
from windows.models import RefusalLook


class LookRefused(DomainError):
    """A look that cannot be taken."""


class AlreadyLooked(Stale):
    """Another supervisor was quicker."""


@transaction.atomic
def agree_to_refusal(*, by: Any, at: datetime, look: RefusalLook, note: str = "") -> RefusalLook:
    """Agree with a refusal. Raises: LookRefused, AlreadyLooked."""
    return _settle(by=by, at=at, look=_open(by, look), agreed=True, note=clean_text(note).strip())


@transaction.atomic
def send_back_refusal(*, by: Any, at: datetime, look: RefusalLook, note: str) -> RefusalLook:
    """Give a refused case back to the window with the reason; its refusal is void, its matter ends.

    Raises: LookRefused (a case filed meanwhile among it), AlreadyLooked, MoveRefused.
    """
    locked, note = _open(by, look), clean_text(note).strip()
    if not note:
        raise LookRefused(_("请写明退回的理由，窗口据此重新受理。"))
    case = lock_case(locked.case)
    if case.archived_at is not None:
        raise LookRefused(_("办件 %(number)s 已经归档，不能退回窗口。") % {"number": case.number})
    settled = _settle(by=by, at=at, look=locked, agreed=False, note=note)
    move_case(
        by=by, at=at, case=case, to=CaseState.REGISTERED, action="reopen", why=note,
        refusal_kind="", closed_at=None, closing_reason="",
    )  # fmt: skip
    for form in case.forms.filter(kind=FormKind.REFUSAL, void_at=None):
        void_form(by=by, at=at, form=form, why=note)
    drop_refusal_matter(by=by, at=at, look=settled, why=note)
    return settled


def _open(by: Any, look: RefusalLook) -> RefusalLook:
    found = RefusalLook.objects.select_for_update(of=("self",)).select_related("case__contract")
    locked: RefusalLook = found.get(pk=look.pk)
    if not holds(by, Permission.CASE_SUPERVISE, locked.case.contract):
        raise LookRefused(_("只有主管可以复核不予受理。"))
    if locked.case.clerk_id == by.pk:
        raise LookRefused(_("这个办件由您经办，须由另一位主管复核。"))
    if locked.looked_at is not None:
        raise AlreadyLooked(_("这项不予受理刚刚已有人复核，请刷新页面。"))
    return locked


def _settle(*, by: Any, at: datetime, look: RefusalLook, agreed: bool, note: str) -> RefusalLook:
    if len(note) > 300:
        raise LookRefused(_("复核意见最多 300 个字，请写简短些。"))
    values = {"looked_by": by, "looked_at": at, "agreed": agreed, "note": note}
    RefusalLook.objects.filter(pk=look.pk).update(**values)
    for name, value in values.items():
        setattr(look, name, value)
    action = "refusal_look.agree" if agreed else "refusal_look.send_back"
    after = {"number": look.case.number, "note": note}
    record_event(action, by=by, obj=look, contract=look.case.contract, after=after)
    return look
