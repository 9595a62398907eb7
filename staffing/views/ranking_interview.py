"""The interview of who came last in a quarter, written down by the project's head."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.ranking import RankingRefused, Talk, record_interview
from staffing.forms.ranking import InterviewForm
from staffing.models import RankLine


@screen(GET=Permission.RANKING_INTERVIEW, POST=Permission.RANKING_INTERVIEW)
def ranking_interview(request: HttpRequest, contract: Contract, line: int) -> HttpResponse:
    rows = RankLine.objects.allowed(request.user, Permission.RANKING_INTERVIEW)
    found = get_object_or_404(rows.select_related("ranking", "person"), ranking__contract=contract, pk=line)
    form = InterviewForm(request.POST or None, line=found, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            record_interview(by=request.user, at=timezone.now(), line=found, talk=Talk(**form.cleaned_data))
        except RankingRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("约谈已登记。"))
            return redirect("staffing:ranking-detail", contract.slug, found.ranking_id)
    context = {"contract": contract, "line": found, "form": form}
    return render(request, "staffing/ranking_interview.html", context, status=422 if form.errors else 200)
