"""Tell applicants that their results are ready, and record what came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.told import tell
from windows.enums import ToldBy
from windows.forms.issuance import TellForm
from windows.models import Case
from windows.views.shelf import PARTS, shelf_page


@screen(POST=Permission.ISSUANCE_DO)
def shelf_tell(request: HttpRequest, contract: Contract) -> HttpResponse:
    data = _called(request.POST)
    rows = Case.objects.allowed(request.user, Permission.ISSUANCE_DO).filter(contract=contract)
    asked = [text for text in data.getlist("cases") if text.isascii() and text.isdigit()]
    cases = list(rows.filter(pk__in=asked[:200]).order_by("pk"))
    form = TellForm(data, choices=[case.pk for case in cases])
    if not form.is_valid():
        return shelf_page(request, contract, tell_form=form, status=422)
    values = form.cleaned_data
    try:
        told = tell(
            by=request.user, at=timezone.now(), cases=cases, way=values["way"], outcome=values["outcome"],
            note=values["note"], key=values["key"],
        )  # fmt: skip
    except DomainError as refused:
        form.add_error(None, str(refused))
        return shelf_page(request, contract, tell_form=form, status=refused.status)
    text = _("%(n)d 条短信已交发送。") if values["way"] == ToldBy.SMS else _("%(n)d 件的通知已登记。")
    messages.success(request, text % {"n": len(told)})
    part = request.POST.get("part", "")
    return redirect(
        reverse("windows:shelf", args=[contract.slug]) + (f"?part={part}" if part in PARTS else "")
    )


def _called(sent: QueryDict) -> QueryDict:
    """A button beside one case says what came of the call: `call` is "key:outcome"."""
    case, colon, outcome = sent.get("call", "").partition(":")
    if not colon:
        return sent
    data = sent.copy()
    data.setlist("cases", [case])
    data["way"], data["outcome"] = ToldBy.PHONE, outcome
    return data
