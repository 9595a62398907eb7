"""Seeding a contract's ledger: so many cases at 3,200 a working day, the newest of them still under way."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.workdays import is_workday
from records.actions import record_event
from windows.actions.rating_tallies import count_rating_days, mark_rating_days
from windows.actions.tallies import count_closed_days, mark_days
from windows.models import (
    Case,
    CaseEvent,
    CaseMaterial,
    Rating,
    RatingDay,
    RatingTally,
    Tally,
    TallyDay,
)
from windows.queries.clock import calendar_between
from windows.rules.numbers import case_scope
from windows.seeding.bare_table import bare_tables
from windows.seeding.cases import Day, Seeder, defaults
from windows.seeding.figures import (
    RATING_DAY_COLUMNS,
    TALLY_COLUMNS,
    TALLY_DAY_COLUMNS,
    VISITS_COLUMNS,
    Book,
)
from windows.seeding.places import Places, places_of
from windows.seeding.writing import blob_writer, first_id, write

A_DAY, WHOLE_LOGS, AHEAD, CHUNK_DAYS = 3200, 3, 60, 20
SMALL = 2000
EVENT_COLUMNS = (
    "case_id", "contract_id", "item_id", "department_id", "at", "by_id", "action", "from_state", "to_state", "why",
    "facts",
)  # fmt: skip
PAPER_COLUMNS = (
    "case_id", "position", "name", "form", "copies", "necessity", "taken", "received", "received_at", "note",
)  # fmt: skip
Say = Callable[[str], None]


class SeedRefused(DomainError):
    """Made-up cases may not come among real ones."""


@dataclass(frozen=True, slots=True)
class Seeded:
    cases: int
    first: date
    last: date


def may_seed(contract: Contract, sure: bool) -> None:
    """Raises: SeedRefused outside demo mode where the contract has cases, unless somebody is sure."""
    if settings.DEMO or sure or not Case.objects.filter(contract=contract).exists():
        return
    raise SeedRefused(
        _("合同 %(slug)s 已有办件，且这里不是演示环境。确要混入虚构办件时加上 --yes。")
        % {"slug": contract.slug}
    )


def seed(
    *, by: Any, at: datetime, contract: Contract, cases: int, seed_number: int, say: Say, tallies: bool = True
) -> Seeded:
    """Make the cases, newest day last, and the figures of their days. Raises: SeedRefused."""
    if timezone.localtime(at).utcoffset() != timedelta(hours=8):
        raise SeedRefused(_("造数按北京时间排班，请把 TIME_ZONE 设为 Asia/Shanghai。"))
    chance = random.Random(f"{seed_number}/{contract.pk}")
    days, last = _days(at, cases)
    places = places_of(contract, by=by, at=at, chance=chance, small=cases < SMALL)
    if Case.objects.filter(venue=places.venue, day__gte=days[0]).exists():
        raise SeedRefused(_("%(day)s 起已有办件，流水号会重复。请换一个合同。") % {"day": days[0]})
    is_first = not any(
        model.objects.filter(contract=contract).exists() for model in (Case, TallyDay, Rating, RatingDay)
    )
    book = Book(contract.pk, days)
    seeder = Seeder(
        contract_id=contract.pk, places=places, days=days, last=last, people=max(cases // 3, 100),
        first_id=first_id(Case, cases), chance=chance, blob=blob_writer(),
        columns=defaults(contract.pk, places.venue.pk, ""), book=book,
    )  # fmt: skip
    counts, today = _counts(chance, cases, last + 1), timezone.localdate(at)
    with bare_tables(Case, CaseEvent, CaseMaterial, Tally, RatingTally):
        _write(seeder, counts, today if tallies and is_first else days[0], say)
        if tallies and is_first:
            write(Tally, TALLY_COLUMNS, book.months())
            write(TallyDay, TALLY_DAY_COLUMNS, book.day_rows(today, at))
            write(RatingDay, RATING_DAY_COLUMNS, book.rating_day_rows(today, at))
    _settle()
    _keep_serials(places, days, counts)
    with transaction.atomic():
        record_event("ledger.seed", by=by, obj=contract, contract=contract, after={"count": cases})
    if tallies and not is_first:
        say(_("正在汇总各日数字……"))
        with transaction.atomic():
            mark_days(contract=contract, days=days[: last + 1], today=today)
            mark_rating_days(contract=contract, days=days[: last + 1], today=today)
        count_closed_days(at=at, contract=contract, today=today, most=4000)
        count_rating_days(at=at, contract=contract)
    return Seeded(cases, days[0], days[last])


def _settle() -> None:
    """Have the planner know the rows, as it does after a night."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(
                "VACUUM ANALYZE windows_case, windows_caseevent, windows_casematerial, windows_tally, "
                "windows_ratingtally, windows_ratingday"
            )
            cursor.execute("RESET statement_timeout")


def _days(at: datetime, cases: int) -> tuple[list[date], int]:
    """The working days up to now that take so many cases, and some ahead; the place of the last that is over."""
    today, wanted = timezone.localdate(at), max(-(-cases // A_DAY), 1)
    exceptions = calendar_between(
        today - timedelta(days=wanted * 2 + 30), today + timedelta(days=120)
    ).exceptions
    over = today if timezone.localtime(at).hour >= 20 else today - timedelta(days=1)
    past: list[date] = []
    day = over
    while len(past) < wanted:
        if is_workday(day, exceptions):
            past.append(day)
        day -= timedelta(days=1)
    days, day = past[::-1], over
    while len(days) < wanted + AHEAD:
        day += timedelta(days=1)
        if is_workday(day, exceptions):
            days.append(day)
    return days, wanted - 1


def _counts(chance: random.Random, cases: int, days: int) -> list[int]:
    """Cases a day: Mondays and Fridays differ, the sum is right."""
    weights = [0.85 + chance.random() * 0.3 for _day in range(days)]
    found = [int(cases * weight / sum(weights)) for weight in weights]
    for place in range(cases - sum(found)):
        found[place % days] += 1
    return found


def _write(seeder: Seeder, counts: list[int], figures_before: date, say: Say) -> None:
    """The cases, then what hangs on them. Shape: figures are written of days before `figures_before`."""
    for start in range(0, len(counts), CHUNK_DAYS):
        places = range(start, min(start + CHUNK_DAYS, len(counts)))
        events: list[Any] = []
        papers: list[Any] = []

        def rows() -> Any:
            for place in places:  # noqa: B023 - used up before the next round
                whole_logs = place > seeder.last - WHOLE_LOGS
                day: Day = seeder.day(place, counts[place], whole_logs=whole_logs)
                events.extend(day.events)  # noqa: B023
                papers.extend(day.papers)  # noqa: B023
                yield from day.cases

        write(Case, seeder.names, rows())
        write(CaseEvent, EVENT_COLUMNS, events)
        write(CaseMaterial, PAPER_COLUMNS, papers)
        write(RatingTally, VISITS_COLUMNS, seeder.book.visits(places, figures_before))
        write(Tally, TALLY_COLUMNS, seeder.book.closed(places, figures_before))
        say(
            _("已写入 %(day)s 前的 %(n)d 件")
            % {"day": seeder.days[places[-1]], "n": sum(counts[: places[-1] + 1])}
        )


def _keep_serials(places: Places, days: list[date], counts: list[int]) -> None:
    """The series of the last day goes on where the made-up cases end."""
    scope, value = case_scope(places.venue.pk, days[len(counts) - 1]), counts[-1]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_counter (scope, value) VALUES (%s, %s) "
            "ON CONFLICT (scope) DO UPDATE SET value = excluded.value",
            [scope, value],
        )
