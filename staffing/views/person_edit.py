"""Correcting a staff file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.uploads import UploadRefused
from staffing.actions.people import FORMER, PersonRefused, edit_person
from staffing.forms.people import PersonForm
from staffing.views._people import add_refusal, person_or_404, sent_file

PLAIN = ("number", "name", "sex", "born_on", "user", "incumbent", *FORMER)


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT)
def person_edit(request: HttpRequest, contract: Contract, person: int) -> HttpResponse:
    found = person_or_404(request.user, contract, person, Permission.STAFF_EDIT)
    initial = {name: getattr(found, name) for name in PLAIN}
    form = PersonForm(
        request.POST or None, request.FILES or None, contract=contract, person=found, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = edit_person(
                by=request.user, at=timezone.now(), person=found, entry=form.entry(), photo=sent_file(form, "photo")
            )  # fmt: skip
        except (PersonRefused, UploadRefused) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("档案已更新。") if changed else _("没有改动。"))
            return redirect("staffing:person-detail", contract.slug, found.pk)
    context = {"contract": contract, "form": form, "person": found}
    return render(request, "staffing/person_edit.html", context, status=422 if form.errors else 200)
