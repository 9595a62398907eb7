"""What a query code shows: without a name, and the same shape whether the code is known or not.

Source: security.md P7, § 5 (Receipts).
"""

import hmac
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.masks import mask_name, mask_unit
from hall_ops.lib.sealing import blind_index, label_of
from windows.enums import ApplicantKind, CaseState, Delivery
from windows.models import Case
from windows.queries.case_forms import form_title
from windows.rules.progress import Stage, Standing, Story, stages, story_of

NO_TAIL = bytes(16)
NOT_KNOWN = "—"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line. Shape: a miss has the same lines, each with a dash; `link` opens what a telephone can, or is empty."""

    label: str
    value: str = NOT_KNOWN
    link: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the page shows of a code. Shape: `case` None for a code that is not known."""

    case: Case | None
    story: Story
    stages: list[Stage]
    facts: list[Fact] = field(default_factory=list)


def find_case(code: str) -> Case | None:
    """The case of a well-formed code. One query, one index look-up."""
    found = Case.objects.filter(query_code=code).select_related("version", "department", "venue", "window")
    # of the contract only the hours: its whole profile would take longer to read than everything else
    return found.annotate(hours=F("contract__profile__hours")).first()


def sight_of(case: Case | None) -> Sight:
    """What is shown without the telephone's last digits. No query."""
    if case is None:
        return Sight(None, story_of(None), stages((None,) * 4, ""), _facts({}))
    standing = Standing(
        case.state, case.concluded_as, case.delivery, case.stopped_since is not None,
        case.gap_due_on is not None and case.decided_at is None,
    )  # fmt: skip
    moments = (case.registered_at, case.accepted_at, case.decided_at, case.issued_at)
    days = tuple(timezone.localdate(at) if at else None for at in moments)
    return Sight(case, story_of(standing), stages(days, case.state), _facts(_values(case)))


def _facts(values: dict[str, str]) -> list[Fact]:
    labels = {
        "item": _("事项"), "department": _("办理部门"), "due": _due_label(values), "place": _("地点"),
        "window": _("窗口"), "hours": _("服务时间"), "phone": _("咨询电话"),
    }  # fmt: skip
    return [
        Fact(label, values.get(name) or NOT_KNOWN, dialled(values.get(name, "")) if name == "phone" else "")
        for name, label in labels.items()
    ]


def dialled(phone: str) -> str:
    """tel:… for a single number, so that a press dials it; empty for none or several."""
    digits = "".join(sign for sign in phone if sign not in " -－()（）")
    return f"tel:{digits}" if digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 12 else ""


def _due_label(values: dict[str, str]) -> str:
    return values.get("due_label") or _("办结期限")


def _values(case: Case) -> dict[str, str]:
    label, due = _due(case)
    return {
        "item": case.version.name, "department": case.department.name, "due_label": label,
        "due": f"{due:%Y-%m-%d}" if due else "", "place": f"{case.venue.name} {case.venue.address}".strip(),
        "window": _window(case), "hours": hours_text(getattr(case, "hours", None)), "phone": case.version.phone,
    }  # fmt: skip


def _due(case: Case) -> tuple[str, date | None]:
    """The day that matters to the applicant now."""
    if case.state == CaseState.CORRECTING:
        return _("补正期限"), case.correction_due_on
    if case.gap_due_on and case.decided_at is None:
        return _("补交期限"), case.gap_due_on
    return _("办结期限"), case.due_on


def _window(case: Case) -> str:
    if case.state == CaseState.READY and case.delivery == Delivery.COUNTER:
        return _("出件窗口")
    return _("%(number)s 号窗口") % {"number": case.window.number} if case.window else _("综合窗口")


def hours_text(hours: dict[str, Any] | None) -> str:
    """工作日 08:30–12:00、14:30–17:30; where the contract names none, as posted at the hall."""
    sessions = (hours or {}).get("sessions") or []
    spans = [
        f"{_clock(each['starts_at'])}–{_clock(each['ends_at'])}" for each in sessions if each.get("ends_at")
    ]
    if not spans:
        return _("以大厅公布的时间为准")
    return _("工作日 %(hours)s") % {"hours": _("、").join(spans)}


def _clock(text: str) -> str:
    return str(text)[:5]


# -- with the telephone's last four digits ----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Notice:
    title: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Details:
    """What the applicant sees beyond the state. Shape: the name is masked."""

    name: str
    materials: list[Any]
    notices: list[Notice]
    told: list[dict[str, str]]


def tail_fits(case: Case | None, tail: str) -> bool:
    """Whether these are the last four digits; takes as long for a code that is not known."""
    kept = bytes(case.phone_tail_index) if case is not None and case.phone_tail_index else NO_TAIL
    return hmac.compare_digest(kept, blind_index(tail, field=label_of(Case, "phone_tail")))


def details_of(case: Case) -> Details:
    """Materials, papers handed out, what is to be mended, the masked name. Three queries."""
    mask = mask_name if case.applicant_kind == ApplicantKind.PERSON else mask_unit
    forms = case.forms.filter(void_at=None).order_by("pk")
    return Details(
        name=mask(case.applicant_name),
        materials=list(case.materials.order_by("position")),
        notices=[Notice(form_title(each.kind, case), each.number, _day(each.made_at)) for each in forms],
        told=_told(case),
    )


def _told(case: Case) -> list[dict[str, str]]:
    """What the last notice named, while it waits for the applicant."""
    if case.state != CaseState.CORRECTING:
        return []
    last = case.events.filter(action="tell_once").order_by("-pk").first()
    lines = last.facts.get("told", []) if last else []
    return [{"name": str(line.get("name", "")), "why": str(line.get("why", ""))} for line in lines]


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
