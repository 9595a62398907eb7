"""Taking back an engagement that was never so, with the reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.engagements import EngagementRefused, void_engagement
from staffing.forms.papers import VoidForm
from staffing.views._people import add_refusal, engagement_or_404


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT, within="staffing:person-list")
def engagement_void(request: HttpRequest, contract: Contract, held: int) -> HttpResponse:
    row = engagement_or_404(request.user, contract, held)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            void_engagement(
                by=request.user, at=timezone.now(), engagement=row, reason=form.cleaned_data["reason"]
            )
        except EngagementRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已作废。"))
            return redirect("staffing:person-detail", contract.slug, row.person_id)
    context = {"contract": contract, "held": row, "person": row.person, "form": form}
    return render(request, "staffing/engagement_void.html", context, status=422 if form.errors else 200)
