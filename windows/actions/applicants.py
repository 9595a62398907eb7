"""Filling in an applicant who was here before: personal data in the clear, so each time is on record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.identity_numbers import NumberRefused, check_identity
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from windows.queries.desk import Known, known_applicant


class FillRefused(DomainError):
    """Nobody is looked up by half a number, nor by whoever may not register."""


@transaction.atomic
def fill_applicant(
    *, by: Any, at: datetime, contract: Contract, id_kind: str, id_number: str
) -> Known | None:
    """The applicant of an earlier case, for the clerk's form; None for somebody new. Raises: FillRefused.

    Only a whole number with a right check digit is looked up, and what was shown is an event: the case, not the data.
    """
    if not holds(by, Permission.CASE_REGISTER, contract):
        raise FillRefused(_("您的身份不能登记办件。"))
    try:
        number = check_identity(id_kind, id_number, today=at.date())
    except (NumberRefused, KeyError) as refused:
        raise FillRefused(_("证件号码不完整，没有查找。")) from refused
    known = known_applicant(contract, number)
    if known is not None:
        record_event(
            "applicant.fill", by=by, obj=known.case, contract=contract, after={"number": known.case.number}
        )
    return known
