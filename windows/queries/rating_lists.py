"""Single ratings for those who may read them, and what follows bad ones for those who handle them.

The contractor's people see of a follow-up its level, reasons, window, month and terms; day, clerk and words once the
purchaser released them; the case and whoever rated never. Source: security.md D7.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.months import next_month
from hall_ops.lib.permissions import Permission, Side
from windows.enums import AppealState, FlagKind, FollowUpState, FollowUpStep, RatingState
from windows.models import Rating, RatingAppeal, RatingFlag, RatingFollowUp, RatingStep
from windows.queries.ratings import window_label
from windows.rules.rating_codes import wordings
from windows.rules.rating_life import ANSWERED, ENDED, Deadlines, due_next, waiting_for

OPEN_STATES = [state for state in FollowUpState.values if state not in ENDED]


# -- single ratings, for the government's side ----------------------------------------------------------------------
def ratings_read(user: Any, contract: Contract) -> QuerySet[Any]:
    """The ratings somebody may read one by one."""
    return Rating.objects.allowed(user, Permission.RATING_READ).filter(contract=contract)


def rating_rows(rows: QuerySet[Any], month: date, filters: dict[str, str]) -> QuerySet[Any]:
    """A month's ratings, newest first. Shape: filters as RatingFilter cleans them, "" leaves one out."""
    rows = rows.filter(visited_on__gte=month, visited_on__lt=next_month(month))
    for name in ("level", "source", "state", "channel"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    if filters.get("window"):
        rows = rows.filter(window__number=filters["window"])
    if filters.get("flag") == "any":
        rows = rows.filter(flags__isnull=False).distinct()
    elif filters.get("flag"):
        rows = rows.filter(flags__kind=filters["flag"])
    return rows.select_related("case__version", "window", "department", "clerk").prefetch_related("flags")


@dataclass(frozen=True, slots=True)
class FlagCount:
    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class MonthSummary:
    """What the assessor should see of a month's ratings. Shape: `flagged` counts ratings, flags counts by kind."""

    whole: int
    flagged: int
    excluded: int
    appeals: int
    flags: list[FlagCount]


def month_summary(user: Any, contract: Contract, month: date) -> MonthSummary:
    """How many ratings there are, and how many are odd. Four queries."""
    rows = ratings_read(user, contract).filter(visited_on__gte=month, visited_on__lt=next_month(month))
    states = Counter(dict(rows.order_by().values_list("state").annotate(n=Count("pk"))))
    flagged = RatingFlag.objects.filter(rating__in=rows).order_by()
    flags = Counter(dict(flagged.values_list("kind").annotate(n=Count("pk"))))
    appeals = RatingAppeal.objects.filter(rating__in=rows, state=AppealState.FILED).count()
    return MonthSummary(
        whole=sum(states.values()) - states[RatingState.SUPERSEDED],
        flagged=rows.filter(flags__isnull=False).values("pk").distinct().count(),
        excluded=states[RatingState.EXCLUDED],
        appeals=appeals,
        flags=[FlagCount(kind, str(FlagKind(kind).label), n) for kind, n in flags.most_common()],
    )


def reason_texts(rating: Rating) -> list[str]:
    """The reasons in the page's language."""
    return wordings(rating.reasons, get_language() or "")


# -- follow-ups -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up as somebody may see it.

    Shape: `case_number`, `rating` are empty for the contractor's people, `day`, `clerk`, `text` until released.
    """

    followup: RatingFollowUp
    waiting: str
    due_on: date | None
    contact_late: bool
    rectify_late: bool
    window: str
    reasons: list[str]
    when: str
    clerk: str = ""
    text: str = ""
    case_number: str = ""
    rating: Rating | None = None
    appeal: RatingAppeal | None = None
    is_released: bool = False

    @property
    def is_late(self) -> bool:
        return self.contact_late or self.rectify_late


def followups_seen(user: Any, contract: Contract) -> QuerySet[Any]:
    """The follow-ups somebody handles, appeals or rules on; nobody else sees single ones."""
    found = RatingFollowUp.objects.none()
    for permission in (
        Permission.RATING_HANDLE, Permission.RATING_APPEAL, Permission.RATING_READ, Permission.RATING_RULE,
    ):  # fmt: skip
        if holds(user, permission, contract):
            found = found | RatingFollowUp.objects.allowed(user, permission)
    rows = found.filter(contract=contract)
    return rows.select_related(
        "rating__window", "rating__department", "rating__clerk", "rating__case", "rating__appeal", "contract"
    )


def followups_in(rows: QuerySet[Any], show: str, today: date) -> QuerySet[Any]:
    """Shape: show is open, late, closed or all. Late ones are those late now, not those that were once."""
    if show == "open":
        return rows.filter(state__in=OPEN_STATES)
    if show == "late":
        contact = Q(contacted_at=None, contact_due_on__lt=today)
        return rows.filter(contact | Q(answered_at=None, rectify_due_on__lt=today), state__in=OPEN_STATES)
    return rows.filter(state__in=list(ENDED)) if show == "closed" else rows


def row_of(user: Any, followup: RatingFollowUp, today: date) -> FollowUpRow:
    """What this user may see of a follow-up. No query when its rating and what hangs on it are at hand."""
    rating = followup.rating
    deadlines = deadlines_of(followup)
    whole = user.side == Side.GOVERNMENT
    released = followup.released_at is not None
    step = waiting_for(followup.state, real_name=rating.is_real_name)
    return FollowUpRow(
        followup=followup,
        waiting=str(FollowUpStep(step).label) if step else "",
        due_on=due_next(deadlines, followup.state),
        contact_late=deadlines.contact_late(today),
        rectify_late=deadlines.rectify_late(today),
        window=window_label(rating.window) if rating.window else _("未登记窗口"),
        reasons=reason_texts(rating),
        when=f"{rating.visited_on:%Y-%m-%d}" if whole or released else f"{rating.visited_on:%Y-%m}",
        clerk=rating.clerk.name if rating.clerk and (whole or released) else "",
        text=rating.text if whole or released else "",
        case_number=rating.case.number if whole and rating.case else "",
        rating=rating if whole else None,
        appeal=getattr(rating, "appeal", None),
        is_released=released,
    )


def deadlines_of(followup: RatingFollowUp) -> Deadlines:
    return Deadlines(
        followup.contact_due_on,
        followup.rectify_due_on,
        timezone.localdate(followup.contacted_at) if followup.contacted_at else None,
        timezone.localdate(followup.answered_at) if followup.answered_at else None,
        followup.state,
    )


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the log.

    Shape: `note` is None where only the government's side may read it; the contractor's people are told in what month a
    rating came in, not at what minute.
    """

    label: str
    by: str
    when: str
    note: str | None
    state: str


def steps_of(user: Any, followup: RatingFollowUp) -> list[StepRow]:
    """The log of a follow-up. One query."""
    of_government = user.side == Side.GOVERNMENT
    return [
        StepRow(
            step.get_step_display(), step.by.name if step.by else _("系统"),
            _moment(step.at, whole=of_government or step.step != FollowUpStep.OPEN),
            step.note if of_government or not step.for_government else None, step.to_state,
        )
        for step in RatingStep.objects.filter(followup=followup).select_related("by").order_by("pk")
    ]  # fmt: skip


def _moment(at: datetime, *, whole: bool) -> str:
    local = timezone.localtime(at)
    return f"{local:%Y-%m-%d %H:%M}" if whole else f"{local:%Y-%m}"


@dataclass(frozen=True, slots=True)
class FollowUpCounts:
    open: int
    late: int
    closed: int


def followup_counts(user: Any, contract: Contract, today: date) -> FollowUpCounts:
    """How many follow-ups there are, for everybody who sees the figures. Three queries."""
    rows = RatingFollowUp.objects.allowed(user, Permission.RATING_VIEW).filter(contract=contract)
    return FollowUpCounts(*[followups_in(rows, show, today).count() for show in ("open", "late", "closed")])


# -- what people are to be reminded of --------------------------------------------------------------------------------
def late_followups(today: date) -> QuerySet[Any]:
    """Open follow-ups whose next term ends today or has ended, of all contracts."""
    soon = today + timedelta(days=1)
    rows = RatingFollowUp.objects.filter(state__in=OPEN_STATES).exclude(state__in=list(ANSWERED))
    contact = Q(state=FollowUpState.OPENED, contact_due_on__lt=soon)
    return (
        rows.filter(contact | Q(rectify_due_on__lt=soon)).select_related("contract", "rating").order_by("pk")
    )
