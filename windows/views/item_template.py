"""The empty item list to fill in."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.reports.item_sheets import template_file


@screen(Permission.ITEM_EDIT)
def item_template(request: HttpRequest, contract: Contract) -> HttpResponse:
    return download(template_file(), _("事项清单模板.xlsx"), XLSX)
