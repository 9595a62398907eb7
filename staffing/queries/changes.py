"""Personnel changes as the list and one change's page show them: what waits for whom, what is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries.agreed import agreed_limit
from hall_ops.lib.permissions import Permission, Side
from staffing.enums import ChangeKind, ChangeState, Stage
from staffing.models import ChangeStep, Engagement, Person, StaffChange
from staffing.queries.recruitment import named_stages
from staffing.rules.changes import announced_late, first_effective_day

OPEN = (ChangeState.DRAFT, ChangeState.FILED, ChangeState.CONSENTED)
LEVELS = {
    ChangeState.DRAFT: "", ChangeState.FILED: "warn", ChangeState.CONSENTED: "info", ChangeState.REFUSED: "bad",
    ChangeState.DONE: "ok", ChangeState.WITHDRAWN: "",
}  # fmt: skip
ACTIONS = {
    "open": lambda: _("登记"), "file": lambda: _("报采购人"), "consent": lambda: _("同意"),
    "refuse": lambda: _("不同意"), "done": lambda: _("办理"), "withdraw": lambda: _("撤回"),
    "platform": lambda: _("更新平台人员信息"), "confirmed": lambda: _("采购人已在招聘环节确认"),
    "edit": lambda: _("修改草稿"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with what it waits for. Shape: `waits_for` in words, "" once nothing does; `weeks` as agreed."""

    change: StaffChange
    waits_for: str
    overdue: bool
    announced_late: bool
    platform_waits: bool

    @property
    def level(self) -> str:
        return LEVELS[ChangeState(self.change.state)]


def changes_of(user: Any, contract: Contract) -> Any:
    """The changes somebody may see, with everything a row shows."""
    rows = StaffChange.objects.allowed(user, Permission.CHANGE_VIEW).filter(contract=contract)
    return rows.select_related(
        "contract", "person", "candidate", "to_post", "to_team", "replaces__person", "recorded_by", "decided_by",
        "done_by", "platform_done_by", "ended__post", "begun__post", "file",
    )  # fmt: skip


def filtered(rows: Any, show: str) -> Any:
    """Shape: `show` is open, platform, without_consent, or anything else for all."""
    if show == "open":
        return rows.filter(Q(state__in=OPEN) | Q(state=ChangeState.DONE, platform_done_at=None))
    if show == "platform":
        return rows.filter(state=ChangeState.DONE, platform_done_at=None)
    if show == "without_consent":
        return rows.filter(without_consent=True)
    return rows


def row_of(change: StaffChange, weeks: int | None, today: date) -> ChangeRow:
    platform = change.state == ChangeState.DONE and change.platform_done_at is None
    late = announced_late(
        change.announced_on or (today if change.state == ChangeState.DRAFT else None), change.effective_on, weeks,
        change.proposed_by,
    )  # fmt: skip
    overdue = change.state in OPEN and change.effective_on < today
    return ChangeRow(change, waits_for(change), overdue, late, platform)


def waits_for(change: StaffChange) -> str:
    """Whom a change waits for."""
    if change.state == ChangeState.FILED:
        if by_purchaser(change) and not change.key_staff:
            return _("供应商办理")
        return _("批准人答复") if change.key_staff else _("考核人答复")
    if change.state == ChangeState.DRAFT:
        return _("供应商提交")
    if change.state == ChangeState.CONSENTED:
        return _("供应商办理")
    if change.state == ChangeState.DONE and change.platform_done_at is None:
        return _("供应商更新平台")
    return ""


def by_purchaser(change: StaffChange) -> bool:
    """Whether the purchaser's own people sent somebody back: their wish needs no answer of theirs."""
    return change.kind == ChangeKind.SENT_BACK and change.recorded_by.side == Side.GOVERNMENT


def notice_weeks(contract: Contract) -> int | None:
    found = agreed_limit(contract, "change_notice_weeks")
    return int(found.value) if found else None


def consent_asked(contract: Contract) -> bool:
    """Whether the tender wants the purchaser's word on who comes: to be told ahead and consent, or to confirm."""
    return notice_weeks(contract) is not None or Stage.CONFIRMATION in named_stages(contract)


def earliest_day(contract: Contract, today: date) -> date | None:
    """The first day a change announced today may take place; None where the contract names no notice."""
    weeks = notice_weeks(contract)
    return first_effective_day(today, weeks) if weeks else None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A line of the log in words."""

    title: str
    step: ChangeStep


def steps_of(change: StaffChange) -> list[StepRow]:
    rows = change.steps.select_related("by")
    return [StepRow(ACTIONS[row.action]() if row.action in ACTIONS else row.action, row) for row in rows]


def current_engagement(person: Person, day: date) -> Engagement | None:
    """The post somebody holds on a day. None on a day without one."""
    rows = Engagement.objects.filter(person=person, voided_at=None, starts_on__lte=day)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=day)).select_related("post", "team", "person").first()


def to_be_followed(contract: Contract, draft: StaffChange | None = None) -> Any:
    """Changes of people who left and whom nobody follows yet, or the draft that is rewritten; latest first."""
    leaving = [ChangeKind.LEAVE, ChangeKind.REPLACE, ChangeKind.SENT_BACK]
    gone = StaffChange.objects.filter(contract=contract, kind__in=leaving)
    taken = StaffChange.objects.filter(contract=contract, replaces__isnull=False).exclude(
        state__in=[ChangeState.WITHDRAWN, ChangeState.REFUSED]
    )
    if draft is not None:
        taken = taken.exclude(pk=draft.pk)
    open_ones = gone.exclude(state__in=[ChangeState.WITHDRAWN, ChangeState.DRAFT, ChangeState.REFUSED])
    return open_ones.exclude(pk__in=taken.values("replaces")).select_related("person")


def people_to_choose(contract: Contract, today: date) -> list[tuple[Person, Engagement | None]]:
    """Everybody with a file who has not left, with the post of today. Two queries."""
    held = {
        row.person_id: row
        for row in Engagement.objects.filter(contract=contract, voided_at=None, ends_on=None).select_related(
            "post", "team"
        )
    }
    people = Person.objects.filter(contract=contract, erased_at=None).order_by("number")
    return [
        (person, held.get(person.pk))
        for person in people
        if person.pk in held or person.left_at is None or timezone.localdate(person.left_at) >= today
    ]
