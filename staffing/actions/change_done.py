"""Carrying a personnel change out: the engagement ends, moves or begins, as the change said.

Without the purchaser's consent only with a reason, and marked for ever. Source: 002 § 八(二), § 五(一) 表1 1.7.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Window
from hall_ops.lib.permissions import Permission
from staffing.actions.changes import ChangeRefused, lock, may_become_or_refuse, move, needs_consent
from staffing.actions.engagements import (
    EngagementRefused,
    Place,
    begin_engagement,
    end_engagement,
    move_engagement,
)
from staffing.actions.wording import needed, optional
from staffing.enums import ChangeKind, ChangeState
from staffing.models import Engagement, StaffChange
from staffing.queries.changes import current_engagement
from staffing.rules.changes import ENDS, leads_after


@dataclass(frozen=True, slots=True)
class Carried:
    """How a change took place.

    Shape: `reason` why without consent; `despite` why though a demand is not met; `window` where who joins begins.
    """

    on: date
    reason: str = ""
    despite: str = ""
    window: Window | None = None


@transaction.atomic
def carry_out(*, by: Any, at: datetime, change: StaffChange, carried: Carried) -> StaffChange:
    """End, move or begin the person's engagement. Raises: ChangeRefused."""
    locked = lock(by, change, Permission.CHANGE_FILE)
    may_become_or_refuse(locked, ChangeState.DONE)
    without = needs_consent(locked)
    text = optional(carried.reason, 300)
    if without:
        text = needed(
            carried.reason,
            _("采购人还没有同意。确须先行办理的，请写明理由；这会作为考核依据。"),
            ChangeRefused,
            300,
        )
    try:
        ended, begun = _engagements(by, at, locked, carried)
    except EngagementRefused as refused:
        raise ChangeRefused(str(refused)) from refused
    values = {
        "effective_on": carried.on, "ended": ended, "begun": begun, "done_at": at, "done_by": by,
        "without_consent": without,
    }  # fmt: skip
    move(locked, by, at, "done", ChangeState.DONE, text, values)
    return locked


def _engagements(
    by: Any, at: datetime, change: StaffChange, carried: Carried
) -> tuple[Engagement | None, Engagement | None]:
    assert change.person is not None, "a change that is carried out has a person"
    held = current_engagement(change.person, carried.on)
    if change.kind == ChangeKind.JOIN:
        assert change.to_post is not None, "who joins has a post"
        place = Place(change.to_post, change.to_team, window=carried.window, despite=carried.despite)
        return None, begin_engagement(by=by, at=at, person=change.person, starts_on=carried.on, place=place)
    if held is None:
        raise ChangeRefused(
            _("%(name)s在 %(day)s 没有岗位，请核对日期，或撤回这份变更。")
            % {"name": change.person.name, "day": carried.on.isoformat()}
        )
    if change.kind in ENDS:
        ended = end_engagement(by=by, at=at, engagement=held, ends_on=carried.on, kind=ENDS[change.kind])
        return ended, None
    post, same = change.to_post or held.post, change.to_post in (None, held.post)
    place = Place(
        post, change.to_team or held.team, leads_after(change.kind, held.leader and same),
        venue=held.venue if same else None, window=held.window if same else None, despite=carried.despite,
    )  # fmt: skip
    return held, move_engagement(by=by, at=at, engagement=held, starts_on=carried.on, place=place)
