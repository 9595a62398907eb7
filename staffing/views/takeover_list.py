"""Hand-over packs of a change of supplier; a new one as of a day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.takeover import TakeoverRefused, make_pack
from staffing.forms.takeover import PackForm
from staffing.models import HandOverPack
from staffing.queries.acceptance import acceptance_limit


@screen(
    GET=Permission.TAKEOVER_VIEW, POST=Permission.TAKEOVER_MAKE,
    nav=Nav(Room.STAFFING, gettext_lazy("人员交接与验收"), order=64),
)  # fmt: skip
def takeover_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = PackForm(request.POST or None, initial={"as_of": timezone.localdate()})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = make_pack(by=request.user, at=timezone.now(), contract=contract, **form.cleaned_data)
        except TakeoverRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("交接清单 %(number)s 已生成。") % {"number": made.number})
            return redirect("staffing:takeover-detail", contract.slug, made.pk)
    packs = HandOverPack.objects.allowed(request.user, Permission.TAKEOVER_VIEW).filter(contract=contract)
    context = {
        "contract": contract,
        "form": form,
        "packs": packs.defer("rows").select_related("made_by", "received_by"),
        "acceptance": acceptance_limit(contract),
        "may_make": holds(request.user, Permission.TAKEOVER_MAKE, contract),
    }
    return render(request, "staffing/takeover_list.html", context, status=status)
