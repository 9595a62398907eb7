"""The forms handed out at the desk, drawn from rows still at hand: a fresh case has no rival and needs no lock."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hall_ops.lib.sealing import place, seal
from records.actions import plain
from windows.models import Case, CaseForm, CaseMaterial
from windows.queries.case_forms import SEAL_LABEL, form_content, form_title, in_print, personal_content
from windows.rules.clock import Calendar
from windows.rules.forms import form_number, parted


def first_forms(
    *,
    by: Any,
    at: datetime,
    case: Case,
    papers: Sequence[CaseMaterial],
    forms: Sequence[tuple[str, Mapping[str, Any]]],
    calendar: Calendar,
) -> list[CaseForm]:
    """Freeze the first forms of a case just made, each the first of its kind. The case's event names them.

    Shape: the case carries its contract, venue, window, item, version and department; the caller writes the forms.
    """
    vars(case)["_prefetched_objects_cache"] = {"materials": papers}
    with in_print():
        drawn = [_draw(by, at, case, kind, facts, calendar) for kind, facts in forms]
    vars(case)["_prefetched_objects_cache"] = {}
    return drawn


def _draw(
    by: Any, at: datetime, case: Case, kind: str, facts: Mapping[str, Any], calendar: Calendar
) -> CaseForm:
    said, personal = parted(plain(facts))
    content = form_content(case, kind, at, str(getattr(by, "name", "") or by), calendar)
    content |= {"title": form_title(kind, case), "facts": said}
    text = json.dumps(personal_content(case) | personal, ensure_ascii=False)
    sealed = seal(text, aad=place(SEAL_LABEL, case.uid))
    number = form_number(case.number, kind, 1)
    return CaseForm(
        case=case, kind=kind, number=number, content=content, sealed=sealed, made_at=at, made_by=by
    )
