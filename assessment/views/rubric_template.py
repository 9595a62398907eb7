"""The plain template to start from."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessment.files.rubric_template import write_template
from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.RUBRIC_EDIT)
def rubric_template(request: HttpRequest, contract: Contract) -> HttpResponse:
    return download(write_template(), _("计分规则模板.xlsx"), XLSX)
