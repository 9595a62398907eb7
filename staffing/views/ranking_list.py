"""Rankings of staff, month by month and quarter by quarter; a new one of a span that is over."""

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
from staffing.actions.ranking import RankingRefused, file_ranking
from staffing.forms.ranking import RankingForm
from staffing.queries.certificates import sees_everybody
from staffing.queries.ranking import counting, ranking_rows, spans_to_file


@screen(
    GET=Permission.RANKING_VIEW, POST=Permission.RANKING_RECORD,
    nav=Nav(Room.STAFFING, gettext_lazy("考评排名"), order=58),
)  # fmt: skip
def ranking_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    spans = spans_to_file(contract, timezone.localdate())
    form = RankingForm(request.POST or None, spans=spans)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = file_ranking(by=request.user, at=timezone.now(), contract=contract, **form.values())
        except RankingRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("%(name)s 的排名已生成。") % {"name": made})
            return redirect("staffing:ranking-detail", contract.slug, made.pk)
    context = {
        "contract": contract,
        "form": form,
        "rows": ranking_rows(counting(request.user, contract)),
        "sees_all": sees_everybody(request.user, Permission.RANKING_VIEW, contract),
        "may_record": holds(request.user, Permission.RANKING_RECORD, contract) and bool(spans),
    }
    return render(request, "staffing/ranking_list.html", context, status=status)
