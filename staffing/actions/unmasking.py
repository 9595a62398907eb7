"""One sealed field of a staff file or an application, shown to one person for a reason that is written down.

Source: security.md D2.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.step_up import confirm_password
from accounts.models import User
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import open_column
from records.actions import record_event
from staffing.actions.wording import needed
from staffing.models import Candidate, Person
from staffing.queries.disclosure import FREE_A_DAY, needs_password

SEALED: Mapping[type, tuple[str, ...]] = {Person: ("id", "phone", "address"), Candidate: ("id", "phone")}
EVENTS: Mapping[type, str] = {Person: "staff.unmask", Candidate: "candidate.unmask"}


class UnmaskRefused(DomainError):
    """A field that may not be shown, or not like this."""


class PasswordNeeded(UnmaskRefused):
    """Twenty fields were shown today: the password once more, good for the next twenty."""


def unmask(
    *, by: Any, at: datetime, row: Person | Candidate, field: str, reason: str, password: str = ""
) -> str:
    """The clear text of one sealed field, for a reason that is written down. Call it outside a transaction.

    Shape: `row` was fetched through `allowed(by, STAFF_UNMASK)`; `field` is "id", "phone" or, of a person, "address".
    Raises: PasswordNeeded, UnmaskRefused, SealError.
    """
    if field not in SEALED[type(row)]:
        raise UnmaskRefused(_("这一项不是可以查看的个人信息。"))
    if not holds(by, Permission.STAFF_UNMASK, row.contract):
        raise UnmaskRefused(_("您的身份不能查看这一项。"))
    why = needed(scrub(reason), _("请写明为什么查看。"), UnmaskRefused)
    if password:
        confirm_password(
            by=by, password=password, refusal=UnmaskRefused, action=EVENTS[type(row)], obj=row, contract=row.contract
        )  # fmt: skip
    return _show(by, at, row, field, why, bool(password))


@transaction.atomic
def _show(by: Any, at: datetime, row: Person | Candidate, field: str, why: str, confirmed: bool) -> str:
    User.objects.select_for_update().get(pk=by.pk)  # parallel requests are counted one after another
    if not confirmed and needs_password(by, at):
        raise PasswordNeeded(
            _("您今天已查看 %(count)d 次个人信息。再看请输入登录口令，之后可再看 %(count)d 次。")
            % {"count": FREE_A_DAY}
        )
    text = open_column(row, field)
    if not text:
        raise UnmaskRefused(_("这一项没有登记内容，或保存期已满、已经清除。"))
    after = {"field": f"{field}_sealed", "reason": why, "confirmed": confirmed}
    record_event(EVENTS[type(row)], by=by, obj=row, contract=row.contract, after=after)
    return text
