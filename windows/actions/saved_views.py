"""Keeping a ledger's filters and columns under a name."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from records.actions import record_event
from windows.models import SavedView

MOST = 30


class ViewRefused(DomainError):
    """The view cannot be kept, or is not theirs."""


@transaction.atomic
def save_view(
    *, by: Any, at: datetime, contract: Contract, ledger: str, name: str, query: str, is_shared: bool
) -> SavedView:
    """Keep a view; one of the same name and owner is replaced. Raises: ViewRefused at thirty of a ledger."""
    mine = SavedView.objects.filter(contract=contract, ledger=ledger, owner=by)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise ViewRefused(_("每个台账最多保存 %(most)d 个视图。请先删去不用的。") % {"most": MOST})
    view, _made = SavedView.objects.update_or_create(
        contract=contract, ledger=ledger, owner=by, name=name,
        defaults={"query": query, "is_shared": is_shared, "saved_at": at},
    )  # fmt: skip
    after = {"ledger": ledger, "name": name, "is_shared": is_shared}
    record_event("ledger.save_view", by=by, obj=view, contract=contract, after=after)
    return view


@transaction.atomic
def drop_view(*, by: Any, at: datetime, view: SavedView) -> None:
    """Take a view away. Raises: ViewRefused for somebody else's."""
    if view.owner_id != by.pk:
        raise ViewRefused(_("“%(name)s”是别人保存的视图，只能由保存的人删除。") % {"name": view.name})
    before = {"ledger": view.ledger, "name": view.name}
    record_event("ledger.drop_view", by=by, obj=view, contract=view.contract, before=before)
    view.delete()
