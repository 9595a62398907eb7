"""A version as a file: the official layout, or the plain template filled in."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessment.files.official_form import official_form
from assessment.files.official_write import write_form
from assessment.files.rubric_template import write_template
from assessment.queries.scores import rubric_spec
from assessment.views._rubrics import get_rubric
from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event

OFFICIAL, TEMPLATE = "official", "template"


@screen(Permission.RUBRIC_VIEW)
def rubric_download(request: HttpRequest, contract: Contract, version: int, layout: str) -> HttpResponse:
    row = get_rubric(request, contract, version)
    if layout not in (OFFICIAL, TEMPLATE):
        raise Http404
    rubric = rubric_spec(row)
    official = layout == OFFICIAL
    body = write_form(official_form(rubric), rubric=rubric) if official else write_template(rubric)
    with transaction.atomic():
        record_event("rubric.export", by=request.user, obj=row, contract=contract, after={"layout": layout})
    name = (
        _("%(contract)s-考核表-第%(number)s版.xlsx")
        if official
        else _("%(contract)s-计分规则模板-第%(number)s版.xlsx")
    )
    return download(body, name % {"contract": contract.short_name, "number": row.number}, XLSX)
