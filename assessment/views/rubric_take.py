"""Taking a table: it becomes the next version, in force from a month."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.rubric_drafts import TableRefused, take_draft
from assessment.actions.rubrics import RubricInUse
from assessment.forms.rubrics import TakeForm
from assessment.views._rubrics import get_draft
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.RUBRIC_EDIT)
def rubric_take(request: HttpRequest, contract: Contract, draft: int) -> HttpResponse:
    row = get_draft(request, contract, draft)
    form = TakeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "；".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("assessment:rubric-preview", contract.slug, row.pk)
    try:
        taken = take_draft(by=request.user, at=timezone.now(), draft=row, **form.cleaned_data)
    except (TableRefused, RubricInUse) as refused:
        messages.error(request, str(refused))
        return redirect("assessment:rubric-preview", contract.slug, row.pk)
    words = {"number": taken.number, "month": f"{taken.effective_from:%Y-%m}"}
    messages.success(request, _("已采用为第 %(number)s 版，自 %(month)s 起用。") % words)
    return redirect("assessment:rubric-detail", contract.slug, taken.number)
