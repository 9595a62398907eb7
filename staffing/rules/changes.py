"""The life of a personnel change, who consents to it, and how long ahead it is announced.

Source: 002 § 四(二)1(3)⑤ (two weeks ahead, with consent), § 八(二); § 五(一) 表1 1.7 (组长以上岗位).
"""

from collections.abc import Mapping
from datetime import date

from hall_ops.lib.deadlines import CALENDAR, term_end
from staffing.enums import ChangeKind, ChangeState, EndKind, PostRole, ProposedBy

S = ChangeState
TRANSITIONS: Mapping[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.FILED, S.WITHDRAWN}),
    S.FILED: frozenset({S.CONSENTED, S.REFUSED, S.WITHDRAWN, S.DONE}),
    S.CONSENTED: frozenset({S.DONE, S.WITHDRAWN}),
    S.REFUSED: frozenset({S.DONE}),
    S.DONE: frozenset(),
    S.WITHDRAWN: frozenset(),
}
KEY_ROLES = frozenset({PostRole.DIRECTOR, PostRole.SUPERVISOR, PostRole.TEAM_LEADER})
# Which end an engagement gets from a change that ends it for good.
ENDS: Mapping[str, str] = {
    ChangeKind.LEAVE: EndKind.RESIGNED,
    ChangeKind.REPLACE: EndKind.REPLACED,
    ChangeKind.SENT_BACK: EndKind.SENT_BACK,
}
MOVES = frozenset({ChangeKind.MOVE, ChangeKind.PROMOTE, ChangeKind.STEP_DOWN})
# Nobody can announce these two weeks ahead of the other side's own wish.
NOT_ANNOUNCED = frozenset({ProposedBy.PURCHASER})
PROPOSED_BY_END: Mapping[str, str] = {
    EndKind.RESIGNED: ProposedBy.PERSON,
    EndKind.REPLACED: ProposedBy.CONTRACTOR,
    EndKind.SENT_BACK: ProposedBy.PURCHASER,
}


def may_become(state: str, target: str) -> bool:
    """Whether a change in `state` may go to `target`."""
    return target in TRANSITIONS.get(state, frozenset())


def is_key(role: str, leader: bool) -> bool:
    """Whether somebody on such a post leads others: managers and team leaders."""
    return leader or role in KEY_ROLES


def leads_after(kind: str, leads_now: bool) -> bool:
    """Whether the person leads a team once the change is carried out."""
    if kind == ChangeKind.PROMOTE:
        return True
    return False if kind == ChangeKind.STEP_DOWN else leads_now


def first_effective_day(announced_on: date, weeks: int | None) -> date:
    """The first day a change announced on a day may take place. Units: weeks, the day of announcing not counted."""
    return term_end(announced_on, weeks or 0, "week", CALENDAR, {})


def announced_late(
    announced_on: date | None, effective_on: date, weeks: int | None, proposed_by: str
) -> bool:
    """Whether a change was announced too late, or never; what the purchaser asked for needs no announcing."""
    if weeks is None or proposed_by in NOT_ANNOUNCED:
        return False
    return announced_on is None or first_effective_day(announced_on, weeks) > effective_on
