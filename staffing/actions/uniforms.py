"""Deliveries of uniforms: agreed by the contract or added, accepted on a day from which the warranty runs.

Source: 001 § 2 表 3 (25 sets of 3 and 2, 53 of 2 and 1; two years' warranty after acceptance).
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from contracts.queries.agreed import agreed_milestones
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.wording import needed
from staffing.models import UniformLot
from staffing.rules.people import years_later

PIECES = ("summer", "winter", "waistcoat", "jacket")


class LotRefused(DomainError):
    """A delivery that cannot be written down like this."""


@transaction.atomic
def add_lot(*, by: Any, contract: Contract, name: str, people: int, pieces: dict[str, int]) -> UniformLot:
    """A delivery the profile does not name. Raises: LotRefused."""
    _may(by, contract)
    title = needed(name, _("请填写服装名称。"), LotRefused, 60)
    if UniformLot.objects.filter(contract=contract, name=title).exists():
        raise LotRefused(_("“%s”已经登记过。") % title)
    if people < 1 or not any(pieces.values()):
        raise LotRefused(_("请填写人数和每人几件。"))
    lot: UniformLot = UniformLot.objects.create(contract=contract, name=title, people=people, **pieces)
    record_event("uniform_lot.record", by=by, obj=lot, contract=contract, after={"people": people, **pieces})
    return lot


@transaction.atomic
def accept_lot(
    *, by: Any, at: datetime, lot: UniformLot, accepted_on: date, warranty_until: date | None = None
) -> UniformLot:
    """The day a delivery was accepted; the warranty runs as the contract says, else to the day given.

    Raises: LotRefused.
    """
    locked: UniformLot = (
        UniformLot.objects.select_for_update(of=("self",)).select_related("contract").get(pk=lot.pk)
    )
    _may(by, locked.contract)
    if accepted_on > timezone.localdate(at):
        raise LotRefused(_("验收日期还没有到，请核对。"))
    until = warranty_end(locked.contract, accepted_on) or warranty_until
    if until is not None and until <= accepted_on:
        raise LotRefused(_("质保到期应晚于验收日期。"))
    before = {"accepted_on": locked.accepted_on, "warranty_until": locked.warranty_until}
    after = {"accepted_on": accepted_on, "warranty_until": until}
    UniformLot.objects.filter(pk=locked.pk).update(**after)
    record_event(
        "uniform_lot.record", by=by, obj=locked, contract=locked.contract, before=before, after=after
    )
    locked.accepted_on, locked.warranty_until = accepted_on, until
    return locked


def warranty_end(contract: Contract, accepted_on: date) -> date | None:
    """The last day of the warranty the contract agrees; None where it agrees none."""
    agreed = next((each for each in agreed_milestones(contract) if each.key == "uniform_warranty"), None)
    return years_later(accepted_on, agreed.within) if agreed and agreed.unit == "year" else None


def _may(by: Any, contract: Contract) -> None:
    if not holds(by, Permission.STAFF_EDIT, contract):
        raise LotRefused(_("您的身份不能登记服装。"))
