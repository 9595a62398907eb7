"""One department: its contacts zone by zone, now and before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Organisation
from contracts.queries import venues_of
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.departments import set_contacts
from windows.forms.departments import ContactsForm
from windows.models import DepartmentContact
from windows.queries.departments import departments_of, editable_departments


@screen(GET=Permission.ITEM_VIEW, POST=Permission.ITEM_EDIT)
def department_detail(request: HttpRequest, contract: Contract, department: int) -> HttpResponse:
    row = departments_of(contract).filter(pk=department).first()
    if row is None:
        raise Http404
    contacts = list(
        DepartmentContact.objects.allowed(request.user, Permission.ITEM_VIEW)
        .filter(department=row)
        .select_related("zone__venue", "entered_by")
    )
    zones = [zone for venue in venues_of(contract) for zone in venue.zones.all()]
    now = [contact for contact in contacts if contact.ended_on is None]
    form = ContactsForm(request.POST or None, zones=zones, contacts=now)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, contract, row, form)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("联络人已更新。"))
            return redirect("windows:department-detail", contract.slug, row.pk)
    context = {
        "contract": contract,
        "department": row,
        "form": form,
        "former": [contact for contact in contacts if contact.ended_on],
        "may_edit": editable_departments(request.user, contract).filter(pk=row.pk).exists(),
        "now": now,
    }
    status = 422 if form.errors else 200
    return render(request, "windows/department_detail.html", context, status=status)


def _save(request: HttpRequest, contract: Contract, department: Organisation, form: ContactsForm) -> None:
    set_contacts(
        by=request.user, at=timezone.now(), today=timezone.localdate(), contract=contract, department=department,
        contacts=list(form.sent()),
    )  # fmt: skip
