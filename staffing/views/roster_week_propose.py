"""Having the rest of a draft week proposed; a job does it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions.jobs import TooManyJobs
from staffing.actions.roster import RosterRefused
from staffing.actions.roster_proposals import ask_proposal
from staffing.views._roster import asked_monday


@screen(POST=Permission.ROSTER_PUBLISH)
def roster_week_propose(request: HttpRequest, contract: Contract) -> HttpResponse:
    monday = asked_monday(request, contract)
    try:
        job = ask_proposal(by=request.user, at=timezone.now(), contract=contract, monday=monday)
    except (RosterRefused, TooManyJobs) as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('staffing:roster-week', args=[contract.slug])}?week={monday}")
    return redirect("contracts:job-detail", contract.slug, job.pk)
