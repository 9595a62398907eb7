"""A whole list of staff: read and judged as a whole, looked at first, then taken whole or not at all."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.person_files import Taken, preview_people, take_people
from staffing.resources.people import COLUMNS, PeopleFile, read_people, template_file
from staffing.views._kept_file import keep, opened


class PeopleFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("员工名册"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT)
def person_import(request: HttpRequest, contract: Contract) -> HttpResponse:
    """POST a file to look at it, POST its sealed copy to take it."""
    if request.method == "GET":
        return _page(request, contract, PeopleFileForm())
    now, kept = timezone.now(), request.POST.get("kept", "")
    form = PeopleFileForm(request.POST, request.FILES)
    if not kept and not form.is_valid():
        return _page(request, contract, form, status=422)
    name = ""
    try:
        name, data = opened(_place(request, contract), kept, now) if kept else _sent(form)
        people = read_people(contract, name, data)
        values = {
            "by": request.user, "at": now, "contract": contract, "rows": people.rows, "name": name,
            "problem": people.problem,
        }  # fmt: skip
        taken = take_people(**values) if kept else preview_people(**values)
    except FileRefused as refused:
        told = {"problems": refused.problems, "total": refused.total, "refused_name": name or _("名册")}
        return _page(request, contract, form if not kept else PeopleFileForm(), status=422, **told)
    if not kept:
        return _preview(request, contract, name, data, people, taken, now)
    messages.success(
        request, _("已导入：新建 %(new)d 份、更新 %(changed)d 份，%(same)d 份没有变化。")
        % {"new": taken.new, "changed": taken.changed, "same": taken.same},
    )  # fmt: skip
    return redirect("staffing:person-list", contract.slug)


@screen(Permission.STAFF_EDIT)
def person_import_template(request: HttpRequest, contract: Contract) -> HttpResponse:
    return download(template_file(contract), _("员工名册模板.xlsx"), XLSX)


def _preview(
    request: HttpRequest,
    contract: Contract,
    name: str,
    data: bytes,
    people: PeopleFile,
    taken: Taken,
    now: datetime,
) -> HttpResponse:
    kept = keep(_place(request, contract), name, data, now)
    found = {"taken": taken, "name": name, "kept": kept, "unknown": people.table.unknown_columns}
    return _page(request, contract, PeopleFileForm(), **found)


def _sent(form: PeopleFileForm) -> tuple[str, bytes]:
    file = form.cleaned_data["file"]
    return file.name, file.read()


def _place(request: HttpRequest, contract: Contract) -> str:
    return f"staffing.person_import:{contract.pk}:{request.user.pk}"


def _page(
    request: HttpRequest, contract: Contract, form: PeopleFileForm, status: int = 200, **more: object
) -> HttpResponse:
    columns = {
        "required": [column.title for column in COLUMNS if column.required],
        "optional": [column.title for column in COLUMNS if not column.required],
    }
    context = {"contract": contract, "form": form, **columns, **more}
    return render(request, "staffing/person_import.html", context, status=status)
