"""Handling one bad rating: what is known of it, what was done, the next step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.rating_followups import StepTaken, steps_for, take_step
from windows.forms.ratings import StepForm
from windows.models import RatingFollowUp
from windows.queries.rating_lists import row_of, steps_of


@screen(GET=Permission.RATING_HANDLE, POST=Permission.RATING_HANDLE)
def rating_handle(request: HttpRequest, contract: Contract, followup: int) -> HttpResponse:
    found = get_followup(request, contract, followup, Permission.RATING_HANDLE)
    steps = steps_for(request.user, found)
    form = StepForm(request.POST or None, initial={"seen": found.state}, steps=steps)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        key, seen = data.pop("key"), data.pop("seen")
        taken = StepTaken(**data)
        try:
            take_step(by=request.user, at=timezone.now(), followup=found, taken=taken, seen=seen, key=key)
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            messages.success(request, _("已记录这一步。"))
            return redirect("windows:rating-handle", contract.slug, followup)
    context = {
        "contract": contract,
        "row": row_of(request.user, found, timezone.localdate()),
        "steps": steps_of(request.user, found),
        "form": form if steps else None,
        "may_appeal": holds(request.user, Permission.RATING_APPEAL, contract),
    }
    return render(request, "windows/rating_handle.html", context, status=status)


def get_followup(
    request: HttpRequest, contract: Contract, number: int, permission: Permission
) -> RatingFollowUp:
    rows = RatingFollowUp.objects.allowed(request.user, permission).filter(contract=contract)
    rows = rows.select_related(
        "rating__window", "rating__department", "rating__clerk", "rating__case", "rating__appeal", "contract"
    )
    return get_object_or_404(rows, number=number)
