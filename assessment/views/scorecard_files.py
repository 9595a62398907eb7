"""Entries by Excel: the month's template, an upload, what it would change, then all of it or nothing."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.imports import AlreadyImported, keep_draft, plan_import, read_file, take_import
from assessment.forms.cards import EntryFileForm
from assessment.models import EntryDraft, EntryImport, Scorecard
from assessment.queries.scores import spec_of
from assessment.views._cards import get_card
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.SCORECARD_EDIT, POST=Permission.SCORECARD_EDIT)
def scorecard_files(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month, Permission.SCORECARD_EDIT)
    if request.method == "GET":
        return _page(request, card, EntryFileForm())
    if request.POST.get("op") == "take":
        return _take(request, card)
    if request.POST.get("op") == "drop":
        _drafts(request, card).delete()
        return redirect("assessment:scorecard-files", contract.slug, month)
    return _upload(request, card)


def _upload(request: HttpRequest, card: Scorecard) -> HttpResponse:
    form = EntryFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, card, form, status=422)
    file = form.cleaned_data["file"]
    try:
        keep_draft(by=request.user, at=timezone.now(), card=card, name=file.name, data=file.read())
    except FileRefused as refused:
        return _page(request, card, EntryFileForm(), refused=refused, refused_name=file.name, status=422)
    except AlreadyImported as again:
        messages.info(request, str(again))
    return redirect("assessment:scorecard-files", card.contract.slug, card.month)


def _take(request: HttpRequest, card: Scorecard) -> HttpResponse:
    draft = _draft(request, card)
    if draft is None:
        messages.error(request, _("没有待导入的文件，请重新上传。"))
        return redirect("assessment:scorecard-files", card.contract.slug, card.month)
    try:
        taken = take_import(by=request.user, at=timezone.now(), draft=draft)
    except FileRefused as refused:
        return _page(request, card, EntryFileForm(), refused=refused, refused_name=draft.name, status=422)
    except DomainError as refused_rule:
        messages.error(request, str(refused_rule))
        return redirect("assessment:scorecard-files", card.contract.slug, card.month)
    messages.success(
        request,
        _("已导入：新增 %(added)s 条，更新 %(changed)s 条，原样 %(unchanged)s 条。")
        % {"added": taken.added, "changed": taken.changed, "unchanged": taken.unchanged},
    )
    return redirect("assessment:scorecard", card.contract.slug, card.month)


def _draft(request: HttpRequest, card: Scorecard) -> EntryDraft | None:
    return _drafts(request, card).select_related("scorecard").first()


def _drafts(request: HttpRequest, card: Scorecard) -> Any:
    """This user's own file waiting for this card."""
    drafts = EntryDraft.objects.allowed(request.user, Permission.SCORECARD_EDIT)
    return drafts.filter(scorecard=card, created_by=request.user)


def _page(
    request: HttpRequest,
    card: Scorecard,
    form: EntryFileForm,
    *,
    refused: FileRefused | None = None,
    refused_name: str = "",
    status: int = 200,
) -> HttpResponse:
    draft = _draft(request, card)
    plan = None
    if draft is not None and refused is None:
        try:
            plan = plan_import(card, read_file(card, draft.name, bytes(draft.data)))
        except FileRefused as stale:
            refused, refused_name = stale, draft.name
    spec = spec_of(card)
    context = {
        "contract": card.contract,
        "card": card,
        "form": form,
        "draft": draft,
        "plan": [(planned, spec.criterion(planned.content.criterion)) for planned in plan or ()],
        "problems": refused.problems if refused else (),
        "refused_name": refused_name,
        "imports": EntryImport.objects.allowed(request.user, Permission.SCORECARD_EDIT)
        .filter(scorecard=card)
        .select_related("imported_by")[:10],
    }
    return render(request, "assessment/scorecard_files.html", context, status=status)
