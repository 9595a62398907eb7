"""What a printed form says: the case as it stood that day, and the personal data apart."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from hall_ops.lib.codes import grouped
from hall_ops.lib.personal_data import personal_field
from hall_ops.lib.sealing import open_column, open_sealed
from records.models import AuditEvent
from windows.enums import LAW_NOTES, FormKind, MaterialForm, RefusalKind, Taken
from windows.models import Case, CaseForm, CaseMaterial
from windows.queries.clock import calendar_around
from windows.rules.clock import Calendar

SEAL_LABEL = "windows.caseform.sealed"


def form_title(kind: str, case: Case) -> str:
    """The form's name; a refusal's follows its kind."""
    if kind == FormKind.REFUSAL and case.refusal_kind == RefusalKind.NOT_APPLICABLE:
        return _("不受理告知书")
    return str(FormKind(kind).label)


def form_content(
    case: Case, kind: str, at: datetime, clerk: str, calendar: Calendar | None = None
) -> dict[str, Any]:
    """Everything printed that names no applicant. Shape: plain JSON values; days as ISO text.

    Three queries; those who have the calendar about the due day at hand give it along and spare one.
    """
    version, venue = case.version, case.venue
    due = case.due_on
    return {
        "hall": venue.name,
        "hall_address": venue.address,
        "purchaser": case.contract.purchaser.name,
        "department": case.department.name,
        "item": version.name,
        "item_code": case.item.short_code,
        "national_code": case.item.national_code,
        "version": version.number,
        "case": case.number,
        "platform_number": case.platform_number,
        "query_code": case.query_code,
        "kind_label": case.get_kind_display(),
        "situation": case.situation,
        "channel": case.get_channel_display(),
        "priority": case.get_priority_display() if case.priority else "",
        "project_name": case.project_name,
        "registered": _moment(case.registered_at),
        "accepted": _moment(case.accepted_at),
        "due_on": due and due.isoformat(),
        "statutory_due_on": case.statutory_due_on and case.statutory_due_on.isoformat(),
        "provisional": bool(due and (calendar or calendar_around(due)).is_provisional(due)),
        "promised_days": version.promised_days,
        "statutory_days": version.statutory_days,
        "fee_yuan": f"{version.fee_yuan:f}",
        "fee_note": version.fee_note,
        "result": version.result_name or str(version.get_result_kind_display()),
        "delivery": case.get_delivery_display(),
        "window": str(case.window) if case.window else "",
        "zone": str(case.zone) if case.zone else "",
        "clerk": clerk,
        "office_phone": version.phone,
        "made": _moment(at),
        "deemed": case.deemed_accepted,
        "refusal_kind": case.refusal_kind,
        "gap_due_on": case.gap_due_on and case.gap_due_on.isoformat(),
        "made_on": timezone.localdate(at).isoformat(),
        "materials": [_material(row) for row in case.materials.all()],
        "law": [str(note) for note in LAW_NOTES[kind]],
    }


def _material(row: CaseMaterial) -> dict[str, Any]:
    form = MaterialForm(row.form).label if row.form in MaterialForm.values else row.form
    return {
        "position": row.position,
        "name": row.name,
        "form": str(form),
        "copies": row.copies,
        "taken": row.taken,
        "taken_label": str(Taken(row.taken).label),
        "received": row.received,
        "note": row.note,
    }


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "Y-m-d H:i") if at else ""


def personal_content(case: Case) -> dict[str, str]:
    """Who applied, as paper may show it: the name in full, number and telephone masked, no address."""
    masked = {
        name: personal_field("windows.case", f"{name}_sealed").masked(open_column(case, name))
        for name in ("id", "phone")
    }
    return {
        "applicant_name": case.applicant_name,
        "id_kind": str(case.get_id_kind_display()),
        "id_number": masked["id"],
        "phone": masked["phone"],
        "contact_name": case.contact_name,
        "agent_name": case.agent_name,
    }


def personal_of(form: CaseForm) -> dict[str, str]:
    """The personal data printed on a form, opened; empty once it was erased. Raises: SealError."""
    text = open_sealed(form.sealed, label=SEAL_LABEL, uid=form.case.uid)
    return json.loads(text) if text else {}


def printed_among(forms: Iterable[CaseForm]) -> set[int]:
    """Which of these have left the printer before, by id. One query."""
    told = AuditEvent.objects.filter(
        object_type=CaseForm._meta.label_lower, object_id__in=[str(form.pk) for form in forms]
    )
    found = told.filter(action="case_form.print").values_list("object_id", flat=True)
    return {int(pk) for pk in found}


def in_print(language: str = "") -> Any:
    """Official papers are Chinese, whatever language the clerk reads the screen in."""
    return override(language or settings.LANGUAGE_CODE)


def progress_address(query_code: str) -> str:
    """The public page that the QR code opens; before it exists, the code as text."""
    try:
        return f"{settings.PUBLIC_URL}{reverse('windows:progress', args=[query_code])}"
    except NoReverseMatch:
        return grouped(query_code)


def as_day(text: str | date | None) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
