"""Every change of the card's entries: one small POST each, safe to repeat, answered with fresh parts of the screen."""

from datetime import date

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.entries import EntryChanged, add_entry, change_entry, withdraw_entry
from assessment.actions.tallies import step_tally
from assessment.forms.cards import EntryForm, KeyForm, StepForm, VersionForm, WithdrawForm
from assessment.models import Scorecard
from assessment.views._cards import FormRefused, fragments, get_card, get_entry, get_sheet
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.SCORECARD_EDIT)
def scorecard_entries(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month, Permission.SCORECARD_EDIT)
    change = {"step": _step, "add": _add, "change": _change, "withdraw": _withdraw}.get(
        request.POST.get("op", "")
    )
    try:
        if change is None:
            raise DomainError(_("无法识别的操作，请刷新页面。"))
        codes = change(request, card)
    except EntryChanged as changed:
        return _conflict(request, contract, card, changed)
    except DomainError as refused:
        return HttpResponse(str(refused), status=refused.status, content_type="text/plain; charset=utf-8")
    return fragments(request, get_sheet(request, card), codes, open_code=request.POST.get("open", ""))


def _clean(form: Form, *others: Form) -> None:
    if not all([form.is_valid(), *(other.is_valid() for other in others)]):
        raise FormRefused(form, *others)


def _step(request: HttpRequest, card: Scorecard) -> list[str]:
    form = StepForm(request.POST)
    _clean(form)
    values = form.cleaned_data
    step_tally(
        by=request.user,
        at=timezone.now(),
        card=card,
        code=values["criterion"],
        delta=values["delta"],
        key=values["key"],
    )
    return [values["criterion"]]


def _add(request: HttpRequest, card: Scorecard) -> list[str]:
    form, key = EntryForm(request.POST), KeyForm(request.POST)
    _clean(form, key)
    add_entry(by=request.user, at=timezone.now(), card=card, data=form.data_of(), key=key.cleaned_data["key"])
    return _touched(card, form.cleaned_data["criterion"])


def _change(request: HttpRequest, card: Scorecard) -> list[str]:
    entry = get_entry(request, card, _number(request), Permission.SCORECARD_EDIT)
    form, seen = EntryForm(request.POST), VersionForm(request.POST)
    _clean(form, seen)
    change_entry(by=request.user, at=timezone.now(), entry=entry, data=form.data_of(), **seen.cleaned_data)
    return _touched(card, form.cleaned_data["criterion"])


def _withdraw(request: HttpRequest, card: Scorecard) -> list[str]:
    entry = get_entry(request, card, _number(request), Permission.SCORECARD_EDIT)
    form = WithdrawForm(request.POST)
    _clean(form)
    withdraw_entry(by=request.user, at=timezone.now(), entry=entry, **form.cleaned_data)
    return _touched(card, entry.criterion.code)


def _touched(card: Scorecard, code: str) -> list[str]:
    """The criterion and those that may tell the same fact: their warnings change with it."""
    from assessment.queries.scores import spec_of

    return sorted({code, *(other for overlap in spec_of(card).overlapping(code) for other in overlap.codes)})


def _number(request: HttpRequest) -> int:
    text = request.POST.get("entry", "")
    if not text.isascii() or not text.isdigit():
        raise DomainError(_("没有指明是哪条记录，请刷新页面。"))
    return int(text[:9])


def _conflict(
    request: HttpRequest, contract: Contract, card: Scorecard, changed: EntryChanged
) -> HttpResponse:
    """Both values side by side: nobody's work is lost in silence (F4)."""
    form = EntryForm(request.POST)
    form.is_valid()
    context = {
        "contract": contract,
        "card": card,
        "theirs": changed.theirs,
        "mine": form,
        "message": str(changed),
    }
    return render(request, "assessment/_card_conflict.html", context, status=409)
