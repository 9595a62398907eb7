"""Patterns somebody works regularly: made, and retired when no longer used."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from records.actions import record_event
from staffing.actions.wording import needed
from staffing.models import ShiftPattern


class PatternRefused(DomainError):
    """A pattern without a name or a session, or a name used before."""


@transaction.atomic
def add_pattern(
    *, by: Any, at: datetime, contract: Contract, name: str, grid: Mapping[str, list[str]]
) -> ShiftPattern:
    """Keep a week's sessions under a name. Raises: PatternRefused."""
    name = needed(name, _("请填写班型名称。"), PatternRefused, 40)
    if not grid:
        raise PatternRefused(_("请至少勾选一个时段。"))
    try:
        with transaction.atomic():
            row = ShiftPattern.objects.create(contract=contract, name=name, grid=dict(grid))
    except IntegrityError as error:
        raise PatternRefused(_("已有名为“%(name)s”的班型，请换个名称。") % {"name": name}) from error
    record_event("pattern.add", by=by, obj=row, contract=contract, after={"name": name, "grid": dict(grid)})
    return row


@transaction.atomic
def retire_pattern(*, by: Any, at: datetime, pattern: ShiftPattern) -> ShiftPattern:
    """Offer it no more; weeks planned by it stay. Raises: PatternRefused."""
    row = ShiftPattern.objects.select_for_update().get(pk=pattern.pk)
    if row.retired_at is not None:
        raise PatternRefused(_("这个班型已经停用。"))
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    record_event("pattern.retire", by=by, obj=row, contract=row.contract, after={"name": row.name})
    return row
