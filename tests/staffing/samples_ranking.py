"""Values for the names in the addresses of rankings."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from staffing.actions.ranking import file_ranking
from staffing.models import ExamResult, Person, Ranking, RankLine
from staffing.rules.ranking import quarter_of
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person

WEIGHTS = {"satisfaction": 25, "volume": 25, "attendance": 25, "exam": 25}


def past_quarter() -> date:
    """The first day of the last quarter that is over."""
    here = quarter_of(timezone.localdate())
    return quarter_of(date(here.year - 1, 12, 1) if here.month == 1 else date(here.year, here.month - 1, 1))


def examined(contract: Contract, score: str, *, on: date | None = None, **values: Any) -> Person:
    """Somebody on a post with a mark in the last quarter."""
    person = make_person(contract, **values)
    engage(person)
    ExamResult.objects.create(
        person=person, kind="on_post", subject="月考", held_on=on or past_quarter(), score=Decimal(score), passed=True,
        recorded_at=timezone.now(), recorded_by=person.recorded_by,
    )  # fmt: skip
    return person


def some_ranking(contract: Contract | None) -> Ranking:
    assert contract is not None, "rankings belong to contracts"
    found = Ranking.objects.filter(contract=contract).first()
    if found is not None:
        return found
    day = min(past_quarter(), quarter_of(contract.ends_on))  # the walked contract may be over
    if contract.starts_on > day:
        Contract.objects.filter(pk=contract.pk).update(starts_on=day)
    for score in ("90", "80"):
        examined(contract, score, on=day)
    return file_ranking(
        by=member(Role.DIRECTOR, contract), at=timezone.now(), contract=contract, span="quarter",
        starts_on=day, weights=WEIGHTS,
    )  # fmt: skip


def ranking(contract: Contract | None) -> int:
    return some_ranking(contract).pk


def own_ranking(contract: Contract, user: int) -> int:
    """Clerks and team leaders see a ranking in which they, or their team, have a line: bring them one."""
    made = some_ranking(contract)
    held = contract.memberships.filter(user=user, role__in=[Role.CLERK, Role.TEAM_LEADER]).first()
    if held is None or Ranking.objects.filter(pk=made.pk, lines__person__user=user).exists():
        return made.pk
    Person.objects.filter(contract=contract, user=user).update(user=None)
    person = make_person(contract, user=held.user)
    team = held.team or Team.objects.create(contract=contract, name=f"排名样本组{user}")
    contract.memberships.filter(pk=held.pk).update(team=team)
    engage(person, team=team)
    RankLine.objects.create(ranking=made, person=person, place=3, points=Decimal(10), figures={"parts": {}})
    return made.pk


def line(contract: Contract | None) -> int:
    return some_ranking(contract).lines.get(last=True).pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {"ranking": ranking, "line": line}
OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {"ranking": own_ranking}
