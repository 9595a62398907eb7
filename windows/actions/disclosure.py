"""Showing one masked field to one person: with a reason, written down, the password again after twenty a day."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.step_up import confirm_password
from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Role
from hall_ops.lib.personal_data import PersonalField, personal_field
from hall_ops.lib.sealing import open_column
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from windows.enums import UnmaskReason
from windows.models import Disclosure
from windows.models.cases import OPEN_STATES
from windows.queries.disclosure import FREE_A_DAY, needs_password, unmasking_roles


class UnmaskRefused(DomainError):
    """A field that may not be shown, or not like this."""


class PasswordNeeded(UnmaskRefused):
    """Twenty fields were shown today: the password once more, good for the next twenty."""


def unmask(
    *, by: Any, at: datetime, case: Any, field: str, reason: str, note: str = "", password: str = ""
) -> str:
    """The clear text of one field of a case, or of any other row of the catalogue that hangs on a contract.

    Shape: `case` the row, fetched through `allowed(by, CASE_UNMASK)`; `field` the catalogue's column ("id_sealed");
    `reason` an UnmaskReason, `note` its words. Call it outside a transaction: a refused password is an event of its
    own. Raises: PasswordNeeded, UnmaskRefused, SealError.
    """
    entry = _entry(case, field)
    contract = case.contract
    _may(by, contract, entry, case)
    note = scrub(clean_text(note).strip())[:200]
    if reason not in UnmaskReason.values:
        raise UnmaskRefused(_("请选择查看的事由。"))
    if reason == UnmaskReason.OTHER and not note:
        raise UnmaskRefused(_("事由选“其他”时，请写明为什么查看。"))
    if password:
        confirm_password(
            by=by, password=password, refusal=UnmaskRefused, action="case.unmask", obj=case, contract=contract
        )
    return _show(
        by=by,
        at=at,
        row=case,
        contract=contract,
        entry=entry,
        reason=reason,
        note=note,
        confirmed=bool(password),
    )


@transaction.atomic
def _show(
    *, by: Any, at: datetime, row: Any, contract: Contract, entry: PersonalField, reason: str, note: str,
    confirmed: bool,
) -> str:  # fmt: skip
    User.objects.select_for_update().get(pk=by.pk)  # parallel requests are counted one after another
    if not confirmed and needs_password(by, at):
        raise PasswordNeeded(
            _("您今天已查看 %(count)d 次个人信息。再看请输入登录口令，之后可再看 %(count)d 次。")
            % {"count": FREE_A_DAY}
        )
    text = open_column(row, entry.name) if entry.is_sealed else str(getattr(row, entry.field))
    if not text:
        raise UnmaskRefused(_("这一项没有登记内容，或保存期已满、已经清除。"))
    Disclosure.objects.create(
        contract=contract, object_type=entry.model, object_id=row.pk, object_label=str(row)[:100], field=entry.field,
        reason=reason, note=note, by=by, at=at, confirmed=confirmed,
    )  # fmt: skip
    after = {"field": entry.field, "reason": reason, "note": note}
    record_event("case.unmask", by=by, obj=row, contract=contract, after=after)
    return text


def _entry(row: Any, field: str) -> PersonalField:
    try:
        return personal_field(row._meta.label_lower, field)
    except KeyError:
        raise UnmaskRefused(_("这一项不是可以查看的个人信息。")) from None


def _may(by: Any, contract: Contract, entry: PersonalField, row: Any) -> None:
    """The matrix's right, the catalogue's roles; a clerk only while the case is open (security.md section 6)."""
    roles = unmasking_roles(by, contract)
    if not roles & entry.roles:
        raise UnmaskRefused(_("您的身份不能查看这一项。"))
    owner = row if row._meta.label_lower == "windows.case" else getattr(row, "case", None)
    if roles == {Role.CLERK} and owner is not None and owner.state not in OPEN_STATES:
        raise UnmaskRefused(_("这件已经办完。需要查看时请由班组长或大厅主管查看。"))
