"""The empty file to fill in: every heading that is known, with its kind."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.sheet_writing import write_table
from windows.resources.old_columns import old_columns


@screen(Permission.LEDGER_IMPORT)
def old_ledger_template(request: HttpRequest, contract: Contract) -> HttpResponse:
    name = _("旧台账模板")
    return download(write_table(old_columns(), [], sheet=name), f"{name}.xlsx", XLSX)
