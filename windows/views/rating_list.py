"""Single ratings, for those of the government's side who may read them; odd ones can be picked out."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.ratings import RatingFilter
from windows.queries.rating_lists import month_summary, rating_rows, ratings_read, reason_texts

A_PAGE = 40


@screen(Permission.RATING_READ, nav=Nav(Room.SERVICE, _("评价明细"), order=82))
def rating_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = RatingFilter(request.GET)
    month = form.chosen(timezone.localdate())
    filters = {name: value for name, value in form.cleaned_data.items() if name != "month"}
    rows = rating_rows(ratings_read(request.user, contract), month, filters)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "contract": contract,
        "form": RatingFilter(initial={"month": f"{month:%Y-%m}", **filters}),
        "page": page,
        "rows": [(rating, reason_texts(rating)) for rating in page.object_list],
        "summary": month_summary(request.user, contract, month),
        "month": month,
        "filtered": any(filters.values()),
    }
    return render(request, "windows/rating_list.html", context)
