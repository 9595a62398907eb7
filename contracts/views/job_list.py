"""One's own long imports and exports, so that nobody has to keep a page open."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.views._jobs import as_told, downloadable, own_jobs
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen

PAGE = 30


@screen(Permission.CONTRACT_VIEW, nav=Nav(Room.CONTRACT, _("导入导出任务"), order=95))
def job_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    page = Paginator(own_jobs(request, contract), PAGE).get_page(request.GET.get("page"))
    rows = [(as_told(job), downloadable(job)) for job in page.object_list]
    return render(request, "contracts/job_list.html", {"contract": contract, "page": page, "rows": rows})
