"""Where the papers of cases are: one case's whole way, everything by holder, and finding cases by what was scanned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.codes import cleaned, is_code
from hall_ops.lib.permissions import Permission
from windows.enums import Direction, HandOverState, Holder, LineOutcome, ParcelState
from windows.models import ArchiveLine, Case, CaseResult, HandOverLine, Issuance, Parcel, Told
from windows.models.cases import OPEN_STATES

SINCE = Coalesce("ready_at", "decided_at", "transferred_at", "accepted_at", "registered_at")


# -- one case -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CasePapers:
    """A case's papers and result on their way. Shape: lists run from the first step to the last."""

    case: Case
    lines: list[HandOverLine]
    result: CaseResult | None
    told: list[Told]
    issuances: list[Issuance]
    box: ArchiveLine | None
    where: str

    @property
    def has_any(self) -> bool:
        return bool(self.lines or self.result or self.told or self.issuances or self.box)


def papers_of(case: Case) -> CasePapers:
    """Everything about where a case's papers were and are. Five queries."""
    lines = list(
        HandOverLine.objects.filter(case=case)
        .select_related("batch__department", "ours_by", "theirs_by")
        .order_by("pk")
    )
    return CasePapers(
        case=case,
        lines=lines,
        result=CaseResult.objects.filter(case=case).select_related("by").first(),
        told=list(Told.objects.filter(case=case).select_related("by").order_by("pk")),
        issuances=list(
            Issuance.objects.filter(case=case)
            .select_related("contract", "by", "parcel", "undone_by")
            .order_by("pk")
        ),
        box=ArchiveLine.objects.filter(case=case).select_related("box").first(),
        where=_where(case, lines),
    )


def results_said(case: Case) -> list[dict[str, Any]]:
    """The result documents as slips name them. Shape: [{"name", "number", "copies"}]. One query at most."""
    result: CaseResult | None = getattr(case, "result", None)
    name = (result and (result.name or str(result.get_kind_display()))) or case.version.result_name
    number, copies = (result.number, result.copies) if result else (case.result_number, 1)
    return [{"name": name or _("办理结果"), "number": number, "copies": copies}]


def _where(case: Case, lines: Sequence[HandOverLine]) -> str:
    """Who holds the papers, in words; on the way it is still the giver who answers for them."""
    label = str(case.get_holder_display())
    if case.holder == Holder.SHELF:
        return _("%(holder)s %(place)s") % {"holder": label, "place": case.shelf_place}
    open_line = next((line for line in lines if line.outcome == LineOutcome.WAITING), None)
    if case.holder == Holder.ON_THE_WAY and open_line is not None:
        giver = _("窗口") if open_line.batch.direction == Direction.OUT else _("部门")
        return _("%(holder)s，对方未签收，仍由%(giver)s负责（%(batch)s）") % {
            "holder": label, "giver": giver, "batch": open_line.batch.number,
        }  # fmt: skip
    return label


# -- everything by holder -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class HolderLine:
    """How many open cases one side holds. Shape: `oldest_at` is when the longest of them came to this stage."""

    holder: str
    label: str
    count: int
    oldest_at: datetime | None

    def days(self, now: datetime) -> int:
        """Whole days the oldest has been there."""
        return (now - self.oldest_at).days if self.oldest_at else 0


def holders(contract: Contract) -> list[HolderLine]:
    """Who holds the papers of the open cases now, in the order of their way. Three queries, whatever the volume."""
    open_cases = Case.objects.filter(contract=contract, state__in=OPEN_STATES).order_by()
    found = {
        row["holder"]: (row["count"], row["oldest"])
        for row in open_cases.values("holder").annotate(count=Count("pk"), oldest=Min(SINCE))
    }
    way = HandOverLine.objects.filter(
        batch__contract=contract, batch__state=HandOverState.SENT, outcome=LineOutcome.WAITING
    ).aggregate(oldest=Min("batch__sent_at"))
    if Holder.ON_THE_WAY in found:
        found[Holder.ON_THE_WAY] = (found[Holder.ON_THE_WAY][0], way["oldest"])
    posted = Parcel.objects.filter(contract=contract, state=ParcelState.SENT).aggregate(
        count=Count("issuances"), oldest=Min("sent_at")
    )
    lost, since = found.get(Holder.CARRIER, (0, None))
    known = [at for at in (since, posted["oldest"]) if at is not None]
    found[Holder.CARRIER] = (lost + posted["count"], min(known, default=None))
    shown = [each for each in Holder if each not in {Holder.APPLICANT, Holder.ARCHIVE}]
    return [HolderLine(str(each), str(each.label), *found.get(each, (0, None))) for each in shown]


# -- scanning -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan found. Shape: `unknown` are the numbers without a case this user may see."""

    cases: list[Case]
    unknown: list[str]


def find_scanned(user: Any, permission: Permission, contract: Contract, numbers: Iterable[str]) -> Scanned:
    """Cases by their number, the platform's number or the query code of the QR, in the order scanned. One query."""
    wanted = list(numbers)
    codes = {cleaned(number): number for number in wanted if is_code(cleaned(number))}
    rows = Case.objects.allowed(user, permission).in_contract(contract)
    rows = rows.filter(
        Q(number__in=wanted) | Q(query_code__in=list(codes)) | Q(platform_number__in=[n for n in wanted if n])
    )
    by_word: dict[str, Case] = {}
    for case in rows.select_related("version", "department", "venue"):
        for word in (case.number, case.platform_number, codes.get(case.query_code, "")):
            by_word.setdefault(word, case)
    found = {by_word[word].pk: by_word[word] for word in wanted if word in by_word}
    return Scanned(list(found.values()), [word for word in wanted if word not in by_word])
