"""What the demonstration tells of the people: checked after the one load of tests/assessment/test_demo.py."""

from collections import Counter
from datetime import date

from django.utils import timezone

from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Permission, Role
from staffing.demo import hiring, things
from staffing.demo.changes import LEFT, PROMOTED
from staffing.demo.days import SETTLED, closed_months
from staffing.enums import CandidateState, ChangeState, FilingState, RequestState, SwapState
from staffing.models import (
    AttendanceMonth,
    Away,
    Badge,
    Candidate,
    Engagement,
    HandOverPack,
    Leave,
    MakeUp,
    Person,
    StaffChange,
    Swap,
    UniformLot,
    WageMonth,
)
from staffing.queries.certificates import year_views
from staffing.queries.papers import due_papers
from staffing.queries.posts import post_rows
from staffing.queries.recruitment import funnel
from staffing.queries.turnover import turnover_months
from staffing.queries.vacancies import records_of, vacancy_page
from staffing.queries.wage_findings import wage_lapses
from staffing.queries.wages import counting_months, deduction_balance, month_rows
from staffing.rules.posts import total


def the_hall_is_staffed(contract: Contract, today: date) -> None:
    """The contract that runs today. In its first weeks nobody has left or been looked for yet."""
    if today - contract.starts_on < SETTLED:
        return
    _changes_wait(contract)
    _one_post_is_vacant(contract, today)
    _people_wait_along_the_way(contract)
    _requests_wait(contract)
    _things_are_out(contract, today)
    _wages_are_listed(contract, today)
    assert HandOverPack.objects.get(contract=contract).received_at is None


def _changes_wait(contract: Contract) -> None:
    states = Counter(StaffChange.objects.filter(contract=contract).values_list("state", flat=True))
    assert states == {ChangeState.DONE: 2, ChangeState.CONSENTED: 2, ChangeState.FILED: 1}
    assert not StaffChange.objects.filter(contract=contract, without_consent=True).exists()
    held = Engagement.objects.get(contract=contract, person__name=PROMOTED, ends_on=None)
    assert held.leader


def _one_post_is_vacant(contract: Contract, today: date) -> None:
    gap = vacancy_page(contract, records_of(contract), today).open
    assert [(row.post.code, [each.person.name for each in row.people]) for row in gap] == [("guide", [LEFT])]
    whole = total(row.filling for row in post_rows(contract, today))
    assert (whole.required, whole.filled) == (22, 21)


def _people_wait_along_the_way(contract: Contract) -> None:
    waiting = {row.stage: row.waiting for row in funnel(contract, timezone.now()) if row.waiting}
    expected = Counter(str(each.waits) for each in hiring.APPLICANTS if not each.failed)
    assert waiting == dict(expected)
    assert len(waiting) == 6
    refused = Candidate.objects.get(contract=contract, state=CandidateState.REJECTED)
    assert all(step.note for step in refused.steps.filter(result="failed"))


def _requests_wait(contract: Contract) -> None:
    leader = Membership.objects.get(contract=contract, role=Role.TEAM_LEADER)
    assert Person.objects.allowed(leader.user, Permission.ROSTER_SWAP).filter(name="莫少琴").exists()
    _they_wait(contract)


def _they_wait(contract: Contract) -> None:
    """Swaps need working days to come and may be missing before a long holiday; the rest is always there."""
    swaps = set(Swap.objects.filter(contract=contract).values_list("state", flat=True))
    assert swaps in ({SwapState.AGREED, SwapState.ASKED}, set())
    leaves = Leave.objects.filter(contract=contract)
    assert leaves.filter(state=RequestState.ASKED).exists()
    assert MakeUp.objects.get(contract=contract).state == RequestState.ASKED
    assert Away.objects.filter(contract=contract, told_at=None, sign_shown=False).count() == 1
    filed = AttendanceMonth.objects.get(contract=contract)
    assert filed.lines and filed.state in {FilingState.FILED, FilingState.LOCKED}


def _things_are_out(contract: Contract, today: date) -> None:
    people = list(Person.objects.filter(contract=contract))
    due = {
        (row.person.name, row.kind.key) for row in due_papers(people, today, 30, {"medical", "certificate"})
    }
    assert (things.MEDICAL_DUE, "medical") in due and (things.MEDICAL_OVER, "medical") in due
    assert ("莫少琴", "certificate") in due
    lost = Badge.objects.get(person__contract=contract, lost_on__isnull=False)
    assert Badge.objects.filter(person=lost.person, lost_on=None, returned_on=None).count() == 1
    assert Badge.objects.get(person__contract=contract, returned_on__isnull=False).person.name == LEFT
    assert Counter(lot.accepted_on is None for lot in UniformLot.objects.filter(contract=contract)) == {
        True: 1,
        False: 1,
    }


def _wages_are_listed(contract: Contract, today: date) -> None:
    months = closed_months(contract.starts_on, today, 12)
    assert (
        list(WageMonth.objects.filter(contract=contract).order_by("month").values_list("month", flat=True))
        == months
    )
    assert deduction_balance(contract).left > 0


def the_city_tells_its_limits(contract: Contract) -> None:
    """The contract of 002, read on its last day: turnover within its limit, clocks, the floor, the certificates."""
    day = contract.ends_on
    records = records_of(contract)
    (row,) = turnover_months(contract, records, [day.replace(day=1)], day)
    assert (row.figure.changed, row.figure.headcount, row.figure.most, row.figure.over) == (2, 114, 3, False)
    assert len(row.rows) == 3
    page = vacancy_page(contract, records, day)
    assert [len(page.open), len(page.filled)] == [2, 1]
    late = [(gap.clocks["damages"].late, gap.clocks["scorecard"].late) for gap in (*page.open, *page.filled)]
    assert late == [(True, False), (False, False), (True, False)]
    made = month_rows(contract, counting_months(contract), day)
    assert all(each.reaches for each in made)
    for each in made:
        below = [row for row in each.counted if row.line and each.floor and row.line.gross_yuan < each.floor]
        assert len(below) == 1
    due = next(each.wage_month.due_on for each in made if each.faulty)
    lapses = list(wage_lapses(contract, due.replace(day=1), today=timezone.localdate()))
    assert [lapse.side for lapse in lapses] == ["wage"]
    assert [view.short for view in year_views(contract, day)] == [0, 0]
