"""A draft of a personnel change, written anew until it is filed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.uploads import UploadRefused
from staffing.actions.change_drafts import edit_change
from staffing.actions.changes import ChangeRefused
from staffing.enums import ChangeState
from staffing.forms.changes import ChangeForm
from staffing.models import StaffChange
from staffing.queries.changes import earliest_day, notice_weeks, people_to_choose, to_be_followed
from staffing.views._changes import fetch, sent_change
from staffing.views._people import add_refusal


@screen(GET=Permission.CHANGE_FILE, POST=Permission.CHANGE_FILE)
def change_edit(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    row, today = fetch(request, contract, change, Permission.CHANGE_FILE), timezone.localdate()
    if row.person is None:
        raise Http404
    if row.state != ChangeState.DRAFT:
        messages.error(request, _("已报采购人的变更不能再改；有误的请撤回后重新提出。"))
        return redirect("staffing:change-detail", contract.slug, row.pk)
    form = ChangeForm(
        request.POST or None, request.FILES or None, contract=contract, people=people_to_choose(contract, today),
        followed=to_be_followed(contract, row), initial=_initial(row),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        wanted, file, _key = sent_change(form)
        draft = "draft" in request.POST
        try:
            edit_change(
                by=request.user, at=timezone.now(), change=row, wanted=wanted, file=file, file_now=not draft
            )
        except (ChangeRefused, UploadRefused) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("草稿已保存。") if draft else _("已报采购人，等候答复。"))
            return redirect("staffing:change-detail", contract.slug, row.pk)
    context = {
        "contract": contract, "change": row, "form": form, "weeks": notice_weeks(contract),
        "earliest": earliest_day(contract, today),
    }  # fmt: skip
    return render(request, "staffing/change_edit.html", context, status=422 if form.errors else 200)


def _initial(row: StaffChange) -> dict[str, object]:
    names = ("kind", "proposed_by", "effective_on", "announced_on", "reason")
    rows = ("person", "to_post", "to_team", "replaces")
    return {name: getattr(row, name) for name in names} | {name: getattr(row, f"{name}_id") for name in rows}
