"""A whole list of staff: read and judged as a whole, looked at first, then taken whole or not at all.

Between the preview and the taking nothing is kept here: the file travels sealed in the page, bound to its contract and
its user, and is good for half an hour.
"""

import base64
import json
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.file_problems import FileRefused, refuse
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.sealing import SealError, seal, unseal
from staffing.actions.person_files import Taken, preview_people, take_people
from staffing.resources.people import COLUMNS, PeopleFile, read_people, template_file

GOOD_FOR = timedelta(minutes=30)


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
        name, data = _opened(request, contract, kept, now) if kept else _sent(form)
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
    packed = json.dumps([now.isoformat(), name, base64.b64encode(data).decode()])
    kept = base64.b64encode(seal(packed, aad=_place(request, contract))).decode()
    found = {"taken": taken, "name": name, "kept": kept, "unknown": people.table.unknown_columns}
    return _page(request, contract, PeopleFileForm(), **found)


def _sent(form: PeopleFileForm) -> tuple[str, bytes]:
    file = form.cleaned_data["file"]
    return file.name, file.read()


def _opened(request: HttpRequest, contract: Contract, kept: str, now: datetime) -> tuple[str, bytes]:
    """The file that was looked at. Raises: FileRefused when it is another's, changed or too old."""
    try:
        packed = unseal(base64.b64decode(kept, validate=True), aad=_place(request, contract))
        at, name, data = json.loads(packed)
    except (SealError, ValueError):
        raise refuse(_("预览的内容不完整或不是您上传的"), _("请重新上传文件")) from None
    if now - datetime.fromisoformat(at) > GOOD_FOR:
        raise refuse(_("预览已超过 30 分钟"), _("请重新上传文件再看一遍"))
    return name, base64.b64decode(data)


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
