"""Notices: made once for each reason, settled when the reason is gone, opened again when it comes back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.utils import timezone

from assessment.models import Notice
from assessment.queries.notices import Wanted, told_elsewhere, wanted_notices


def settle_notices(keys: Iterable[str], *, at: datetime) -> int:
    """The reasons are gone: nobody is reminded any more. Shape: how many notices were open."""
    return Notice.objects.filter(key__in=list(keys), done_at=None).update(done_at=at)


@transaction.atomic
def refresh_notices(*, at: datetime) -> tuple[int, int]:
    """Make what is missing and settle what is over; a second run changes nothing. Shape: (made, settled).

    It asks for the state of today, not for what happened since the last run, so a run after an outage catches up.
    """
    reasons = chain(wanted_notices(timezone.localdate(at)), told_elsewhere(at))
    wanted = {each.key: each for each in reasons}
    made = _make(wanted, at)
    gone = Notice.objects.filter(done_at=None).exclude(key__in=list(wanted))
    return made, gone.update(done_at=at)


def _make(wanted: Mapping[str, Wanted], at: datetime) -> int:
    known = dict(Notice.objects.filter(key__in=list(wanted)).values_list("key", "done_at"))
    missing = [each for key, each in wanted.items() if key not in known]
    Notice.objects.bulk_create([_row(each, at) for each in missing], ignore_conflicts=True)
    back = [key for key, done_at in known.items() if done_at is not None]
    return len(missing) + Notice.objects.filter(key__in=back).update(done_at=None, made_at=at)


def _row(wanted: Wanted, at: datetime) -> Notice:
    return Notice(
        contract_id=wanted.contract_id,
        role=wanted.role,
        kind=wanted.kind,
        key=wanted.key,
        text=wanted.text,
        url=wanted.url,
        made_at=at,
    )
