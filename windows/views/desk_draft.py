"""Keep, read and throw away a draft of the desk. Decision: docs/decisions/0024-drafts.md."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.drafts import DraftDone, DraftRefused, discard_draft, save_draft
from windows.forms.intake import DraftForm
from windows.models import IntakeDraft
from windows.queries.desk import open_draft
from windows.rules.intake import Problem
from windows.views._desk import problems_answer


@screen(GET=Permission.CASE_REGISTER, POST=Permission.CASE_REGISTER)
def desk_draft(request: HttpRequest, contract: Contract) -> HttpResponse:
    if request.method == "POST":
        return _save(request, contract)
    key = request.GET.get("key", "")
    if not key:
        return problems_answer([Problem("", _("没有指明草稿。请从草稿列表里选。"))])
    mine = IntakeDraft.objects.allowed(request.user, Permission.CASE_REGISTER).filter(contract=contract)
    row = get_object_or_404(mine, key=key)
    return JsonResponse({"key": row.key, "revision": row.revision, "fields": open_draft(row)})


def _save(request: HttpRequest, contract: Contract) -> HttpResponse:
    if request.POST.get("discard"):
        count = discard_draft(by=request.user, contract=contract, key=request.POST.get("key", ""))
        return JsonResponse({"discarded": count})
    form = DraftForm(request.POST)
    if not form.is_valid():
        return problems_answer([Problem(name, str(texts[0])) for name, texts in form.errors.items()])
    values = form.cleaned_data
    try:
        draft = save_draft(
            by=request.user, at=timezone.now(), contract=contract, key=values["key"],
            fields=values["fields_json"], revision=values["revision"],
        )  # fmt: skip
    except DraftDone:
        return JsonResponse({"done": True})
    except DraftRefused as refused:
        return problems_answer([Problem("", str(refused))])
    saved = date_format(timezone.localtime(draft.saved_at), "H:i:s")
    return JsonResponse({"saved": saved, "revision": draft.revision})
