"""Vacancies of a contract with their clocks, as its engagements prove them, and the damages they may cost."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import BreachKind
from contracts.models import Breach, Contract, ContractDate
from contracts.queries import decision_choices, exceptional_days
from contracts.queries.agreed import agreed_limit, agreed_milestones
from contracts.queries.decisions import readings
from contracts.queries.registers import Proposal, dates_of, milestones_of, vacancy_claims
from contracts.queries.registers import Vacancy as LostPost
from hall_ops.lib.deadlines import CALENDAR
from staffing.enums import EndKind
from staffing.models import Engagement, Post, StaffChange
from staffing.rules.readings import VACANCY_START
from staffing.rules.vacancies import Clock, Held, Terms, Vacancy, clocks, runs_from, vacancies

YEARS_AROUND = timedelta(days=800)
FULL_STAFFING = "full_staffing"


@dataclass(frozen=True, slots=True)
class Records:
    """Posts and who held them, as the records say. Shape: `ended` and `begun` lead to the change that did it."""

    contract: Contract
    posts: tuple[Post, ...]
    engagements: tuple[Engagement, ...]
    ended: Mapping[int, StaffChange] = field(default_factory=dict)
    begun: Mapping[int, StaffChange] = field(default_factory=dict)

    def of_post(self, post: Post) -> list[Engagement]:
        return [each for each in self.engagements if each.post_id == post.pk]

    def engagement(self, number: int) -> Engagement:
        return next(each for each in self.engagements if each.pk == number)


def records_of(contract: Contract) -> Records:
    """Everything that was ever held in a contract, voided rows left out. Three queries."""
    rows = Engagement.objects.filter(contract=contract, voided_at=None).select_related("person", "post")
    changes = StaffChange.objects.filter(contract=contract).exclude(ended=None, begun=None)
    ended, begun = {}, {}
    for change in changes.select_related("begun"):
        if change.ended_id:
            ended[change.ended_id] = change
        if change.begun_id:
            begun[change.begun_id] = change
    posts = tuple(Post.objects.filter(contract=contract))
    return Records(contract, posts, tuple(rows.order_by("starts_on", "pk")), ended, begun)


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def held(rows: Iterable[Engagement], known_by: date | None = None) -> list[Held]:
    """Engagements as the rule reads them; with `known_by` as the records stood at the end of that day."""
    found = []
    for row in rows:
        known, end_known = day_of(row.recorded_at), day_of(row.ended_at)
        if known_by is not None and known is not None and known > known_by:
            continue
        ends_on = row.ends_on
        if known_by is not None and end_known is not None and end_known > known_by:
            ends_on = None
        found.append(Held(row.pk, row.starts_on, ends_on, known, end_known))
    return found


def took_effect_on(contract: Contract) -> date:
    """The day from which posts must be filled: the entered day of effect, else the contract's first day."""
    known = dates_of(ContractDate.objects.filter(contract=contract))
    entry = known.get(("effect", False))
    return entry.on if entry else contract.starts_on


def gaps_of(records: Records, post: Post, first: date, known_by: date | None = None) -> list[Vacancy]:
    """A post's vacancies since a day; a post the contract does not count has none."""
    if not post.counted or not post.headcount:
        return []
    return vacancies(held(records.of_post(post), known_by), post.headcount, first, post.retired_on)


def vacancy_terms_of(contract: Contract, today: date) -> Terms:
    """What the contract says of vacancies, with the working days around. Seven queries at most."""
    months, days = agreed_limit(contract, "vacancy_months"), agreed_limit(contract, "vacancy_days")
    staffed_by = None
    if any(each.key == FULL_STAFFING for each in agreed_milestones(contract)):
        known = dates_of(ContractDate.objects.filter(contract=contract))
        due = milestones_of(contract, known, today)
        staffed_by = next((each.due_on for each in due if each.key == FULL_STAFFING), None)
    start = readings(contract, [VACANCY_START]).get(VACANCY_START)
    return Terms(
        months=int(months.value) if months else None,
        days=int(days.value) if days else None,
        day_type=decision_choices(contract, today).get("vacancy_days", CALENDAR),
        staffed_by=staffed_by,
        calendar=exceptional_days(contract.starts_on - YEARS_AROUND, contract.ends_on + YEARS_AROUND),
        starts=start.steps if start else (),
    )


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """Vacancies of a post that opened and were filled alike.

    Shape: `people` who left, `came` who filled them; `since` the day from which the terms run; `breach` the register's
    line on that day or on the day they opened.
    """

    post: Post
    gap: Vacancy
    number: int
    since: date
    people: tuple[Engagement, ...]
    came: tuple[Engagement, ...]
    clocks: Mapping[str, Clock]
    breach: Breach | None
    is_open: bool

    @property
    def late(self) -> bool:
        return any(clock.late for clock in self.clocks.values())

    @property
    def fact(self) -> str:
        """The fact as the register of breaches would have it."""
        words = {"post": self.post.name, "n": self.number, "day": self.gap.opened_on.isoformat()}
        return _("%(post)s自 %(day)s 起缺 %(n)d 人，超过约定的期限") % words

    @property
    def claimable(self) -> bool:
        """Whether damages may be claimed and nobody has recorded the breach yet."""
        return self.breach is None and "damages" in self.clocks and self.clocks["damages"].late


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """The open vacancies, the filled ones of the last year, the damages they may cost, what the contract says."""

    open: tuple[VacancyRow, ...]
    filled: tuple[VacancyRow, ...]
    claims: tuple[Proposal, ...]
    terms: Terms
    first: date

    @property
    def shown(self) -> tuple[VacancyRow, ...]:
        return (*self.open, *self.filled)

    @property
    def missing(self) -> int:
        return sum(row.number for row in self.open)


def vacancy_page(contract: Contract, records: Records, today: date) -> VacancyPage:
    """Vacancies with their three clocks; those alike stand in one line. The number of queries is always the same."""
    terms, first = vacancy_terms_of(contract, today), took_effect_on(contract)
    found: list[tuple[Post, list[Vacancy]]] = []
    for post in records.posts:
        alike: dict[Any, list[Vacancy]] = defaultdict(list)
        for gap in gaps_of(records, post, first):
            if gap.opened_on <= today:
                alike[(gap.opened_on, gap.filled_on, gap.starting)].append(gap)
        found += [(post, gaps) for gaps in alike.values()]
    breaches = {
        each.happened_on: each for each in Breach.objects.filter(contract=contract, kind=BreachKind.VACANCY)
    }
    rows = [_row(records, post, gaps, terms, today, breaches) for post, gaps in found]
    rows.sort(key=lambda row: (row.gap.opened_on, row.post.position))
    year_ago = today - timedelta(days=366)
    opened = tuple(row for row in rows if row.is_open)
    filled = tuple(
        row for row in reversed(rows) if not row.is_open and (row.gap.filled_on or today) > year_ago
    )
    claimed = [
        LostPost(row.post.name, row.since, row.gap.filled_on)
        for row in (*opened, *filled)
        if row.claimable
        for _n in range(row.number)
    ]
    return VacancyPage(opened, filled, vacancy_claims(contract, claimed, today), terms, first)


def _row(
    records: Records,
    post: Post,
    gaps: list[Vacancy],
    terms: Terms,
    today: date,
    breaches: Mapping[date, Breach],
) -> VacancyRow:
    gap = gaps[0]
    since = runs_from(gap, terms)
    return VacancyRow(
        post, gap, len(gaps), since,
        people=tuple(records.engagement(each.left.number) for each in gaps if each.left),
        came=tuple(records.engagement(each.came.number) for each in gaps if each.came),
        clocks={clock.key: clock for clock in clocks(gap, terms, today)},
        breach=None if gap.starting else breaches.get(gap.opened_on) or breaches.get(since),
        is_open=gap.open_on(today),
    )  # fmt: skip


def left_for_good(row: Engagement) -> bool:
    """Whether an engagement ended with the person leaving the project."""
    return row.ends_on is not None and row.end_kind != EndKind.MOVED
