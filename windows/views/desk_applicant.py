"""Who was here before: the applicant of an earlier case, for the desk's form; each look is an event."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.applicants import FillRefused, fill_applicant
from windows.forms.intake import ApplicantLookupForm
from windows.queries.desk import Known
from windows.rules.intake import Problem
from windows.views._desk import problems_answer


@screen(POST=Permission.CASE_REGISTER)
def desk_applicant(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = ApplicantLookupForm(request.POST)
    if not form.is_valid():
        return problems_answer([Problem(name, str(texts[0])) for name, texts in form.errors.items()])
    try:
        known = fill_applicant(by=request.user, at=timezone.now(), contract=contract, **form.cleaned_data)
    except FillRefused as refused:
        return problems_answer([Problem("id_number", str(refused))])
    return JsonResponse({"known": _told(known) if known else None})


def _told(known: Known) -> dict[str, object]:
    return {
        "name": known.name,
        "phone": known.phone,
        "address": known.address,
        "contact_name": known.contact_name,
        "kind": known.case.applicant_kind,
        "visits": known.visits,
        "last_on": date_format(timezone.localtime(known.case.registered_at), "Y-m-d"),
        "last_item": known.case.version.name,
    }
