"""The purchaser sends somebody back (002 § 五(一) 表1 1.9)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.uploads import UploadRefused
from staffing.actions.changes import ChangeRefused, open_change
from staffing.enums import ChangeKind, ProposedBy
from staffing.forms.changes import SendBackForm
from staffing.queries.changes import people_to_choose
from staffing.views._changes import sent_change
from staffing.views._people import add_refusal


@screen(GET=Permission.CHANGE_CONSENT, POST=Permission.CHANGE_CONSENT)
def change_send_back(request: HttpRequest, contract: Contract) -> HttpResponse:
    people = people_to_choose(contract, timezone.localdate())
    form = SendBackForm(request.POST or None, request.FILES or None, people=people)
    if request.method == "POST" and form.is_valid():
        wanted, file, key = sent_change(form, kind=ChangeKind.SENT_BACK, proposed_by=ProposedBy.PURCHASER)
        try:
            change = open_change(
                by=request.user, at=timezone.now(), contract=contract, wanted=wanted, key=key, file=file
            )
        except (ChangeRefused, UploadRefused) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已通知供应商退回，由供应商办理。"))
            return redirect("staffing:change-detail", contract.slug, change.pk)
    context = {"contract": contract, "form": form}
    return render(request, "staffing/change_send_back.html", context, status=422 if form.errors else 200)
