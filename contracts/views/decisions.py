"""What the tender leaves open: questions with what is in force, and the places that are unclear."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.enums import NoteKind
from contracts.models import Contract, Decision
from contracts.views.terms import tabs
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.CONTRACT_VIEW)
def decisions(request: HttpRequest, contract: Contract) -> HttpResponse:
    rows = list(Decision.objects.allowed(request.user, Permission.CONTRACT_VIEW).filter(contract=contract))
    questions = {row.key: row for row in rows}
    labels = dict(NoteKind.choices)
    notes = [
        {
            "kind": labels.get(note["kind"], note["kind"]),
            "clause": note["clause"],
            "text": note["text"],
            "decisions": [questions[key] for key in note.get("decisions", []) if key in questions],
        }
        for note in contract.profile.get("notes", [])
    ]
    context = {
        "contract": contract,
        "decisions": rows,
        "unsigned": sum(row.signed_at is None for row in rows),
        "notes": notes,
        "tabs": tabs(contract, "decisions"),
    }
    return render(request, "contracts/decisions.html", context)
