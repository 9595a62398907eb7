"""Long work on the roster: proposing a week."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from records.runner import JobRun, repeatable
from staffing.actions.roster_proposals import take_proposal
from staffing.queries.roster import WeekData, usual_windows, week_data
from staffing.rules.roster import Plan
from staffing.rules.roster_proposal import propose
from staffing.rules.roster_solver import NoSolution

SECONDS = 25


class NothingFound(DomainError):
    """The solver ended without any week."""


@repeatable
def propose_week(run: JobRun) -> None:
    """Solve the week around what is planned already, and write the result into the draft."""
    contract = Contract.objects.select_related("purchaser").get(pk=run.job.contract_id)
    monday = date.fromisoformat(run.params["week"])
    data = week_data(contract, monday)

    def tell(done: int, total: int) -> None:
        run.cancelled()
        run.progress(done, total + 1)

    try:
        proposal = propose(_with_usual_windows(data), data.venue_of, seconds=SECONDS, tell=tell)
    except NoSolution as error:
        raise NothingFound(
            _("在 %(seconds)s 秒内没有算出安排。请先手工排一部分再试。") % {"seconds": SECONDS}
        ) from error
    run.cancelled()
    done = take_proposal(
        by=run.job.owner, at=timezone.now(), contract=contract, monday=monday, proposal=proposal
    )
    words = {"count": len(done.cells), "unmet": len(proposal.unmet)}
    run.progress(run.done + 1, None, _("写入 %(count)s 个班次，%(unmet)s 处未能满足。") % words)
    run.lead_to(f"{reverse('staffing:roster-week', args=[contract.slug])}?week={monday}")


def _with_usual_windows(data: WeekData) -> Plan:
    """People without a window of their own keep the one they sat at last."""
    usual = usual_windows(data.contract, data.monday)
    workers = {
        pk: each if each.usual_window else replace(each, usual_window=usual.get(pk))
        for pk, each in data.plan.workers.items()
    }
    return Plan(data.plan.slots, workers, data.plan.places, data.plan.limits, data.plan.placings.values())
