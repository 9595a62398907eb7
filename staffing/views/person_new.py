"""A new staff file; from there straight to the post."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.uploads import UploadRefused
from staffing.actions.people import PersonRefused, create_person
from staffing.forms.people import PersonForm
from staffing.views._people import add_refusal, sent_file


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT)
def person_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = PersonForm(request.POST or None, request.FILES or None, contract=contract)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_person(
                by=request.user, at=timezone.now(), contract=contract, entry=form.entry(),
                photo=sent_file(form, "photo"),
            )  # fmt: skip
        except (PersonRefused, UploadRefused) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已建立%(name)s的档案，接着登记任职。") % {"name": made.name})
            return redirect("staffing:engagement-new", contract.slug, made.pk)
    context = {"contract": contract, "form": form}
    return render(request, "staffing/person_new.html", context, status=422 if form.errors else 200)
