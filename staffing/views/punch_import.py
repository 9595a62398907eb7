"""The punch clock's file: read and judged as a whole, looked at, then taken all or nothing.

What was read waits in the page itself, signed: nothing is kept that nobody takes.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core import signing
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
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.punches import PunchRow, import_punches, known_among
from staffing.forms.attendance import PunchFileForm
from staffing.models import Person, PunchFile
from staffing.resources.punches import read_punches, template

KEPT_SECONDS = 3600
LISTED = 50


@screen(
    GET=Permission.ATTENDANCE_FILE,
    POST=Permission.ATTENDANCE_FILE,
    nav=Nav(Room.STAFFING, gettext_lazy("导入打卡"), order=28),
)
def punch_import(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = PunchFileForm(request.POST or None, request.FILES or None)
    if request.method == "GET":
        return _page(request, contract, form=form)
    if not form.is_valid():
        return _page(request, contract, form=form, status=422)
    file = form.cleaned_data["file"]
    data = file.read()
    try:
        layout, rows = read_punches(contract, file.name, data, now=timezone.now())
    except FileRefused as refused:
        found = {"problems": refused.problems, "total": refused.total, "refused_name": file.name}
        return _page(request, contract, form=form, status=422, **found)
    digest = hashlib.sha256(data).hexdigest()
    waiting = {
        "name": file.name, "digest": digest, "layout": layout,
        "rows": [[row.person_id, int(row.at.timestamp()), row.device] for row in rows],
    }  # fmt: skip
    known = known_among(rows)
    people = Person.objects.allowed(request.user, Permission.ATTENDANCE_FILE).in_bulk(
        {row.person_id for row in rows}
    )
    preview = {
        "name": file.name, "rows": len(rows), "known": known, "added": len(rows) - known, "people": len(people),
        "first": min((row.at for row in rows), default=None), "last": max((row.at for row in rows), default=None),
        "listed": [(people[row.person_id], row) for row in rows[:LISTED]],
        "signed": signing.dumps(waiting, salt=_salt(request, contract), compress=True),
        "before": _files(request, contract).filter(digest=digest).first(),
    }  # fmt: skip
    return _page(request, contract, form=PunchFileForm(), preview=preview)


def _salt(request: HttpRequest, contract: Contract) -> str:
    """What one person read for one contract can be taken by nobody else, nor for another."""
    return f"punches:{contract.pk}:{request.user.pk}"


def _files(request: HttpRequest, contract: Contract) -> Any:
    return PunchFile.objects.allowed(request.user, Permission.ATTENDANCE_FILE).filter(contract=contract)


def _page(request: HttpRequest, contract: Contract, *, status: int = 200, **values: Any) -> HttpResponse:
    files = _files(request, contract).select_related("imported_by")[:20]
    context = {"contract": contract, "files": files, "listed": LISTED, **values}
    return render(request, "staffing/punch_import.html", context, status=status)


@screen(POST=Permission.ATTENDANCE_FILE)
def punch_import_take(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Take what was looked at."""
    try:
        waiting = signing.loads(
            request.POST.get("signed", ""), salt=_salt(request, contract), max_age=KEPT_SECONDS
        )
    except signing.BadSignature:
        messages.error(request, _("预览已过期，请重新上传文件。"))
        return redirect("staffing:punch-import", contract.slug)
    rows = [
        PunchRow(person, datetime.fromtimestamp(at, tz=UTC), device) for person, at, device in waiting["rows"]
    ]
    try:
        file = import_punches(
            by=request.user, at=timezone.now(), contract=contract, name=waiting["name"], digest=waiting["digest"],
            layout=waiting["layout"], rows=rows,
        )  # fmt: skip
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("staffing:punch-import", contract.slug)
    words = {"added": file.added, "known": file.known}
    messages.success(request, _("已导入：新增 %(added)d 条，已有 %(known)d 条。") % words)
    return redirect("staffing:punch-import", contract.slug)


@screen(Permission.ATTENDANCE_FILE)
def punch_import_template(request: HttpRequest, contract: Contract) -> HttpResponse:
    return download(template(), _("打卡导入模板.xlsx"), XLSX)
