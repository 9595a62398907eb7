"""What is done to a case beside deciding it: scanned, numbered on the platform, taken over, withdrawn, voided.

Source: 002 § 四(一)(1) (scan and upload, platform number), § 五 3.9; rules.md § 5; facts.md § 4 (both numbers kept).
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from windows.actions.case_forms import make_form
from windows.actions.clock_stops import end_stop
from windows.actions.moves import lock_case, move_case, touch_case
from windows.enums import CaseState, Holder
from windows.models import Case
from windows.rules.case_steps import BEFORE_DECIDED, may_void


class CareRefused(DomainError):
    """A step that does not fit the case as it stands. `field` names the place to mend, or "" for the whole."""

    def __init__(self, text: str, field: str = "") -> None:
        self.field = field
        super().__init__(text)


@transaction.atomic
def mark_scanned(*, by: Any, at: datetime, case: Case, revision: int | None = None) -> Case:
    """The paper materials were scanned and uploaded to the platform. Raises: CareRefused, CaseMoved."""
    locked = _lock(by, case, Permission.CASE_REGISTER, revision)
    if locked.scanned_at is not None:
        raise CareRefused(_("材料扫描已经登记过。"))
    return touch_case(by=by, at=at, case=locked, action="scan", scanned_at=at)


@transaction.atomic
def set_platform_number(
    *, by: Any, at: datetime, case: Case, number: str, revision: int | None = None
) -> Case:
    """Write down the number the integrated platform gave, or mend it. Raises: CareRefused, CaseMoved."""
    locked = _lock(by, case, Permission.CASE_REGISTER, revision)
    number = clean_text(number).strip()
    if not number:
        raise CareRefused(_("请填一体化平台上的编号。"), "number")
    facts = {"number": number, "before": locked.platform_number}
    try:
        with transaction.atomic():
            return touch_case(
                by=by, at=at, case=locked, action="platform_number", facts=facts, platform_number=number[:50]
            )
    except IntegrityError as error:
        taken = Case.objects.filter(contract=locked.contract, platform_number=number).first()
        text = _("平台编号 %(number)s 已经登记在办件 %(other)s 上，请核对。")
        raise CareRefused(text % {"number": number, "other": taken or "—"}, "number") from error


@transaction.atomic
def take_over(*, by: Any, at: datetime, case: Case, revision: int | None = None) -> Case:
    """Look after a case from now on; who took it in stays written. Raises: CareRefused, CaseMoved."""
    locked = _lock(by, case, Permission.CASE_REGISTER, revision)
    if (locked.keeper_id or locked.clerk_id) == by.pk:
        raise CareRefused(_("这个办件已经由您经办。"))
    return touch_case(by=by, at=at, case=locked, action="take_over", keeper=by)


@transaction.atomic
def withdraw_case(
    *, by: Any, at: datetime, case: Case, reason: str, taker: str = "", revision: int | None = None
) -> Case:
    """The applicant takes the application back, before it is decided; a slip lists what is returned.

    Shape: papers at the window go back at once; those at the department follow by a hand-over.
    Raises: CareRefused, MoveRefused, CaseMoved. Source: rules.md § 5.
    """
    locked = _lock(by, case, Permission.CASE_REGISTER, revision)
    reason = clean_text(reason).strip()
    if locked.state not in BEFORE_DECIDED:
        raise CareRefused(_("办件已经办结或终止，不能撤件。"))
    if not reason:
        raise CareRefused(_("请写明申请人撤回的原因。"), "reason")
    if locked.holder == Holder.ON_THE_WAY:
        raise CareRefused(_("材料正在移交途中。请先由双方确认交接，再办理撤件。"))
    columns = _ended(by, at, locked) | {"closed_at": at, "closing_reason": reason[:300]}
    if locked.holder == Holder.WINDOW:
        columns["holder"] = Holder.APPLICANT
    moved = move_case(
        by=by, at=at, case=locked, to=CaseState.WITHDRAWN, action="withdraw", why=reason, **columns
    )
    make_form(
        by=by,
        at=at,
        case=moved,
        kind="withdrawal",
        facts={"reason": reason, "taker": clean_text(taker).strip()},
    )
    return moved


@transaction.atomic
def void_case(*, by: Any, at: datetime, case: Case, reason: str, revision: int | None = None) -> Case:
    """A supervisor voids a case registered by mistake; its number stays, as void.

    Shape: any day before it was accepted, afterwards only on the day of receipt. Raises: CareRefused, CaseMoved.
    """
    locked = _lock(by, case, Permission.CASE_SUPERVISE, revision)
    reason = clean_text(reason).strip()
    if not may_void(locked.state, locked.day, timezone.localdate(at)):
        raise CareRefused(_("只有受理之前的办件，或当天收件、尚未移交的办件可以作废。受理之后请按撤件办理。"))
    if not reason:
        raise CareRefused(_("请写明作废的原因。"), "reason")
    columns = _ended(by, at, locked) | {"closed_at": at, "closing_reason": reason[:300]}
    return move_case(by=by, at=at, case=locked, to=CaseState.VOID, action="void", why=reason, **columns)


def _lock(by: Any, case: Case, permission: Permission, revision: int | None) -> Case:
    locked = lock_case(case, revision=revision)
    if not holds(by, permission, locked.contract):
        raise CareRefused(_("这一步须由有相应身份的人员完成。"))
    return locked


def _ended(by: Any, at: datetime, case: Case) -> dict[str, Any]:
    """A case that ends has no clock that stands and no promise that is open."""
    standing = case.stops.filter(ended_at=None).exists()
    columns = end_stop(by=by, at=at, case=case) if standing else {}
    return columns | {"correction_due_on": None, "gap_due_on": None}
