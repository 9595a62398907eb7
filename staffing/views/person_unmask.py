"""One sealed field of a staff file, shown to one person for a reason. A page, or a part that htmx swaps in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.sealing import SealError
from staffing.actions.people import SEALED, PasswordNeeded, UnmaskRefused, unmask
from staffing.forms.people import UnmaskForm
from staffing.queries.disclosure import masked_column, needs_password
from staffing.views._people import person_or_404

LABELS = {"id": _("身份证号"), "phone": _("联系电话"), "address": _("住址")}


@screen(GET=Permission.STAFF_UNMASK, POST=Permission.STAFF_UNMASK)
def person_unmask(request: HttpRequest, contract: Contract, person: int, column: str) -> HttpResponse:
    """`?cancel=1` gives the masked field back."""
    found = person_or_404(request.user, contract, person, Permission.STAFF_UNMASK)
    if column not in SEALED:
        raise Http404
    context = {
        "contract": contract, "person": found, "column": column, "text": masked_column(found, column),
        "label": LABELS[column], "may_unmask": True,
    }  # fmt: skip
    if request.method == "GET" and request.GET.get("cancel"):
        return render(request, "staffing/_person_masked.html", context)
    now = timezone.now()
    form = UnmaskForm(request.POST or None, ask_password=needs_password(request.user, now))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                context["clear"] = unmask(
                    by=request.user, at=now, person=found, field=column, **form.cleaned_data
                )
                status = 200
            except PasswordNeeded as needed:
                form = UnmaskForm(request.POST, ask_password=True)
                form.add_error(None, str(needed))
            except (UnmaskRefused, SealError) as refused:
                form.add_error(None, str(refused))
    name = (
        "staffing/_person_unmask.html" if request.headers.get("HX-Request") else "staffing/person_unmask.html"
    )
    return render(request, name, context | {"form": form}, status=status)
