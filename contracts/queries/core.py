"""Reads over contracts: who is a member, terms, the desk, places, the calendar, the search."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contracts.enums import DayKind, Stage
from contracts.models import Contract, ContractTerm, Membership, ServiceYear, Venue, WorkDay
from contracts.rules import stage_on
from hall_ops.lib.navigation import rooms_for
from hall_ops.lib.permissions import Permission
from hall_ops.lib.pinyin import fits

NOTICES_COME_IN = 11  # the month


def contracts_of(user: Any) -> list[Contract]:
    """The contracts somebody is a member of, each once, newest first. No query beyond the standings'."""
    found = {place.contract_id: place.contract for place in user.standings() if place.contract_id}
    return sorted(found.values(), key=lambda contract: contract.starts_on, reverse=True)


def holds(user: Any, permission: Permission, contract: Contract | None) -> bool:
    """Whether a right reaches into this contract (None: the whole installation). No query beyond the standings'."""
    inside = {None, contract.pk if contract else None}
    return any(place.scope_of(permission) for place in user.standings() if place.contract_id in inside)


# -- terms ----------------------------------------------------------------------------------------------------------
def matching_terms(terms: list[ContractTerm], words: str) -> list[ContractTerm]:
    """Terms whose text holds every word, or whose name begins its syllables with its letters."""
    return [
        term
        for term in terms
        if fits(words, f"{term.label} {term.value} {term.unit} {term.clause} {term.summary}", term.label)
    ]


# -- the desk -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class DeskCard:
    """One contract on the desk. `year` is the service year that holds today, if one does."""

    contract: Contract
    stage: Stage
    year: ServiceYear | None
    may_view: bool
    url: str


def desk_cards(user: Any, today: date) -> list[DeskCard]:
    """The contracts somebody may open, or whose members they keep. Two queries, however many there are."""
    contracts = (
        Contract.objects.allowed(user, Permission.CONTRACT_VIEW)
        | Contract.objects.allowed(user, Permission.MEMBER_VIEW)
    ).select_related("purchaser", "contractor")
    years = ServiceYear.objects.filter(contract__in=contracts, starts_on__lte=today, ends_on__gte=today)
    running = {year.contract_id: year for year in years.order_by("number")}
    return [_card(user, contract, running.get(contract.pk), today) for contract in contracts]


def _card(user: Any, contract: Contract, year: ServiceYear | None, today: date) -> DeskCard:
    may_view = holds(user, Permission.CONTRACT_VIEW, contract)
    name = "contracts:overview" if may_view else "contracts:contract-members"
    stage = Stage(stage_on(contract.starts_on, contract.ends_on, today))
    return DeskCard(contract, stage, year, may_view, reverse(name, args=[contract.slug]))


def waiting_roles(user: Any) -> list[Membership]:
    """Roles granted to somebody that wait for the second person."""
    waiting = user.memberships.filter(confirmed_at=None, ended_at=None)
    return list(waiting.select_related("contract"))


# -- places ---------------------------------------------------------------------------------------------------------
def venues_of(contract: Contract) -> list[Venue]:
    """The places a contract serves, with zones and windows. Three queries."""
    return list(contract.venues.prefetch_related("zones", "windows__zone"))


# -- calendar -------------------------------------------------------------------------------------------------------
def days_between(first: date, last: date) -> dict[date, WorkDay]:
    """The calendar's days from `first` to `last`, both included."""
    return {day.date: day for day in WorkDay.objects.filter(date__range=(first, last))}


def exceptional_days(first: date, last: date) -> dict[date, bool]:
    """Whether people work, for the calendar's days from `first` to `last` (see hall_ops.lib.workdays)."""
    return {day: known.works for day, known in days_between(first, last).items()}


def unpublished_year(today: date) -> int | None:
    """The year whose notice is waited for: this one, or from November on the next. One query.

    Source: the notice for a year comes in the autumn before it.
    """
    last = today.year + 1 if today.month >= NOTICES_COME_IN else today.year
    span = (date(today.year, 1, 1), date(last, 12, 31))
    waiting = WorkDay.objects.filter(provisional=True, date__range=span).order_by("date").first()
    return waiting.date.year if waiting else None


def day_label(day: date) -> str:
    """3 月 14 日 周二 · 工作日."""
    known = WorkDay.objects.filter(date=day).first()
    by_week = _("工作日") if day.weekday() < 5 else _("周末")
    kind = day_kind_label(known) if known else by_week
    weekday = [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")][day.weekday()]
    return f"{date_format(day, _('n 月 j 日'))} {weekday} · {kind}"


def day_kind_label(day: WorkDay) -> str:
    """国庆节; 国庆节调休上班; 工作日; each with 暂定 where the notice is not out."""
    kind = str(day.get_kind_display())
    if day.kind == DayKind.MAKE_UP:
        kind = day.name + kind
    elif day.name:
        kind = day.name
    return _("%(kind)s（暂定）") % {"kind": kind} if day.provisional and day.kind == DayKind.HOLIDAY else kind


# -- Ctrl K ---------------------------------------------------------------------------------------------------------
def search(user: Any, contract: Contract | None, words: str) -> list[dict[str, Any]]:
    """Ctrl K: screens, contracts, terms by words or initials. Shape: [{label, items: [{label, hint, url}]}]."""
    rooms = rooms_for(user.standings(), contract, "")
    screens = [
        {"label": str(item["label"]), "hint": str(room["label"]), "url": item["url"]}
        for room in rooms
        for item in room["items"]
    ]
    contracts = [
        {"label": each.name, "hint": each.number, "url": reverse("contracts:overview", args=[each.slug])}
        for each in contracts_of(user)
        if holds(user, Permission.CONTRACT_VIEW, each)
    ]

    def found(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [item for item in items if fits(words, f"{item['label']} {item['hint']}", item["label"])]

    terms = _found_terms(user, contract, words)
    groups = [(_("页面"), found(screens)), (_("合同"), found(contracts)), (_("条款"), terms)]
    return [{"label": label, "items": items[:8]} for label, items in groups if items]


def _found_terms(user: Any, contract: Contract | None, words: str) -> list[dict[str, Any]]:
    if contract is None or not words.strip():
        return []
    terms = list(ContractTerm.objects.allowed(user, Permission.CONTRACT_VIEW).filter(contract=contract))
    page = reverse("contracts:terms", args=[contract.slug])
    return [
        {
            "label": f"{term.label} {term.value} {term.unit}"[:80],
            "hint": term.clause,
            "url": f"{page}#t-{term.key}",
        }
        for term in matching_terms(terms, words)
    ]
