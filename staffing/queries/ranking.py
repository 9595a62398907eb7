"""Rankings: what is on record of everybody in a span, what was filed, who still waits for an interview."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Avg, Exists, OuterRef, Prefetch
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from staffing.enums import ExamKind, RankSpan, Verdict
from staffing.models import ExamResult, Ranking, RankInterview, RankLine
from staffing.queries.attendance import AT_WINDOWS
from staffing.queries.attendance_month import sheet
from staffing.queries.hooks import clerk_figures
from staffing.queries.people import engaged_between
from staffing.rules.ranking import Figures, last_day

LATE = (Verdict.LATE, Verdict.EARLY, Verdict.LATE_AND_EARLY)


def figures_of(contract: Contract, first: date, last: date, now: datetime) -> list[Figures]:
    """What is on record of everybody who does not manage, engaged in the days. As many queries however many people."""
    held = {
        row.person_id: row for row in engaged_between(contract, first, last) if not row.post.is_management
    }
    told = clerk_figures(contract, first, last, timezone.localdate(now))
    counted = any(
        each["volume"] for each in told.values()
    )  # a hall whose cases are kept elsewhere ranks nobody by them
    seen = {row.person.pk: row.counts for row in sheet(contract, first, last, now=now)}
    exams = ExamResult.objects.filter(
        person__in=held,
        kind=ExamKind.ON_POST,
        held_on__range=(first, last),
        voided_at=None,
        score__isnull=False,
    )
    marks = dict(exams.order_by().values_list("person").annotate(mean=Avg("score")))
    found = []
    for number, row in held.items():
        own = told.get(row.person.user_id or 0)
        counts: Mapping[str, int] = seen.get(number, {})
        at_window = row.post.kind in AT_WINDOWS
        found.append(
            Figures(
                number, rated=own["rated"] if own else 0, good=own["good"] if own else 0,
                complaints=own["complaints"] if own else 0,
                volume=(own["volume"] if own else 0) if counted and at_window and row.person.user_id else None,
                planned=sum(counts.values()), absent=counts.get(Verdict.ABSENT, 0),
                late=sum(counts.get(each, 0) for each in LATE),
                exam=Fraction(marks[number]) if number in marks else None,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A filed ranking in the list. Shape: `waiting` are the lowest of a quarter nobody has interviewed yet."""

    ranking: Ranking
    people: int
    last: list[RankLine]
    waiting: int


def counting(user: Any, contract: Contract) -> list[Ranking]:
    """The rankings that count, the newest first: the last revision of each month and quarter."""
    found: dict[tuple[str, date], Ranking] = {}
    rows = Ranking.objects.allowed(user, Permission.RANKING_VIEW).filter(contract=contract)
    for row in rows.select_related("made_by").order_by("-starts_on", "span", "-revision"):
        found.setdefault((row.span, row.starts_on), row)
    return list(found.values())


def ranking_rows(rankings: Iterable[Ranking]) -> list[RankingRow]:
    """Two queries, however many rankings there are."""
    found = list(rankings)
    lines: dict[int, list[RankLine]] = {each.pk: [] for each in found}
    rows = RankLine.objects.filter(ranking__in=found).select_related("person")
    for line in rows.prefetch_related("interviews"):
        lines[line.ranking_id].append(line)
    return [_row(each, lines[each.pk]) for each in found]


def _row(ranking: Ranking, lines: list[RankLine]) -> RankingRow:
    last = [line for line in lines if line.last]
    quarter = ranking.span == RankSpan.QUARTER
    waiting = sum(not line.interviews.all() for line in last) if quarter else 0
    return RankingRow(ranking, len(lines), last, waiting)


def awaiting_interview(user: Any, contract: Contract, today: date) -> list[tuple[Ranking, int]]:
    """How many of the lowest nobody has interviewed yet, by quarter, the newest first; none once the contract is over.

    Shape: of each quarter the ranking that counts; quarters in which nobody waits are left out.
    """
    corrected = Ranking.objects.filter(
        contract=OuterRef("ranking__contract"), span=OuterRef("ranking__span"),
        starts_on=OuterRef("ranking__starts_on"), revision__gt=OuterRef("ranking__revision"),
    )  # fmt: skip
    rows = RankLine.objects.allowed(user, Permission.RANKING_VIEW).filter(
        ~Exists(corrected), ranking__contract=contract, ranking__contract__ends_on__gte=today,
        ranking__span=RankSpan.QUARTER, last=True, interviews=None,
    )  # fmt: skip
    found = Counter(row.ranking for row in rows.select_related("ranking").order_by("-ranking__starts_on"))
    return list(found.items())


def lines_of(user: Any, ranking: Ranking) -> list[RankLine]:
    """The lines somebody may see, in order, with their interviews. Two queries."""
    rows = RankLine.objects.allowed(user, Permission.RANKING_VIEW).filter(ranking=ranking)
    talks = Prefetch("interviews", RankInterview.objects.select_related("by", "change").order_by("pk"))
    return sorted(
        rows.select_related("person").prefetch_related(talks),
        key=lambda line: (line.place is None, line.place or 0, line.person.number),
    )


def spans_to_file(contract: Contract, today: date) -> list[tuple[str, date]]:
    """Months and quarters of the contract that are over, the newest first; at most a year back."""
    first = contract.starts_on.replace(day=1)
    found = []
    for back in range(1, 13):
        count = today.year * 12 + today.month - 1 - back
        month = date(count // 12, count % 12 + 1, 1)
        if month < first or month > contract.ends_on:
            continue
        found.append((str(RankSpan.MONTH), month))
        if month.month % 3 == 1 and last_day(month, quarter=True) < today:
            found.append((str(RankSpan.QUARTER), month))
    return found
