"""The list of staff as Excel, numbers masked, marked with who took it; that it left is written down."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.person_files import ExportRefused, log_export
from staffing.queries.staff_files import papers_of, people_of, person_rows
from staffing.reports.people import COLUMNS, people_sheet


class ExportForm(forms.Form):
    purpose = forms.CharField(
        label=gettext_lazy("用途"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip


@screen(GET=Permission.STAFF_VIEW, POST=Permission.STAFF_VIEW)
def person_export(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        today = timezone.localdate(now)
        people = list(people_of(request.user, contract, Permission.STAFF_VIEW))
        titles = [column.title for column in COLUMNS]
        try:
            purpose = log_export(
                by=request.user, contract=contract, purpose=form.cleaned_data["purpose"], rows=len(people),
                columns=titles,
            )  # fmt: skip
        except ExportRefused as refused:
            form.add_error("purpose", str(refused))
        else:
            mark = f"{request.user.name} {timezone.localtime(now):%Y-%m-%d %H:%M} {purpose}"
            rows = person_rows(people, contract, today)
            papers = papers_of([person.pk for person in people], today)
            title = _("%(contract)s 员工名册") % {"contract": contract.name}
            body = people_sheet(rows, papers, today, title=title, mark=mark)
            return download(body, _("员工名册-%s.xlsx") % today.isoformat(), XLSX)
    context = {"contract": contract, "form": form, "titles": [column.title for column in COLUMNS]}
    return render(request, "staffing/person_export.html", context, status=422 if form.errors else 200)
