"""Making, printing and voiding the forms of a case. A form is frozen as it was made; a later rename changes nothing."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.sealing import place as place_of
from hall_ops.lib.sealing import seal
from hall_ops.lib.text_hygiene import clean_text
from records.actions import plain, record_event
from windows.actions.moves import log_case
from windows.models import Case, CaseForm
from windows.queries.case_forms import SEAL_LABEL, form_content, form_title, in_print, personal_content
from windows.rules.forms import FORM_KINDS, form_number, missing_facts, parted

PRINTED_WITH = (
    "contract__purchaser", "venue", "window", "zone", "item", "version", "department", "clerk", "keeper",
)  # fmt: skip


class FormRefused(DomainError):
    """A form that cannot be made or voided as asked."""


@transaction.atomic
def make_form(*, by: Any, at: datetime, case: Case, kind: str, facts: Mapping[str, Any]) -> CaseForm:
    """Freeze one form of a case: what the case says today, with the facts of the step that hands it out.

    Shape: `kind` is one of windows.rules.forms.FORM_KINDS, which names the facts each needs; facts named in
    windows.rules.forms.PERSONAL are sealed. Without anybody in `by` the law made it; whoever looks after the case is
    printed as its clerk. Raises: FormRefused.
    """
    if kind not in FORM_KINDS:
        raise FormRefused(_("没有“%(kind)s”这种文书。") % {"kind": kind})
    lacking = missing_facts(kind, facts)
    if lacking:
        raise FormRefused(_("文书还缺内容：%(names)s。请补齐后再出具。") % {"names": "、".join(lacking)})
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)  # two at once would take one number
    full = Case.objects.select_related(*PRINTED_WITH).prefetch_related("materials").get(pk=case.pk)
    said, personal = parted(plain(facts))
    with in_print():
        clerk = (full.keeper or full.clerk) if by is None else by
        content = form_content(full, kind, at, str(getattr(clerk, "name", "") or clerk))
        content |= {"title": form_title(kind, full), "facts": said}
        personal = personal_content(full) | personal
    number = form_number(full.number, kind, CaseForm.objects.filter(case=full, kind=kind).count() + 1)
    text = json.dumps(personal, ensure_ascii=False)
    form = CaseForm.objects.create(
        case=full, kind=kind, number=number, content=content, made_at=at, made_by=by,
        sealed=seal(text, aad=place_of(SEAL_LABEL, full.uid)),
    )  # fmt: skip
    record_event("case_form.make", by=by, obj=form, contract=full.contract, after={"kind": kind})
    return form


@transaction.atomic
def record_print(*, by: Any, form: CaseForm, again: bool) -> None:
    """A paper left the printer; the second time it is a reprint."""
    record_event(
        "case_form.print",
        by=by,
        obj=form,
        contract=form.case.contract,
        after={"again": again, "kind": form.kind},
    )


@transaction.atomic
def void_form(*, by: Any, at: datetime, form: CaseForm, why: str) -> CaseForm:
    """Void a form; it stays readable with its number, marked void. Raises: FormRefused."""
    why = clean_text(why).strip()
    if not why:
        raise FormRefused(_("请写明作废的原因。"))
    case = Case.objects.select_for_update(of=("self",)).select_related("contract").get(pk=form.case_id)
    values = {"void_at": at, "void_by": by, "void_reason": why[:200]}
    if not CaseForm.objects.filter(pk=form.pk, void_at=None).update(**values):
        raise FormRefused(_("文书 %(number)s 已经作废。") % {"number": form.number})
    log_case(
        by=by, at=at, case=case, action="void_form", before=case.state, why=why, facts={"form": form.number}
    )
    form.refresh_from_db()
    return form
