"""What is due once: events, milestones with their days, what is overdue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.enums import EventKind
from contracts.forms.money import DateForm
from contracts.models import Contract, ContractDate
from contracts.queries import holds
from contracts.queries.registers import dates_of, events_of, milestones_of
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen

STATES = {
    "open": (_("未完成"), "info"),
    "on_time": (_("按期完成"), "ok"),
    "late": (_("逾期"), "bad"),
    "undated": (_("起算日未登记"), "warn"),
}


@screen(Permission.CONTRACT_VIEW, nav=Nav(Room.CONTRACT, _("合同期限"), order=60))
def milestone_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract)


def list_page(
    request: HttpRequest, contract: Contract, form: DateForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    entries = list(
        ContractDate.objects.allowed(request.user, Permission.CONTRACT_VIEW)
        .filter(contract=contract)
        .select_related("by")
    )
    known = dates_of(entries)
    due = milestones_of(contract, known, today)
    replaced = {row.replaces_id for row in entries}
    events = events_of(contract, known)
    labels = {row.name: row.label for row in events} | {each.key: each.label for each in due}
    signed_on = next(row.on for row in events if row.name == EventKind.SIGNING)
    context = {
        "contract": contract,
        "events": events,
        "milestones": [
            {
                "due": each,
                "state": STATES[each.standing.state][0],
                "level": STATES[each.standing.state][1],
                "done": known.get((each.key, True)),
                "by_event": each.key == "signing",
                "signed_on": signed_on if each.key == "signing" else None,
            }
            for each in due
        ],
        "history": [
            {"row": row, "label": labels.get(row.name, row.name), "counts": row.pk not in replaced}
            for row in entries
        ],
        "overdue": sum(each.standing.state == "late" for each in due),
        "form": form or DateForm(initial={"on": today}),
        "refused": form is not None,
        "may_enter": holds(request.user, Permission.MILESTONE_RECORD, contract),
    }
    return render(request, "contracts/milestone_list.html", context, status=status)
