"""The wage list to fill in, with everybody who is engaged today."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.queries.people import engaged_on
from staffing.resources.wages import template


@screen(Permission.WAGE_RECORD)
def wage_template(request: HttpRequest, contract: Contract) -> HttpResponse:
    people = [held.person for held in engaged_on(contract, timezone.localdate())]
    return download(template(sorted(people, key=lambda each: each.number)), _("工资表模板.xlsx"), XLSX)
