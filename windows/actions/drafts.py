"""Keeping what a clerk has typed: saved as one sealed whole, thrown away with the registration or after a week."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import label_of, place, seal
from windows.models import IntakeDraft
from windows.queries.desk import DRAFT_DAYS, registered_under

MOST_LETTERS = 40_000
MOST_DRAFTS = 30


class DraftRefused(DomainError):
    """A draft that cannot be kept."""


class DraftDone(DomainError):
    """The form of this draft has made its case already."""


@transaction.atomic
def save_draft(
    *, by: Any, at: datetime, contract: Contract, key: str, fields: dict[str, Any], revision: int
) -> IntakeDraft:
    """Keep a draft; an older save that arrives late changes nothing. Raises: DraftRefused, DraftDone.

    Shape: `revision` counts the saves of the form, from 1.
    """
    if not holds(by, Permission.CASE_REGISTER, contract):
        raise DraftRefused(_("您的身份不能登记办件。"))
    if not 8 <= len(key) <= 64:
        raise DraftRefused(_("草稿没有编号，请刷新页面。"))
    text = json.dumps(fields, ensure_ascii=False)
    if len(text) > MOST_LETTERS:
        raise DraftRefused(_("内容太多，草稿没有保存。请先登记，或删减说明。"))
    if registered_under(by, contract, key) is not None:
        raise DraftDone(_("这次登记已经完成，草稿不再保存。"))
    mine = IntakeDraft.objects.filter(user=by, contract=contract)
    draft = mine.select_for_update().filter(key=key).first()
    if draft is None:
        draft = IntakeDraft(user=by, contract=contract, key=key, started_at=at, revision=0)
        surplus = mine.order_by("-saved_at").values_list("pk", flat=True)[MOST_DRAFTS - 1 :]
        mine.filter(pk__in=list(surplus)).delete()
    if revision <= draft.revision:
        return draft
    draft.sealed = seal(text, aad=place(label_of(IntakeDraft, "sealed"), draft.uid))
    draft.revision, draft.saved_at = revision, at
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, by: Any, contract: Contract, key: str) -> int:
    """Throw a draft of one's own away. Shape: how many, 0 when it is gone already."""
    return IntakeDraft.objects.filter(user=by, contract=contract, key=key).delete()[0]


def forget_drafts(*, at: datetime) -> int:
    """Throw away what nobody touched for a week: it holds personal data. Shape: how many."""
    return IntakeDraft.objects.filter(saved_at__lt=at - timedelta(days=DRAFT_DAYS)).delete()[0]
