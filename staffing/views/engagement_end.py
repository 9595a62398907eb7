"""A person's last day on a post, and why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.engagements import EngagementRefused, end_engagement
from staffing.forms.people import EndForm
from staffing.queries.papers import things_out
from staffing.views._people import add_refusal, engagement_or_404


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT, within="staffing:person-list")
def engagement_end(request: HttpRequest, contract: Contract, held: int) -> HttpResponse:
    row = engagement_or_404(request.user, contract, held)
    now = timezone.now()
    form = EndForm(request.POST or None, initial={"ends_on": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        try:
            end_engagement(by=request.user, at=now, engagement=row, **form.cleaned_data)
        except EngagementRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记离岗。"))
            return redirect("staffing:person-detail", contract.slug, row.person_id)
    context = {
        "contract": contract, "held": row, "person": row.person, "form": form, "things": things_out(row.person),
    }  # fmt: skip
    return render(request, "staffing/engagement_end.html", context, status=422 if form.errors else 200)
