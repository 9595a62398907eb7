"""Photographs and files shown for one entry."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.entries import attach_evidence, detach_evidence
from assessment.forms.cards import UploadForm
from assessment.models import Entry, EntryEvidence
from assessment.views._cards import FormRefused, fragments, get_card, get_entry, get_sheet
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen

MAX_FILES = 12


@screen(POST=Permission.SCORECARD_EDIT)
def entry_evidence(request: HttpRequest, contract: Contract, month: date, number: int) -> HttpResponse:
    card = get_card(request, contract, month, Permission.SCORECARD_EDIT)
    entry = get_entry(request, card, number, Permission.SCORECARD_EDIT)
    try:
        wanted = request.POST.get("detach", "")
        attached = EntryEvidence.objects.allowed(request.user, Permission.SCORECARD_EDIT).filter(entry=entry)
        for each in attached.select_related("entry__scorecard", "file") if wanted else ():
            if str(each.file_id) == wanted:
                detach_evidence(by=request.user, at=timezone.now(), attached=each)
        if request.FILES:
            _attach(request, entry)
        if not request.FILES and not wanted:
            raise DomainError(_("没有选择文件。"))
    except DomainError as refused:
        return HttpResponse(str(refused), status=refused.status, content_type="text/plain; charset=utf-8")
    code = entry.criterion.code
    return fragments(request, get_sheet(request, card), [code], open_code=code)


def _attach(request: HttpRequest, entry: Entry) -> None:
    """Each file under the request's key and its own place, so that a repeated upload adds only what is missing."""
    form = UploadForm(request.POST)
    if not form.is_valid():
        raise FormRefused(form)
    for place, upload in enumerate(request.FILES.getlist("file")[:MAX_FILES]):
        attach_evidence(
            by=request.user,
            at=timezone.now(),
            entry=entry,
            name=upload.name or "",
            data=upload.read(),
            key=f"{form.cleaned_data['key']}-{place}",
        )
