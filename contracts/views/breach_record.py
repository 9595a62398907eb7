"""Record a breach; the damages are proposed by arithmetic."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.breaches import BreachEntry, BreachRefused, record_breach
from contracts.forms.money import BreachForm
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen

# What a register that knows of a breach writes into the address, so that nobody types it again.
KNOWN = ("kind", "happened_on", "ended_on", "people", "text", "clause")


@screen(GET=Permission.BREACH_RECORD, POST=Permission.BREACH_RECORD)
def breach_record(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = BreachForm(
        request.POST or None, initial={name: request.GET[name] for name in KNOWN if name in request.GET}
    )
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data.pop("key")
        try:
            breach = record_breach(
                by=request.user, at=timezone.now(), today=timezone.localdate(), contract=contract,
                entry=BreachEntry(**form.cleaned_data), key=key,
            )  # fmt: skip
        except BreachRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("已登记，建议金额待批准人决定。"))
            return redirect("contracts:breach-detail", contract.slug, breach.number)
    return render(
        request, "contracts/breach_record.html", {"contract": contract, "form": form}, status=status
    )
