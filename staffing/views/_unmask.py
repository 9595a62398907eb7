"""What the two unmask screens share: why, then the value, as a page or a part that htmx swaps in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hall_ops.lib.sealing import SealError
from staffing.actions.unmasking import SEALED, PasswordNeeded, UnmaskRefused, unmask
from staffing.forms.people import UnmaskForm
from staffing.models import Candidate, Person
from staffing.queries.disclosure import masked_column, needs_password


def unmask_page(
    request: HttpRequest, row: Person | Candidate, column: str, *, page: str, context: dict[str, Any]
) -> HttpResponse:
    """Shape: `context` names `there`, this screen's address, `back` where it leads back to, and `label`.

    `?cancel=1` gives the masked field back.
    """
    if column not in SEALED[type(row)]:
        raise Http404
    context = context | {"text": masked_column(row, column), "may_unmask": True}
    if request.method == "GET" and request.GET.get("cancel"):
        return render(request, "staffing/_masked.html", context)
    now, status = timezone.now(), 200
    form = UnmaskForm(request.POST or None, ask_password=needs_password(request.user, now))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                context["clear"] = unmask(by=request.user, at=now, row=row, field=column, **form.cleaned_data)
                status = 200
            except PasswordNeeded as needed:
                form = UnmaskForm(request.POST, ask_password=True)
                form.add_error(None, str(needed))
            except (UnmaskRefused, SealError) as refused:
                form.add_error(None, str(refused))
    name = "staffing/_unmask.html" if request.headers.get("HX-Request") else page
    return render(request, name, context | {"form": form}, status=status)
