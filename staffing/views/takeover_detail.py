"""One pack: the list, pay beside pay, what is still out; the purchaser's receipt."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.takeover import TakeoverRefused, receive_pack
from staffing.forms.takeover import ReceiptForm
from staffing.views._takeover import get_pack, told


@screen(GET=Permission.TAKEOVER_VIEW, POST=Permission.TAKEOVER_CHECK)
def takeover_detail(request: HttpRequest, contract: Contract, pack: int) -> HttpResponse:
    permission = Permission.TAKEOVER_CHECK if request.method == "POST" else Permission.TAKEOVER_VIEW
    found = get_pack(request, contract, pack, permission)
    if request.method == "POST":
        form = ReceiptForm(request.POST)
        digest = form.cleaned_data["digest"] if form.is_valid() else ""
        try:
            receive_pack(by=request.user, at=timezone.now(), pack=found, digest=digest)
        except TakeoverRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("已签收。"))
        return redirect("staffing:takeover-detail", contract.slug, found.pk)
    context = told(request, found) | {
        "form": ReceiptForm(initial={"digest": found.digest}),
        "may_receive": found.received_at is None and holds(request.user, Permission.TAKEOVER_CHECK, contract),
    }
    return render(request, "staffing/takeover_detail.html", context)
