"""Putting a person on a post: the demands of the post are judged before anything is written."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.engagements import EngagementRefused, begin_engagement
from staffing.forms.people import EngagementForm
from staffing.views._people import add_refusal, person_or_404


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT)
def engagement_new(request: HttpRequest, contract: Contract, person: int) -> HttpResponse:
    found = person_or_404(request.user, contract, person, Permission.STAFF_EDIT)
    now = timezone.now()
    form = EngagementForm(
        request.POST or None, contract=contract, initial={"starts_on": timezone.localdate(now)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            begin_engagement(
                by=request.user, at=now, person=found, starts_on=form.cleaned_data["starts_on"], place=form.place()
            )  # fmt: skip
        except EngagementRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记任职。"))
            return redirect("staffing:person-detail", contract.slug, found.pk)
    context = {"contract": contract, "person": found, "form": form}
    return render(request, "staffing/engagement_new.html", context, status=422 if form.errors else 200)
