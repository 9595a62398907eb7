"""Giving out: what one person may take, what was given out on a day, parcels, archive boxes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.enums import CaseState, Delivery, Holder, ItemKind, ParcelState
from windows.models import ArchiveBox, ArchiveLine, Case, Issuance, Parcel
from windows.queries.ledger_search import matching
from windows.queries.papers import find_scanned
from windows.rules.handover_scan import scanned

MOST_SHOWN = 60
SHOWN_WITH = ("version", "department", "venue", "result")


# -- the desk -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Found:
    """What the desk shows of one person. Shape: `ready` may be given out now; `paperless` are decided but their result
    is still with the department: to be delivered by network, or nothing to hand out; `others` are under way."""

    ready: list[Case]
    paperless: list[Case]
    others: list[Case]
    people: int

    @property
    def is_empty(self) -> bool:
        return not (self.ready or self.paperless or self.others)


def find_for_desk(user: Any, contract: Contract, words: str) -> Found:
    """Everything of whoever the words name: a number, a query code, a document's number, a telephone, a name.

    One case leads to all open cases of the same applicant. Three queries.
    """
    rows = Case.objects.allowed(user, Permission.ISSUANCE_DO).in_contract(contract)
    hits = find_scanned(user, Permission.ISSUANCE_DO, contract, scanned(words)).cases
    if not hits:
        hits = list(rows.filter(matching(words)).order_by("-registered_at")[:MOST_SHOWN])
    ids = {bytes(case.id_index) for case in hits if case.id_index is not None}
    same = Q(pk__in=[case.pk for case in hits])
    if ids:
        same |= Q(id_index__in=ids) & ~Q(state__in=[CaseState.ARCHIVED, CaseState.VOID])
    found = list(rows.filter(same).select_related(*SHOWN_WITH).order_by("-registered_at", "-pk")[:MOST_SHOWN])
    ready = [case for case in found if is_at_hand(case)]
    paperless = [
        case for case in found if case.state == CaseState.DECIDED and case.holder == Holder.DEPARTMENT
    ]
    known = {case.pk for case in [*ready, *paperless]}
    people = len({bytes(case.id_index) if case.id_index else case.applicant_name for case in found})
    return Found(ready, paperless, [case for case in found if case.pk not in known], people)


def is_at_hand(case: Case) -> bool:
    """Whether the result lies in the hall and may be given out: on the shelf, or at the window that concluded it."""
    return (case.state, case.holder) in {
        (CaseState.READY, Holder.SHELF),
        (CaseState.DECIDED, Holder.WINDOW),
    }


def bundle_rows(user: Any, contract: Contract, bundle: UUID) -> list[Issuance]:
    """What one collector took together. One query."""
    rows = Issuance.objects.allowed(user, Permission.ISSUANCE_VIEW).filter(contract=contract, bundle=bundle)
    shown = ("case__version", "case__contract", "case__venue", "case__result", "by", "parcel")
    return list(rows.select_related(*shown).order_by("pk"))


# -- the day --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class TallyLine:
    """One way of giving out, by kind of case. Units: cases."""

    label: str
    on_spot: int
    promised: int

    @property
    def total(self) -> int:
        return self.on_spot + self.promised


def issued_on(user: Any, contract: Contract, day: date) -> QuerySet[Issuance]:
    """What was given out on a day, the latest first; what was taken back or came back is in it, marked."""
    rows = Issuance.objects.allowed(user, Permission.ISSUANCE_VIEW).filter(contract=contract, day=day)
    shown = ("case__version", "case__contract", "contract", "by", "parcel", "undone_by")
    return rows.select_related(*shown).order_by("-at", "-pk")


def tally_of(rows: Iterable[dict[str, Any]]) -> list[TallyLine]:
    """Counts by way and kind as lines, the sum last."""
    counts = {(row["way"], row["case__kind"]): row["count"] for row in rows}
    lines = [
        TallyLine(
            str(way.label), counts.get((way, ItemKind.ON_SPOT), 0), counts.get((way, ItemKind.PROMISED), 0)
        )
        for way in Delivery
    ]
    return [*lines, TallyLine("", sum(line.on_spot for line in lines), sum(line.promised for line in lines))]


def day_tally(user: Any, contract: Contract, day: date) -> list[TallyLine]:
    """Counter and post against on the spot and promised. One query. Source: 000 § 6(7)."""
    rows = Issuance.objects.allowed(user, Permission.ISSUANCE_VIEW).filter(
        contract=contract, day=day, undone_at=None
    )
    return tally_of(rows.order_by().values("way", "case__kind").annotate(count=Count("pk")))


# -- parcels and boxes ----------------------------------------------------------------------------------------------
def parcels(user: Any, contract: Contract, *, under_way: bool) -> QuerySet[Parcel]:
    """Parcels: those under way, the longest first, or all, the latest first."""
    rows = Parcel.objects.allowed(user, Permission.ISSUANCE_VIEW).in_contract(contract)
    rows = rows.select_related("sent_by", "ended_by").prefetch_related("issuances__case")
    if under_way:
        return rows.filter(state=ParcelState.SENT).order_by("sent_at", "pk")
    return rows.order_by("-sent_at", "-pk")


def boxes(user: Any, contract: Contract) -> QuerySet[ArchiveBox]:
    """Boxes with how many cases each holds, the newest first."""
    rows = ArchiveBox.objects.allowed(user, Permission.ISSUANCE_VIEW).filter(contract=contract)
    counted = rows.annotate(line_count=Count("lines"))
    return counted.select_related("opened_by", "closed_by").order_by("-year", "-number")


def box_lines(user: Any, box: ArchiveBox) -> QuerySet[ArchiveLine]:
    """What lies in a box, in its order: of it what this user may see."""
    seen = Case.objects.allowed(user, Permission.ISSUANCE_VIEW).filter(contract_id=box.contract_id)
    rows = box.lines.filter(case__in=seen).select_related("case__version", "case__contract", "by")
    return rows.defer("case__contract__profile").order_by("position")


def to_archive(user: Any, contract: Contract) -> QuerySet[Case]:
    """Cases given out whose file lies in no box yet, the longest first."""
    rows = Case.objects.allowed(user, Permission.ISSUANCE_VIEW).in_contract(contract)
    rows = rows.filter(state=CaseState.ISSUED, archive_line=None).exclude(holder=Holder.CARRIER)
    return rows.select_related("version").order_by("issued_at", "pk")
