"""A contract's turnover month by month: who left, what exempts them, over which headcount, by which decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Decision, DecisionSigning
from contracts.queries import InForce, in_force
from contracts.queries.agreed import agreed_limit
from contracts.queries.decisions import signed_decisions
from hall_ops.lib.months import months_later, next_month
from staffing.enums import ProposedBy
from staffing.models import Engagement, Post, StaffChange
from staffing.queries.vacancies import Records, day_of, gaps_of, left_for_good, took_effect_on
from staffing.rules.changes import PROPOSED_BY_END
from staffing.rules.turnover import Departure, Judged, Terms, Turnover, Why, in_base, turnover

KEYS = ("turnover_base", "turnover_exempt", "turnover_count")
ONE_DAY = timedelta(days=1)
WHY = {
    Why.COUNTED: _("没有免扣的情形"),
    Why.PROPOSED: _("供应商主动提出"),
    Why.REFILLED: _("当月已补充"),
    Why.BOTH_GROUNDS: _("供应商主动提出，当月已补充"),
    Why.ONE_GROUND: _("只有一种免扣情形，约定须两种都有"),
    Why.OUTSIDE: _("不在约定的总人数内"),
}


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """Somebody who left, with the change that said so, and who came instead."""

    judged: Judged
    engagement: Engagement
    change: StaffChange | None
    refilled_on: date | None
    proposed_by: str

    @property
    def proposed_by_label(self) -> str:
        return str(ProposedBy(self.proposed_by).label)

    @property
    def never_missing(self) -> bool:
        """Whether the successor began the next day, or the post had people to spare."""
        return self.refilled_on is not None and self.refilled_on == self.judged.departure.left_on + ONE_DAY

    @property
    def why(self) -> str:
        return str(WHY[self.judged.why])


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month's turnover. Shape: `decisions` by key, only those the contract has; `over_once` is the day on which the
    records, since back-filled, still showed the month over its limit."""

    figure: Turnover
    rows: tuple[DepartureRow, ...]
    decisions: Mapping[str, InForce]
    terms: Terms
    over_once: date | None
    is_over: bool

    @property
    def unsigned(self) -> list[InForce]:
        return [each for each in self.decisions.values() if each.signed_at is None]


Agreed = Sequence[tuple[Decision, list[DecisionSigning]]]


def turnover_months(
    contract: Contract, records: Records, months: Iterable[date], today: date
) -> list[MonthRow]:
    """Each month's figure. Two queries beside those of `records`, however many months."""
    agreed: Agreed = [
        (decision, rows) for decision, rows in signed_decisions(contract) if decision.key in KEYS
    ]
    first = took_effect_on(contract)
    return [_month(contract, records, agreed, first, month, today) for month in months]


def last_months(contract: Contract, today: date, count: int = 12) -> list[date]:
    """The first days of the last months of the contract up to today, latest first."""
    ends = min(today, contract.ends_on)
    months = [months_later(ends, -n) for n in range(count)]
    return [month for month in months if next_month(month) > contract.starts_on]


def _month(
    contract: Contract, records: Records, agreed: Agreed, first: date, month: date, today: date
) -> MonthRow:
    held = {decision.key: in_force(decision, rows, month) for decision, rows in agreed}
    terms = _terms(contract, {key: each.option for key, each in held.items()})
    leavers = [
        row
        for row in records.engagements
        if left_for_good(row)
        and row.post.counted
        and row.ends_on
        and row.ends_on.replace(day=1) == month
        and row.ends_on <= today
    ]
    refilled = _refilled(records, leavers, first, None)
    departures = [_departure(records, row, refilled) for row in leavers]
    headcount = headcount_of(records.posts, month, terms.base)
    figure = turnover(month, departures, headcount, terms)
    known = {row.pk: row for row in leavers}
    rows = tuple(
        DepartureRow(
            each, known[each.departure.number], records.ended.get(each.departure.number),
            refilled[each.departure.number], each.departure.proposed_by,
        )
        for each in figure.judged
    )  # fmt: skip
    is_over = month_is_over(month, today)
    once = _over_once(records, leavers, first, figure, terms, today) if is_over else None
    return MonthRow(figure, rows, held, terms, once, is_over)


def month_is_over(month: date, today: date) -> bool:
    return today >= next_month(month)


def _terms(contract: Contract, chosen: Mapping[str, str]) -> Terms:
    limit = agreed_limit(contract, "turnover_ratio")
    named = {key.removeprefix("turnover_"): option for key, option in chosen.items()}
    return Terms(Fraction(limit.value) if limit else None, limit is None or limit.bound == "below", **named)


def headcount_of(posts: Iterable[Post], month: date, base: str) -> int:
    """The headcount the contract signed, over the posts of decision turnover_base. Units: persons."""
    return sum(
        post.headcount
        for post in posts
        if post.counted
        and in_base(post.is_management, base)
        and (post.retired_on is None or post.retired_on > month)
    )


def _departure(records: Records, row: Engagement, refilled: Mapping[int, date | None]) -> Departure:
    return Departure(
        row.pk, row.ends_on or row.starts_on, proposer(records, row), row.post.is_management, refilled[row.pk]
    )


def proposer(records: Records, row: Engagement) -> str:
    """Who proposed that somebody leaves: the change says so, else the way the engagement ended."""
    change = records.ended.get(row.pk)
    return change.proposed_by if change else PROPOSED_BY_END.get(row.end_kind, ProposedBy.PERSON)


def _refilled(
    records: Records, leavers: Sequence[Engagement], first: date, known_by: date | None
) -> dict[int, date | None]:
    """The first day on which nobody was missing again, by the engagement that ended.

    A successor whom a change names is this departure's; the other vacancies are filled oldest first.
    """
    named = {
        successor.replaces_id: successor.begun
        for successor in records.begun.values()
        if successor.replaces_id and successor.begun and _known(successor.begun, known_by)
    }
    taken = {begun.pk for begun in named.values()}
    found: dict[int, date | None] = {}
    for post in {row.post_id: row.post for row in leavers}.values():
        gaps = {gap.left.number: gap for gap in gaps_of(records, post, first, known_by) if gap.left}
        for row in leavers:
            if row.post_id != post.pk or row.ends_on is None:
                continue
            after = row.ends_on + ONE_DAY
            change, gap = records.ended.get(row.pk), gaps.get(row.pk)
            if change is not None and change.pk in named:
                found[row.pk] = max(after, named[change.pk].starts_on)
            elif gap is None:
                found[row.pk] = after
            else:
                found[row.pk] = None if gap.came and gap.came.number in taken else gap.filled_on
    return found


def _known(row: Engagement, known_by: date | None) -> bool:
    recorded = day_of(row.recorded_at)
    return known_by is None or recorded is None or recorded <= known_by


def _over_once(
    records: Records,
    leavers: Sequence[Engagement],
    first: date,
    figure: Turnover,
    terms: Terms,
    today: date,
) -> date | None:
    """The first day after the month on which the records showed it over its limit, though they no longer do."""
    if figure.over or figure.most is None or len(leavers) <= figure.most:
        return None
    over = next_month(figure.month)
    written = {day_of(row.recorded_at) for row in records.engagements} | {
        day_of(row.ended_at) for row in leavers
    }
    for day in sorted({over, *(each for each in written if each is not None and over <= each <= today)}):
        known = [row for row in leavers if (day_of(row.ended_at) or day) <= day and _known(row, day)]
        refilled = _refilled(records, known, first, day)
        departures = [_departure(records, row, refilled) for row in known]
        if turnover(figure.month, departures, figure.headcount, terms).over:
            return day
    return None
