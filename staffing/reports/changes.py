"""The printed application for a personnel change."""

from typing import Any

from hall_ops.lib.qr import qr_svg
from staffing.models import StaffChange
from staffing.queries.changes import current_engagement, notice_weeks, steps_of
from staffing.rules.changes import announced_late


def application_context(change: StaffChange) -> dict[str, Any]:
    """What is printed. Shape: `held` is the post before the change, None for who joins."""
    weeks = notice_weeks(change.contract)
    held = change.ended
    if held is None and change.person is not None and change.begun is None:
        held = current_engagement(change.person, change.effective_on)
    return {
        "change": change, "contract": change.contract, "held": held, "weeks": weeks, "steps": steps_of(change),
        "late": announced_late(change.announced_on, change.effective_on, weeks, change.proposed_by),
        "qr": qr_svg(change.number),
    }  # fmt: skip
