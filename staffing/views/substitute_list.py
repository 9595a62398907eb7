"""AB 角: who stands in for whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.substitutes import PairRefused, add_pair
from staffing.forms.roster import SubstituteForm
from staffing.models import SubstitutePair
from staffing.queries.people import engaged_on


@screen(GET=Permission.ROSTER_VIEW, POST=Permission.ROSTER_PUBLISH, within="staffing:roster-week")
def substitute_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    engaged = contract.people.filter(pk__in=engaged_on(contract, today).order_by().values("person_id"))
    form = SubstituteForm(request.POST or None, people=engaged.order_by("number"))
    if request.method == "POST" and form.is_valid():
        try:
            add_pair(by=request.user, at=now, contract=contract, today=today, **form.cleaned_data)
        except PairRefused as refused:
            form.add_error("second", str(refused))
        else:
            messages.success(request, _("已登记。"))
            return redirect("staffing:substitute-list", contract.slug)
    pairs = SubstitutePair.objects.allowed(request.user, Permission.ROSTER_VIEW).filter(
        contract=contract, ended_at=None
    )
    context = {
        "contract": contract,
        "pairs": pairs.select_related("first", "second").order_by("first__number", "rank"),
        "form": form,
        "may_edit": holds(request.user, Permission.ROSTER_PUBLISH, contract),
    }
    return render(request, "staffing/substitute_list.html", context, status=422 if form.errors else 200)
