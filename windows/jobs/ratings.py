"""Nightly work on ratings and public pages, and what people are to be reminded of."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.permissions import Role
from windows.actions.public import forget_tries
from windows.actions.ratings import forget_origins
from windows.models import RatingFollowUp
from windows.queries.rating_lists import late_followups
from windows.rules.rating_life import CONTRACTOR, OPENED, steps_open


def clean_public() -> str:
    """Forget counts of tries after an hour, and after half a year from where ratings came."""
    now = timezone.now()
    tries, origins = forget_tries(at=now), forget_origins(at=now)
    return _("清除计数 %(tries)d 条，评价来源 %(origins)d 条") % {"tries": tries, "origins": origins}


def followup_reminders(now: datetime) -> list[dict[str, Any]]:
    """Bad ratings whose term ends today or is over: the supervisor's to verify and rectify, the rest the assessor's.

    Shape: [{kind, key, text, role, url, contract_id}]; `key` stays the same from day to day.
    """
    today = timezone.localdate(now)
    return [_reminder(followup, today) for followup in late_followups(today)]


def _reminder(followup: RatingFollowUp, today: date) -> dict[str, Any]:
    due = followup.contact_due_on if followup.state == OPENED else followup.rectify_due_on
    words = {"n": followup.number, "due": f"{due:%Y-%m-%d}", "state": followup.get_state_display()}
    text = (
        _("差评 %(n)s 应于 %(due)s 前办理，现在“%(state)s”，已逾期")
        if due < today
        else _("差评 %(n)s 须在今天办理，现在“%(state)s”")
    ) % words
    contractors = steps_open(
        followup.state, real_name=followup.rating.is_real_name, side=CONTRACTOR, is_assessor=False
    )
    slug = followup.contract.slug
    when = "late" if due < today else "due"
    return {
        "kind": f"rating_{when}",
        "key": f"rating:{followup.pk}:{followup.state}:{when}",
        "text": text,
        "role": Role.SUPERVISOR if contractors else Role.ASSESSOR,
        "url": reverse("windows:rating-handle", args=[slug, followup.number])
        if contractors
        else reverse("windows:rating-detail", args=[slug, followup.rating_id]),
        "contract_id": followup.contract_id,
    }
