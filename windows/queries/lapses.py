"""What the cases themselves prove was left undone; the assessment reads it (rules.md § 8)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate

from contracts.models import Contract
from hall_ops.lib.months import next_month
from windows.enums import CaseState, Taken
from windows.models import Case, CaseForm, CaseMaterial


@dataclass(frozen=True, slots=True)
class PaperLapse:
    """A paper not scanned on its day ("scan"), or an acceptance without its notice ("notice").

    Shape: mended_on is the later day on which it was done after all, None while it is not.
    """

    kind: str
    case_id: int
    number: str
    item: str
    window: str
    clerk: str
    on: date
    mended_on: date | None


def paper_lapses(contract: Contract, month: date, *, today: date) -> Iterator[PaperLapse]:
    """The lapses of a month's accepted cases; a day that is not over yet is left out. Two queries."""
    accepted = (
        Case.objects.filter(contract=contract, accepted_at__isnull=False)
        .exclude(state=CaseState.VOID)
        .annotate(accepted_on=TruncDate("accepted_at"), scanned_on=TruncDate("scanned_at"))
        .filter(accepted_on__gte=month, accepted_on__lt=min(next_month(month), today))
        .select_related("version", "window", "clerk")
    )
    paper = CaseMaterial.objects.filter(case=OuterRef("pk"), taken=Taken.PAPER)
    unscanned = accepted.filter(Exists(paper)).filter(Q(scanned_at=None) | Q(scanned_on__gt=F("accepted_on")))
    for case in unscanned.order_by("accepted_at"):
        yield _lapse("scan", case, case.scanned_on)
    notices = CaseForm.objects.filter(case=OuterRef("pk"), kind="acceptance", void_at=None).annotate(
        made_on=TruncDate("made_at")
    )
    in_time = notices.filter(made_on__lte=OuterRef("accepted_on"))
    untold = accepted.filter(kind="promised").exclude(Exists(in_time))
    for case in untold.annotate(told_on=notices.order_by("made_at").values("made_on")[:1]).order_by(
        "accepted_at"
    ):
        yield _lapse("notice", case, case.told_on)


def _lapse(kind: str, case: Any, mended_on: date | None) -> PaperLapse:
    window = case.window.number if case.window else "—"
    return PaperLapse(
        kind, case.pk, case.number, case.version.name, window, case.clerk.name, case.accepted_on, mended_on
    )


def voided_cases(contract: Contract, cases: Collection[int]) -> Mapping[int, str]:
    """The reason of each of these cases that was voided."""
    void = Case.objects.filter(contract=contract, pk__in=cases, state=CaseState.VOID)
    return dict(void.values_list("pk", "closing_reason"))
