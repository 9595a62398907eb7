"""What the screens of staff files share: the fetch, and an action's refusal put beside its field."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from records.models import StoredFile
from staffing.actions.papers import read_scan
from staffing.models import Engagement, Person

TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


def person_or_404(user: Any, contract: Contract, number: int, permission: Permission) -> Person:
    found = Person.objects.allowed(user, permission).filter(contract=contract, pk=number)
    person = found.select_related("contract", "user", "photo").first()
    if person is None:
        raise Http404
    return person


def engagement_or_404(user: Any, contract: Contract, number: int) -> Engagement:
    found = Engagement.objects.allowed(user, Permission.STAFF_EDIT).filter(contract=contract, pk=number)
    held = found.select_related("person", "contract", "post", "team", "window", "venue").first()
    if held is None:
        raise Http404
    return held


def add_refusal(form: forms.Form, refused: Exception) -> None:
    """A refusal beside the field at fault, above the form where it is of the whole."""
    name = getattr(refused, "field", "")
    form.add_error(name if name in form.fields else None, str(refused))


def sent_file(form: forms.Form, name: str = "file") -> tuple[str, bytes] | None:
    """An uploaded file as actions take it. Shape: (its name, its bytes)."""
    file = form.cleaned_data.get(name)
    return (file.name, file.read()) if file else None


def scan_response(user: Any, paper: Any) -> FileResponse:
    """The scan of a paper, to be saved and never to be run. A paper without one is not there."""
    return kept_response(read_scan(by=user, paper=paper) if paper is not None else None)


def kept_response(stored: StoredFile | None) -> FileResponse:
    """A kept file, to be saved and never to be run. Raises: Http404 where there is none, or its content is gone."""
    if stored is None or hasattr(stored, "erasure") or not stored.file.storage.exists(stored.file.name):
        raise Http404
    return sealed_response(FileResponse(
        stored.file.open("rb"), as_attachment=True, filename=stored.name, content_type=TYPES[stored.kind]
    ))  # fmt: skip


def sealed_response(answer: FileResponse) -> FileResponse:
    """Headers with which no browser runs what is in a kept file."""
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
