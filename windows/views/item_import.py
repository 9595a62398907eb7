"""Uploading the whole item list for its preview."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.item_imports import start_list
from windows.forms.items import ItemFileForm
from windows.models import ItemDraft


@screen(GET=Permission.ITEM_EDIT, POST=Permission.ITEM_EDIT)
def item_import(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = ItemFileForm(request.POST or None, request.FILES or None)
    waiting = ItemDraft.objects.allowed(request.user, Permission.ITEM_EDIT).filter(contract=contract)
    context = {"contract": contract, "form": form, "drafts": waiting.select_related("created_by")[:10]}
    if request.method == "GET":
        return render(request, "windows/item_import.html", context | {"form": ItemFileForm()})
    if not form.is_valid():
        return render(request, "windows/item_import.html", context, status=422)
    file = form.cleaned_data["file"]
    try:
        draft = start_list(
            by=request.user, at=timezone.now(), contract=contract, name=file.name, data=file.read()
        )
    except FileRefused as refused:
        told = {"problems": refused.problems, "total": refused.total, "refused_name": file.name}
        return render(request, "windows/item_import.html", context | told, status=422)
    return redirect("windows:item-draft", contract.slug, draft.pk)
