"""The contractor objects to an entry of an approved card, with grounds and files."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.objections import MAX_FILES, file_objection, refusal_text
from assessment.forms.objections import ObjectionForm
from assessment.models import Scorecard
from assessment.queries.objections import entry_lines
from assessment.views._cards import get_card
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.OBJECTION_FILE, POST=Permission.OBJECTION_FILE, within="assessment:objection-list")
def objection_file(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month, Permission.OBJECTION_FILE)
    if request.method != "POST":
        chosen = request.GET.get("entry", "")
        return _page(request, card, ObjectionForm(initial={"entry": chosen}), chosen)
    form = ObjectionForm(request.POST, request.FILES)
    chosen = request.POST.get("entry", "")
    if not form.is_valid():
        return _page(request, card, form, chosen, status=422)
    try:
        file_objection(
            by=request.user,
            at=timezone.now(),
            card=card,
            number=form.cleaned_data["entry"],
            grounds=form.cleaned_data["grounds"],
            files=[(each.name or "", each.read()) for each in form.cleaned_data["evidence"][: MAX_FILES + 1]],
        )
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _page(request, card, form, chosen, status=refused.status)
    messages.success(request, _("申辩已提交，等待审核人裁定。"))
    return redirect("assessment:objection-list", contract.slug)


def _page(
    request: HttpRequest, card: Scorecard, form: ObjectionForm, chosen: str, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    lines = entry_lines(card, today)
    context = {
        "contract": card.contract,
        "card": card,
        "lines": [(line, refusal_text(line.refused)) for line in lines],
        "chosen": next(
            (line for line in lines if str(line.entry.number) == chosen and not line.refused), None
        ),
        "form": form,
        "open": any(not line.refused for line in lines),
    }
    return render(request, "assessment/objection_file.html", context, status=status)
