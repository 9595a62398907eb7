"""A draft of a personnel change is rewritten until it is put before the purchaser; each rewriting is on record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.changes import (
    ChangeRefused,
    Wanted,
    check,
    concerns_leaders,
    keep_file,
    lock,
    log_step,
    put_before,
)
from staffing.actions.wording import needed
from staffing.enums import ChangeState
from staffing.models import Person, StaffChange


@transaction.atomic
def edit_change(
    *,
    by: Any,
    at: datetime,
    change: StaffChange,
    wanted: Wanted,
    file: tuple[str, bytes] | None = None,
    file_now: bool = False,
) -> StaffChange:
    """Write a draft anew and, if wanted, file it; a new paper takes the place of the old one. Raises: ChangeRefused."""
    locked = lock(by, change, Permission.CHANGE_FILE)
    if locked.state != ChangeState.DRAFT:
        raise ChangeRefused(_("已报采购人的变更不能再改；有误的请撤回后重新提出。"))
    person = Person.objects.select_for_update(of=("self",)).get(pk=wanted.person.pk)
    held = check(locked.contract, person, wanted, timezone.localdate(at), but=locked.pk)
    columns: dict[str, Any] = {
        "kind": wanted.kind, "person": person, "proposed_by": wanted.proposed_by, "effective_on": wanted.effective_on,
        "announced_on": wanted.announced_on, "to_post": wanted.to_post, "to_team": wanted.to_team,
        "replaces": wanted.replaces, "key_staff": concerns_leaders(wanted, held),
        "reason": needed(wanted.reason, _("请写明事由。"), ChangeRefused, 500),
    }  # fmt: skip
    if file is not None:
        columns["file"] = keep_file(by, at, locked.contract, wanted.kind, file)
    changed = {name: value for name, value in columns.items() if getattr(locked, name) != value}
    if changed:
        before = {name: _told(getattr(locked, name)) for name in changed}
        StaffChange.objects.filter(pk=locked.pk).update(**changed)
        for name, value in changed.items():
            setattr(locked, name, value)
        log_step(locked, by, at, "edit", ChangeState.DRAFT, "")
        after = {name: _told(value) for name, value in changed.items()}
        record_event("change.edit", by=by, obj=locked, contract=locked.contract, before=before, after=after)
    if file_now:
        put_before(locked, by, at)
    return locked


def _told(value: Any) -> Any:
    """A row by its name, a plain value as it is."""
    return "" if value is None else str(value) if hasattr(value, "pk") else value
