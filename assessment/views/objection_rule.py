"""One objection: grounds, files, ruling. The reviewer rules here; both sides read it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.objections import rule_on_objection
from assessment.forms.objections import RulingForm
from assessment.models import Entry, Objection
from assessment.queries.objections import objection_rows
from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen

LAST_NUMBER = 2**63 - 1  # of a row, in both databases


@screen(GET=Permission.OBJECTION_VIEW, POST=Permission.OBJECTION_RULE)
def objection_rule(request: HttpRequest, contract: Contract, objection: int) -> HttpResponse:
    permission = Permission.OBJECTION_RULE if request.method == "POST" else Permission.OBJECTION_VIEW
    row = get_objection(request, contract, objection, permission)
    form = RulingForm(request.POST) if request.method == "POST" else RulingForm()
    if request.method != "POST":
        return _page(request, contract, row, form)
    if not form.is_valid():
        return _page(request, contract, row, form, status=422)
    try:
        rule_on_objection(by=request.user, at=timezone.now(), objection=row, **form.values())
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _page(request, contract, row, form, status=refused.status)
    messages.success(request, _("已裁定，双方都能看到。"))
    return redirect("assessment:objection-rule", contract.slug, row.pk)


def get_objection(request: HttpRequest, contract: Contract, pk: int, permission: Permission) -> Objection:
    """One objection, if this user may reach it. Raises: Http404."""
    rows = Objection.objects.allowed(request.user, permission).filter(scorecard__contract=contract)
    found = rows.select_related("scorecard", "entry__criterion").filter(pk=min(pk, LAST_NUMBER)).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, contract: Contract, row: Objection, form: RulingForm, status: int = 200
) -> HttpResponse:
    mine = Objection.objects.allowed(request.user, Permission.OBJECTION_VIEW).filter(pk=row.pk)
    shown = objection_rows(mine)[0]
    context: dict[str, Any] = {
        "contract": contract,
        "row": shown,
        "objection": shown.objection,
        "entry": _entry(request, shown.objection),
        "files": list(shown.objection.files.all()),
        "may_see_files": holds(request.user, Permission.EVIDENCE_VIEW, contract),
        "may_rule": not shown.objection.ruling and holds(request.user, Permission.OBJECTION_RULE, contract),
        "form": form,
    }
    return render(request, "assessment/objection_rule.html", context, status=status)


def _entry(request: HttpRequest, objection: Objection) -> Entry:
    """The entry objected to, with what was shown for it."""
    entries = Entry.objects.allowed(request.user, Permission.OBJECTION_VIEW)
    entry: Entry = entries.select_related("criterion").get(pk=objection.entry_id)
    entry.files = entry.attachments.filter(detached_at=None).select_related("file")  # type: ignore[attr-defined]
    return entry
