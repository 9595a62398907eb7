"""What the card's screens share: fetching the card through the user's rights, answering with fresh fragments."""

from datetime import date
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from assessment.models import Entry, Scorecard
from assessment.queries.sheet import Sheet, sheet_of
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission


class FormRefused(DomainError):
    """The form's own checks failed; the text names field and reason."""

    status = 422

    def __init__(self, *forms: Form) -> None:
        lines = [
            f"{form.fields[name].label or name}：{'；'.join(map(str, errors))}"
            for form in forms
            for name, errors in form.errors.items()
        ]
        super().__init__("；".join(lines))


def cards_seen(request: HttpRequest, permission: Permission = Permission.SCORECARD_VIEW) -> Any:
    return Scorecard.objects.allowed(request.user, permission)


def get_card(
    request: HttpRequest, contract: Contract, month: date, permission: Permission = Permission.SCORECARD_VIEW
) -> Scorecard:
    """The month's card, if this user may reach it: the latest revision, or the one asked for. Raises: Http404."""
    cards = cards_seen(request, permission).select_related("contract", "service_year", "rubric")
    rows = cards.filter(contract=contract, month=month).order_by("-revision")
    wanted = request.GET.get("revision", "")
    card = (rows.filter(revision=int(wanted)) if wanted.isascii() and wanted.isdigit() else rows).first()
    if card is None:
        raise Http404
    card.contract = contract
    return card


def get_entry(request: HttpRequest, card: Scorecard, number: int, permission: Permission) -> Entry:
    """One entry of the card by its number. Raises: Http404."""
    entries = Entry.objects.allowed(request.user, permission).select_related(
        "criterion", "scorecard__contract"
    )
    entry = entries.filter(scorecard=card, number=number).first()
    if entry is None:
        raise Http404
    return entry


def get_sheet(request: HttpRequest, card: Scorecard) -> Sheet:
    fresh = cards_seen(request).select_related("contract", "service_year", "rubric").get(pk=card.pk)
    may_edit = any(place.scope_of(Permission.SCORECARD_EDIT) for place in _standings_here(request, card))
    return sheet_of(fresh, cards_seen(request), may_edit=may_edit)


def _standings_here(request: HttpRequest, card: Scorecard) -> list[Any]:
    return [place for place in request.user.standings() if place.contract_id in (None, card.contract_id)]


def fragments(
    request: HttpRequest, sheet: Sheet, codes: list[str] | None = None, *, open_code: str = ""
) -> HttpResponse:
    """The parts of the screen that changed; the script puts each in the place of its namesake.

    Shape: rows of `codes` (None: all), heads of their groups, the side column, and the detail of `open_code`.
    """
    touched = [
        block for block in sheet.blocks if codes is None or any(r.criterion.code in codes for r in block.rows)
    ]
    rows = [row for block in touched for row in block.rows if codes is None or row.criterion.code in codes]
    context = {
        "sheet": sheet,
        "blocks": touched,
        "rows": rows,
        "contract": sheet.card.contract,
        "detail": sheet.row_of(open_code) if sheet.rubric.has(open_code) else None,
    }
    body = render_to_string("assessment/_card_fragments.html", context, request)
    response = HttpResponse(body)
    response.headers["X-Card-Version"] = str(sheet.card.version)
    return response
