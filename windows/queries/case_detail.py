"""One case on one page: what it is, where it stands, what happened to it, and what it offers next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from records.enums import ACTION_LABELS
from windows.enums import CaseState, Holder, ItemKind, Necessity, Taken
from windows.models import Case, CaseEvent, CaseForm, CaseMaterial, Chase, ClockStop, DueNotice
from windows.queries.clock import Clock, clock_of
from windows.rules.case_life import READY, TRANSFERRED
from windows.rules.case_steps import Standing
from windows.rules.intake import IN

SHOWN_WITH = ("item", "version", "department", "venue", "zone", "window", "clerk", "keeper", "session")
GOOD = frozenset({"accept", "accept_gap", "grant", "grant_gap", "issue", "archive", "close_gap", "resubmit"})
BAD = frozenset(
    {"refuse", "not_applicable", "withdraw", "void", "deny", "revoke", "take_back", "void_form", "undo_issue"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history. Shape: level is "ok", "bad" or ""; notes are short remarks on what was late or twice."""

    at: datetime
    who: str
    label: str
    before: str
    after: str
    why: str
    level: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page shows of a case."""

    case: Case
    clock: Clock
    standing: Standing
    materials: list[CaseMaterial]
    forms: list[CaseForm]
    stops: list[ClockStop]
    chases: list[Chase]
    lines: list[Line]
    flow: list[dict[str, str]]
    warned: DueNotice | None

    @property
    def stop(self) -> ClockStop | None:
        return next((each for each in self.stops if each.ended_at is None), None)

    @property
    def newest_form(self) -> CaseForm | None:
        return next((each for each in self.forms if each.void_at is None), None)

    @property
    def open_chases(self) -> list[Chase]:
        return [each for each in self.chases if each.answered_at is None]


def fill_case(case: Case) -> Case:
    """Everything the page shows of a case, onto it. Shape: `case` comes with SHOWN_WITH. Five queries."""
    people = Prefetch("events", CaseEvent.objects.select_related("by").order_by("pk"))
    stops = Prefetch("stops", ClockStop.objects.select_related("started_by", "ended_by").order_by("pk"))
    chases = Prefetch("chases", Chase.objects.select_related("by", "answered_by").order_by("pk"))
    forms = Prefetch("forms", CaseForm.objects.select_related("made_by").order_by("-pk"))
    prefetch_related_objects([case], "materials", people, stops, chases, forms)
    return case


def case_page(case: Case, user: Any, today: date) -> Page:
    """Read a case for its page. Shape: `case` comes with SHOWN_WITH. Seven queries."""
    full = fill_case(case)
    materials = list(full.materials.all())
    stops = list(full.stops.all())
    warned = DueNotice.objects.filter(case=full, settled_at=None).order_by("-made_at").first()
    return Page(
        case=full,
        clock=clock_of(full, today),
        standing=standing_of(full, materials, stops, user),
        materials=materials,
        forms=list(full.forms.all()),
        stops=stops,
        chases=list(full.chases.all()),
        lines=[_line(each) for each in reversed(full.events.all())],
        flow=flow_of(full),
        warned=warned,
    )


def standing_of(case: Case, materials: list[CaseMaterial], stops: list[ClockStop], user: Any) -> Standing:
    """What decides the steps of a case."""
    lacking = [row for row in materials if row.necessity != Necessity.OPTIONAL and row.taken not in IN]
    firm = [row for row in lacking if row.necessity != Necessity.DEFERRABLE]
    stop = next((each for each in stops if each.ended_at is None), None)
    return Standing(
        state=case.state,
        day=case.day,
        is_on_spot=case.kind == ItemKind.ON_SPOT,
        is_scanned=case.scanned_at is not None,
        has_platform_number=bool(case.platform_number),
        waits_for_correction=case.correction_due_on is not None,
        waits_for_gap=case.gap_due_on is not None and any(r.taken == Taken.DEFERRED for r in materials),
        lacks=bool(lacking),
        lacks_only_deferrable=bool(lacking) and not firm,
        stop=stop.reason if stop else "",
        is_mine=(case.keeper_id or case.clerk_id) == user.pk,
    )


# -- where it stands ------------------------------------------------------------------------------------------------
def flow_of(case: Case) -> list[dict[str, str]]:
    """The stages with their days; the one it stands at, or where it ended."""
    ends = {CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN, CaseState.VOID}
    stages = [
        (_("收件"), case.registered_at),
        (_("受理"), case.accepted_at),
        (_("移交部门"), case.transferred_at),
        (_("办结"), case.decided_at),
        (_("出件"), case.issued_at),
        (_("归档"), case.archived_at),
    ]
    over = case.state in ends
    last = max((place for place, (_label, at) in enumerate(stages) if at), default=0)
    flow = [
        {"label": label, "note": _short(at), "state": _stage_state(place, last, at, over)}
        for place, (label, at) in enumerate(stages)
        if at or not over
    ]
    if over:
        flow.append({"label": str(case.get_state_display()), "note": _short(case.closed_at), "state": "back"})
    return flow


def _stage_state(place: int, last: int, at: datetime | None, over: bool) -> str:
    if place == last and not over:
        return "now"
    return "done" if at else ""


def _short(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%m-%d %H:%M}" if at else ""


def next_words(page: Page) -> str:
    """Who does what next, in one sentence; "" for a case that has ended."""
    case = page.case
    if case.state == CaseState.REGISTERED:
        return _("窗口核对材料，受理或一次性告知")
    if case.state == CaseState.CORRECTING or case.correction_due_on:
        return _("等申请人补正，期限 %(day)s") % {"day": case.correction_due_on}
    if page.stop is not None:
        return _("特殊环节“%(name)s”进行中，不计时") % {"name": page.stop.name}
    if page.standing.waits_for_gap:
        return _("等申请人补交容缺材料，期限 %(day)s") % {"day": case.gap_due_on}
    if case.state == CaseState.DECIDED and case.holder == Holder.WINDOW:
        return _("核对身份后当面出件，或放入出件柜")
    words = {
        CaseState.ACCEPTED: _("窗口装入交接单，移交%(department)s"),
        TRANSFERRED: _("等%(department)s办理"),
        CaseState.DECIDED: _("等部门送回结果，或直接归档"),
        READY: _("通知申请人领取，核对身份后出件"),
        CaseState.ISSUED: _("装盒归档"),
    }
    return words.get(case.state, "") % {"department": case.department.name}


# -- history --------------------------------------------------------------------------------------------------------
def _line(event: CaseEvent) -> Line:
    moved = event.from_state != event.to_state and bool(event.from_state)
    return Line(
        at=event.at,
        who=event.by.name if event.by else _("系统"),
        label=action_label(event.action),
        before=str(CaseState(event.from_state).label) if moved else "",
        after=str(CaseState(event.to_state).label) if moved else "",
        why=event.why,
        level="ok" if event.action in GOOD else "bad" if event.action in BAD else "",
        notes=_notes(event.facts),
    )


def action_label(action: str) -> str:
    return str(ACTION_LABELS.get(f"case.{action}", action))


def _notes(facts: dict[str, Any]) -> list[str]:
    """What a reader should notice at a glance."""
    notes = []
    if facts.get("breach"):
        notes.append(_("第二次告知"))
    if facts.get("late") is True:
        notes.append(_("逾期"))
    if facts.get("deemed"):
        notes.append(_("视为受理"))
    if facts.get("again"):
        notes.append(_("重复挂起"))
    if facts.get("due_before") and facts.get("due_on") != facts.get("due_before"):
        notes.append(
            _("应办结日期 %(before)s → %(after)s") % {"before": facts["due_before"], "after": facts["due_on"]}
        )
    if facts.get("form"):
        notes.append(str(facts["form"]))
    return notes
