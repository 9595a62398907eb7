"""The queue machine's file: read and judged as a whole, every fault named; what it would change is looked at first."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract, Venue
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.queue_tickets import keep_draft
from windows.models import QueueDraft, QueueImport
from windows.resources.queue_tickets import kept_rows, read_tickets, template


class QueueFileForm(forms.Form):
    venue = forms.ModelChoiceField(Venue.objects.none(), label=gettext_lazy("大厅"))
    file = forms.FileField(
        label=gettext_lazy("叫号机导出的文件"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = contract.venues.all()  # type: ignore[attr-defined]


@screen(GET=Permission.QUEUE_IMPORT, POST=Permission.QUEUE_IMPORT)
def queue_import(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = QueueFileForm(request.POST or None, request.FILES or None, contract=contract)
    if request.method == "GET":
        return _page(request, contract, form)
    if not form.is_valid():
        return _page(request, contract, form, status=422)
    file, now = form.cleaned_data["file"], timezone.now()
    data = file.read()
    venue = form.cleaned_data["venue"]
    try:
        rows = read_tickets(venue, contract, file.name, data, now=now)
    except FileRefused as refused:
        return _page(request, contract, form, refused=refused, name=file.name, status=422)
    draft = keep_draft(
        by=request.user,
        at=now,
        contract=contract,
        venue=venue,
        name=file.name,
        data=data,
        rows=kept_rows(rows),
    )
    return redirect("windows:queue-draft", contract.slug, draft.pk)


def _page(
    request: HttpRequest,
    contract: Contract,
    form: QueueFileForm,
    *,
    refused: FileRefused | None = None,
    name: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "contract": contract,
        "form": form,
        "problems": refused.problems if refused else (),
        "total": refused.total if refused else 0,
        "refused_name": name,
        "drafts": QueueDraft.objects.allowed(request.user, Permission.QUEUE_IMPORT)
        .filter(contract=contract)
        .select_related("created_by")[:10],
        "imports": QueueImport.objects.allowed(request.user, Permission.QUEUE_IMPORT)
        .filter(contract=contract)
        .select_related("taken_by")[:10],
    }
    return render(request, "windows/queue_import.html", context, status=status)


@screen(Permission.QUEUE_IMPORT)
def queue_import_template(request: HttpRequest, contract: Contract) -> HttpResponse:
    return download(template(), _("叫号导入模板.xlsx"), XLSX)
