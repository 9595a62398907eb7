"""The purchaser's answer: the assessor's, or for managers and team leaders the approver's; one address each."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.changes import answer_change
from staffing.forms.changes import AnswerForm
from staffing.views._changes import detail_page, fetch, step


@screen(POST=Permission.CHANGE_CONSENT)
def change_answer(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    return answer(request, contract, change, Permission.CHANGE_CONSENT)


@screen(POST=Permission.CHANGE_CONSENT_KEY)
def change_answer_key(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    return answer(request, contract, change, Permission.CHANGE_CONSENT_KEY)


def answer(request: HttpRequest, contract: Contract, change: int, permission: Permission) -> HttpResponse:
    row = fetch(request, contract, change, permission)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return detail_page(
            request, contract, row, status=422, problem=_("请选择同意或不同意；意见不超过 300 字。")
        )
    consent = form.cleaned_data["answer"] == "consent"
    return step(
        request, contract, row,
        lambda: answer_change(
            by=request.user, at=timezone.now(), change=row, consent=consent, note=form.cleaned_data["note"]
        ),
        _("已答复同意。") if consent else _("已答复不同意。"),
    )  # fmt: skip
