"""A new personnel change of the contractor, kept as a draft or put before the purchaser."""

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
from staffing.forms.changes import ChangeForm
from staffing.queries.changes import earliest_day, notice_weeks, people_to_choose, to_be_followed
from staffing.views._changes import sent_change
from staffing.views._people import add_refusal


@screen(GET=Permission.CHANGE_FILE, POST=Permission.CHANGE_FILE)
def change_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    earliest = earliest_day(contract, today)
    initial = {name: request.GET[name] for name in ("kind", "person", "replaces") if name in request.GET}
    form = ChangeForm(
        request.POST or None, request.FILES or None, contract=contract, people=people_to_choose(contract, today),
        followed=to_be_followed(contract), initial={"effective_on": earliest, **initial},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        wanted, file, key = sent_change(form)
        draft = "draft" in request.POST
        try:
            change = open_change(
                by=request.user, at=timezone.now(), contract=contract, wanted=wanted, key=key,
                file_now=not draft, file=file,
            )  # fmt: skip
        except (ChangeRefused, UploadRefused) as refused:
            add_refusal(form, refused)
        else:
            said = _("已存为草稿。") if draft else _("已报采购人，等候答复。")
            messages.success(request, said)
            return redirect("staffing:change-detail", contract.slug, change.pk)
    context = {"contract": contract, "form": form, "weeks": notice_weeks(contract), "earliest": earliest}
    return render(request, "staffing/change_new.html", context, status=422 if form.errors else 200)
