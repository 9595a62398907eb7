"""Applications from a file: read and judged as a whole, looked at first, then taken whole or not at all."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.errors import DomainError
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.candidate_files import preview_applications, take_applications
from staffing.models import Need
from staffing.resources.candidates import COLUMNS, read_applications, template_file
from staffing.views._kept_file import keep, opened
from staffing.views._recruitment import get_need


class ApplicationsForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("报名表"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )


@screen(GET=Permission.HIRE_RECORD, POST=Permission.HIRE_RECORD)
def candidate_import(request: HttpRequest, contract: Contract, need: int) -> HttpResponse:
    """POST a file to look at it, POST its sealed copy to take it."""
    found = get_need(request, contract, need, Permission.HIRE_RECORD)
    if request.method == "GET":
        return _page(request, found, ApplicationsForm())
    now, kept = timezone.now(), request.POST.get("kept", "")
    place = f"staffing.candidate_import:{found.pk}:{request.user.pk}"
    form = ApplicationsForm(request.POST, request.FILES)
    if not kept and not form.is_valid():
        return _page(request, found, form, status=422)
    again, name = ApplicationsForm() if kept else form, ""
    try:
        if kept:
            name, data = opened(place, kept, now)
        else:
            file = form.cleaned_data["file"]
            name, data = file.name, file.read()
        read = read_applications(found, name, data)
        act = take_applications if kept else preview_applications
        taken = act(by=request.user, at=now, need=found, rows=read.rows, name=name, problem=read.problem)
    except FileRefused as refused:
        told = {"problems": refused.problems, "total": refused.total, "refused_name": name or _("报名表")}
        return _page(request, found, again, status=422, **told)
    except DomainError as refused_whole:
        return _page(request, found, again, status=422, problem=str(refused_whole))
    if not kept:
        sealed = keep(place, name, data, now)
        told = {"taken": taken, "name": name, "kept": sealed, "unknown": read.table.unknown_columns}
        return _page(request, found, ApplicationsForm(), **told)
    messages.success(
        request, _("已导入：登记 %(new)d 人、更正 %(changed)d 人，%(same)d 人没有变化。")
        % {"new": taken.new, "changed": taken.changed, "same": taken.same},
    )  # fmt: skip
    return redirect("staffing:need-detail", contract.slug, found.pk)


@screen(Permission.HIRE_RECORD)
def candidate_import_template(request: HttpRequest, contract: Contract, need: int) -> HttpResponse:
    found = get_need(request, contract, need, Permission.HIRE_RECORD)
    return download(template_file(found), _("报名表模板.xlsx"), XLSX)


def _page(
    request: HttpRequest, need: Need, form: ApplicationsForm, status: int = 200, **more: object
) -> HttpResponse:
    columns = {
        "required": [column.title for column in COLUMNS if column.required],
        "optional": [column.title for column in COLUMNS if not column.required],
    }
    context = {"contract": need.contract, "need": need, "form": form, **columns, **more}
    return render(request, "staffing/candidate_import.html", context, status=status)
