"""The papers and things of a staff file: one form for every kind; settled, voided and read one by one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.uploads import UploadRefused
from staffing.actions.papers import PaperRefused, add_papers, settle_paper, void_paper
from staffing.forms.papers import FORMS, SettleForm, VoidForm
from staffing.models import Person
from staffing.queries.papers import KINDS, Kind, paper_of
from staffing.views._people import add_refusal, person_or_404, scan_response, sent_file


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT)
def person_paper(request: HttpRequest, contract: Contract, person: int, sheet: str) -> HttpResponse:
    """A new paper of a kind."""
    found, kind = _found(request, contract, person, sheet)
    now = timezone.now()
    form = FORMS[sheet](
        request.POST or None, request.FILES or None, person=found, kind=kind, today=timezone.localdate(now)
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_papers(
                by=request.user, at=now, person=found, kind=sheet, entries=form.entries(), file=sent_file(form)
            )  # fmt: skip
        except (PaperRefused, UploadRefused) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记%(kind)s。") % {"kind": kind.title})
            return _back(contract, found, sheet)
    return _page(request, contract, found, kind, form, heading=_("登记%(kind)s") % {"kind": kind.title})


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT)
def person_paper_settle(
    request: HttpRequest, contract: Contract, person: int, sheet: str, leaf: int
) -> HttpResponse:
    """What happened to a thing later: lost, returned, stopped."""
    found, kind = _found(request, contract, person, sheet)
    row = paper_of(found, kind, leaf)
    if row is None or not kind.settles:
        raise Http404
    form = SettleForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            settle_paper(
                by=request.user, at=timezone.now(), person=found, kind=sheet, paper=row.paper.pk, values=form.given()
            )  # fmt: skip
        except PaperRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记。"))
            return _back(contract, found, sheet)
    return _page(request, contract, found, kind, form, heading=kind.settle_title, row=row)


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT)
def person_paper_void(
    request: HttpRequest, contract: Contract, person: int, sheet: str, leaf: int
) -> HttpResponse:
    """Take a wrong paper back, with the reason."""
    found, kind = _found(request, contract, person, sheet)
    row = paper_of(found, kind, leaf)
    if row is None or not kind.voids:
        raise Http404
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            void_paper(
                by=request.user, at=timezone.now(), person=found, kind=sheet, paper=row.paper.pk,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except PaperRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已作废。"))
            return _back(contract, found, sheet)
    return _page(
        request, contract, found, kind, form, heading=_("作废%(kind)s") % {"kind": kind.title}, row=row
    )


@screen(Permission.STAFF_UNMASK)
def person_paper_file(
    request: HttpRequest, contract: Contract, person: int, sheet: str, leaf: int
) -> HttpResponseBase:
    """The scan of a paper, to be saved by the staff office."""
    kind = KINDS.get(sheet)
    if kind is None:
        raise Http404
    found = person_or_404(request.user, contract, person, Permission.STAFF_UNMASK)
    row = paper_of(found, kind, leaf)
    return scan_response(request.user, row.paper if row and kind.with_file else None)


def _found(request: HttpRequest, contract: Contract, person: int, sheet: str) -> tuple[Person, Kind]:
    if sheet not in KINDS:
        raise Http404
    return person_or_404(request.user, contract, person, Permission.STAFF_EDIT), KINDS[sheet]


def _page(
    request: HttpRequest,
    contract: Contract,
    person: Person,
    kind: Kind,
    form: Any,
    *,
    heading: Any,
    row: Any = None,
) -> HttpResponse:
    context = {
        "contract": contract,
        "person": person,
        "kind": kind,
        "form": form,
        "heading": heading,
        "row": row,
    }
    return render(request, "staffing/person_paper.html", context, status=422 if form.errors else 200)


def _back(contract: Contract, person: Person, sheet: str) -> HttpResponse:
    return redirect(reverse("staffing:person-detail", args=[contract.slug, person.pk]) + f"#{sheet}")
