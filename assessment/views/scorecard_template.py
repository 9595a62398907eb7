"""The month's template: every criterion by code and short name, and the entries the card has."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessment.files.entries import EntryRow
from assessment.files.month_template import month_template
from assessment.queries.scores import entries_in_force, facts_of, spec_of
from assessment.views._cards import get_card
from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.SCORECARD_EDIT)
def scorecard_template(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month, Permission.SCORECARD_EDIT)
    rows = [
        EntryRow(0, entry.number, facts_of(entry), entry.occurred_on, entry.subject, entry.version)
        for entry in entries_in_force(card)
    ]
    name = _("%(month)s-考核记录模板.xlsx") % {"month": f"{month:%Y-%m}"}
    return download(month_template(spec_of(card), rows), name, XLSX)
