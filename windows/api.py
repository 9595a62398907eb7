"""What other systems may push and read of the windows. A route checks shape and scope; the action does the rest.

Source: 002 § 四(一)(1) (一体化平台), § 五(一) 表1 3.9; facts.md §§ 1, 3, 5.
"""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, Router, Schema
from pydantic import Field

from contracts.actions.api_requests import FAILURES, Key, Moment, Storable, Strict, need, once
from contracts.enums import ApiScope
from contracts.models import Window
from hall_ops.lib.errors import DomainError, NotFound
from windows.actions.pushed_cases import PushedCase, push_case
from windows.actions.queue_tickets import TicketRow, take_tickets
from windows.actions.ratings import AlreadyRated, Said, record_rating
from windows.enums import RatingChannel
from windows.models import Case
from windows.rules.applicants import Applicant
from windows.rules.case_life import national_code

router = Router(tags=["windows"])
MOST = 500
Number = Annotated[str, Field(min_length=1, max_length=50), Storable]


# -- progress -------------------------------------------------------------------------------------------------------
class Progress(Schema):
    """A case without personal data. `national_code` is the state of the national exchange (facts.md § 3)."""

    number: str
    platform_number: str
    item: str
    state: str
    national_code: int
    registered_at: datetime
    accepted_at: datetime | None
    due_on: date | None
    decided_at: datetime | None
    issued_at: datetime | None


@router.get("cases/{number}", response={200: Progress, **FAILURES}, summary="读取一个办件的进度")
def read_progress(request: HttpRequest, number: Number) -> Any:
    token = need(request, ApiScope.READ_PROGRESS)
    cases = Case.objects.filter(contract=token.contract).select_related("version")
    case = cases.filter(number=number).first() or cases.filter(platform_number=number).first()
    if case is None:
        raise NotFound(_("没有编号为 %(number)s 的办件。") % {"number": number})
    last = case.events.order_by("-pk").values_list("action", flat=True)
    return {
        "number": case.number,
        "platform_number": case.platform_number,
        "item": case.version.name,
        "state": case.state,
        "national_code": national_code(case.state, list(last)),
        "registered_at": case.registered_at,
        "accepted_at": case.accepted_at,
        "due_on": case.due_on,
        "decided_at": case.decided_at,
        "issued_at": case.issued_at,
    }


# -- ratings --------------------------------------------------------------------------------------------------------
class RatingIn(Strict):
    """One rating of one case. `reasons` are the national three-digit codes of its level."""

    case_number: Number
    level: int = Field(ge=1, le=5)
    reasons: list[Annotated[str, Field(pattern=r"^[1-5][01][0-9]$")]] = Field(default=[], max_length=8)
    text: str = Field(default="", max_length=150)
    rated_at: Moment


class Taken(Schema):
    """How many were new, how many were there before."""

    added: int
    unchanged: int


@router.post("ratings", response={200: Taken, **FAILURES}, summary="推送评价")
def push_ratings(
    request: HttpRequest,
    key: Key,
    rows: list[RatingIn] = Body(..., min_length=1, max_length=MOST),  # noqa: B008
) -> Any:
    need(request, ApiScope.PUSH_RATINGS)
    now = timezone.now()
    return once(request, key, now, lambda token: _take_ratings(token, rows, now))


def _take_ratings(token: Any, rows: list[RatingIn], now: datetime) -> dict[str, Any]:
    """All or nothing; a case that was rated before stays as it was."""
    cases = Case.objects.filter(contract=token.contract).select_related(
        "window", "zone", "department", "clerk"
    )
    by_number = {case.number: case for case in cases.filter(number__in={row.case_number for row in rows})}
    added = 0
    for place, row in enumerate(rows, start=1):
        case = by_number.get(row.case_number)
        if case is None:
            said = {"n": place, "number": row.case_number}
            raise NotFound(_("第 %(n)s 条：没有编号为 %(number)s 的办件。") % said)
        try:
            with transaction.atomic():
                record_rating(
                    at=now, by=token.owner, visit=case, claimed_at=row.rated_at, channel=RatingChannel.PLATFORM,
                    said=Said(row.level, tuple(row.reasons), row.text),
                )  # fmt: skip
                added += 1
        except AlreadyRated:
            continue
        except DomainError as refused:
            refused.args = (_("第 %(n)s 条：%(why)s") % {"n": place, "why": refused},)
            raise
    return {"added": added, "unchanged": len(rows) - added}


# -- tickets --------------------------------------------------------------------------------------------------------
class TicketIn(Strict):
    """One ticket of the queue machine. `venue` is the hall's code, `window` a window's number."""

    venue: Annotated[str, Field(min_length=1, max_length=20)]
    number: Annotated[str, Field(min_length=1, max_length=20)]
    state: Literal["waiting", "served", "passed"]
    taken_at: Moment
    called_at: Moment | None = None
    finished_at: Moment | None = None
    window: Annotated[str, Field(max_length=10)] = ""
    operator: Annotated[str, Field(max_length=40)] = ""


class Changed(Schema):
    """How many were new, changed, or as they were."""

    added: int
    changed: int
    unchanged: int


@router.post("tickets", response={200: Changed, **FAILURES}, summary="推送取号")
def push_tickets(
    request: HttpRequest,
    key: Key,
    rows: list[TicketIn] = Body(..., min_length=1, max_length=MOST),  # noqa: B008
) -> Any:
    need(request, ApiScope.PUSH_TICKETS)
    now = timezone.now()
    return once(request, key, now, lambda token: _take_tickets(token, rows, now))


def _take_tickets(token: Any, rows: list[TicketIn], now: datetime) -> dict[str, Any]:
    contract = token.contract
    venues = {venue.code: venue for venue in contract.venues.all()}
    windows = {
        (window.venue_id, window.number): window
        for window in Window.objects.filter(venue__in=venues.values())
    }
    tickets = []
    for place, row in enumerate(rows, start=1):
        venue = venues.get(row.venue)
        window = windows.get((venue.pk, row.window)) if venue and row.window else None
        if venue is None or (row.window and window is None):
            said = {"n": place, "venue": row.venue, "window": row.window}
            raise NotFound(_("第 %(n)s 条：没有大厅 %(venue)s 或窗口 %(window)s。") % said)
        tickets.append(
            TicketRow(
                venue=venue, number=row.number, taken_at=row.taken_at, state=row.state, window=window,
                called_at=row.called_at, finished_at=row.finished_at, operator=row.operator,
            )
        )  # fmt: skip
    told = take_tickets(by=token.owner, at=now, contract=contract, rows=tickets)
    return asdict(told)


# -- cases ----------------------------------------------------------------------------------------------------------
class ApplicantIn(Strict):
    """Who applies. Numbers are checked by their check digits."""

    kind: Literal["person", "organisation"]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    id_kind: Literal["resident", "credit_code", "permit", "passport", "other"]
    id_number: Annotated[str, Field(min_length=1, max_length=40)]
    phone: Annotated[str, Field(min_length=1, max_length=30)]
    contact_name: Annotated[str, Field(max_length=100)] = ""


class CaseIn(Strict):
    """One case received by the platform. `item_code` is the national or the hall's own short code."""

    platform_number: Number
    item_code: Annotated[str, Field(min_length=1, max_length=31)]
    venue: Annotated[str, Field(max_length=20)] = ""
    applicant: ApplicantIn
    received_at: Moment
    note: Annotated[str, Field(max_length=200)] = ""


class Numbered(Schema):
    """The hall's own number of a platform's case."""

    platform_number: str
    number: str
    is_new: bool


class CasesTaken(Schema):
    cases: list[Numbered]


@router.post("cases", response={200: CasesTaken, **FAILURES}, summary="推送办件")
def push_cases(
    request: HttpRequest,
    key: Key,
    rows: list[CaseIn] = Body(..., min_length=1, max_length=100),  # noqa: B008
) -> Any:
    need(request, ApiScope.PUSH_CASES)
    now = timezone.now()
    return once(request, key, now, lambda token: _take_cases(token, rows, now))


def _take_cases(token: Any, rows: list[CaseIn], now: datetime) -> dict[str, Any]:
    """All or nothing; a platform number that is there stays as it is."""
    taken = []
    for place, row in enumerate(rows, start=1):
        pushed = PushedCase(
            platform_number=row.platform_number,
            item_code=row.item_code,
            applicant=Applicant(**row.applicant.dict()),
            venue=row.venue,
            received_at=row.received_at,
            note=row.note,
        )
        try:
            case, is_new = push_case(by=token.owner, at=now, contract=token.contract, pushed=pushed)
        except DomainError as refused:
            refused.args = (_("第 %(n)s 条：%(why)s") % {"n": place, "why": refused},)
            raise
        taken.append({"platform_number": row.platform_number, "number": case.number, "is_new": is_new})
    return {"cases": taken}
