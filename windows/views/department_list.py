"""The departments: their liaisons, whom the zones turn to, how many items they bring."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.actions.departments import DepartmentRefused, add_department
from windows.forms.departments import DepartmentForm
from windows.queries.departments import department_rows, edits_all_departments


@screen(
    GET=Permission.ITEM_VIEW,
    POST=Permission.ITEM_EDIT,
    nav=Nav(Room.WINDOWS, gettext_lazy("部门与联络人"), order=64),
)
def department_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_department(
                by=request.user, at=timezone.now(), contract=contract, name=form.cleaned_data["name"]
            )
        except DepartmentRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("已登记部门。"))
            return redirect("windows:department-list", contract.slug)
    rows = department_rows(request.user, contract, timezone.localdate())
    context = {
        "contract": contract,
        "rows": rows,
        "items": sum(row.items for row in rows),
        "without": sum(not row.liaisons for row in rows),
        "form": form,
        "may_add": edits_all_departments(request.user, contract),
    }
    status = 422 if form.errors else 200
    return render(request, "windows/department_list.html", context, status=status)
