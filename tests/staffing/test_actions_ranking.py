"""Filing a ranking from the records, and the interview of who came last in a quarter."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from staffing.actions.ranking import RankingRefused, Talk, file_ranking, record_interview
from staffing.models import Ranking, RankInterview, RankLine
from staffing.queries.hooks import ClerkFigures
from tests.factories.contracts import ContractFactory, member
from tests.factories.staffing import engage, make_person, make_post
from tests.staffing.samples_ranking import WEIGHTS, examined, past_quarter

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def hall(db: None) -> Contract:
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=TODAY + timedelta(days=300))


def filed(contract: Contract, **values: Any) -> Ranking:
    given = {"span": "quarter", "starts_on": past_quarter(), "weights": WEIGHTS}
    by = values.pop("by", None) or member(Role.DIRECTOR, contract)
    return file_ranking(by=by, at=timezone.now(), contract=contract, **given | values)


def told_by_windows(contract: Contract, first: date, last: date, today: date) -> dict[int, ClerkFigures]:
    """What the upper app would say: the first user a complaint, the second none."""
    users = contract.people.order_by("pk").values_list("user_id", flat=True)
    return {
        user: {"volume": 10 * place, "rated": 0, "good": 0, "complaints": 1 - place}
        for place, user in enumerate(users)
        if user
    }


def test_a_quarter_is_ranked_from_the_records(hall: Contract) -> None:
    best, worst = examined(hall, "95", name="甲某"), examined(hall, "70", name="乙某")
    engage(make_person(hall), make_post(hall, kind="management", role="director"))

    made = filed(hall)

    lines = {line.person: line for line in made.lines.all()}
    assert {person: (line.place, line.last) for person, line in lines.items()} == {
        best: (1, False), worst: (2, True),
    }  # fmt: skip
    assert lines[worst].figures["exam"] == "70.00" and lines[best].figures["parts"] == {"exam": "100.00"}
    assert AuditEvent.objects.get(action="ranking.file").after["rows"] == 2


def test_what_the_windows_tell_counts(hall: Contract, settings: Any) -> None:
    settings.CLERK_FIGURES = "tests.staffing.test_actions_ranking.told_by_windows"
    people = [make_person(hall, user=member(Role.CLERK, hall)) for _each in range(2)]
    for person in people:
        engage(person)

    first, second = filed(hall).lines.order_by("person")

    assert (first.place, second.place) == (2, 1) and first.last
    assert (first.figures["complaints"], second.figures["volume"]) == (1, 10)


def test_filing_again_needs_a_reason_and_keeps_the_first(hall: Contract) -> None:
    examined(hall, "95"), examined(hall, "70")
    filed(hall)

    with pytest.raises(RankingRefused, match="更正原因"):
        filed(hall)
    again = filed(hall, reason="补录了月考成绩")

    assert (again.revision, again.reason) == (2, "补录了月考成绩") and Ranking.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"weights": WEIGHTS | {"exam": 30}}, "合计应为 100"),
        ({"starts_on": TODAY.replace(day=1), "span": "month"}, "还没有结束"),
        ({"starts_on": date(2026, 2, 1)}, "请选择月度或季度"),
        ({"starts_on": date(2019, 10, 1)}, "不在合同期内"),
        ({"span": "year"}, "请选择月度或季度"),
        ({"starts_on": date(2021, 1, 1)}, "没有任何人的考评数据"),
    ],
)
def test_what_cannot_be_filed_says_why(hall: Contract, values: dict[str, Any], words: str) -> None:
    examined(hall, "95")

    with pytest.raises(RankingRefused, match=words):
        filed(hall, **values)
    assert not Ranking.objects.exists()
    with pytest.raises(RankingRefused, match="身份"):
        filed(hall, by=member(Role.ASSESSOR, hall))


# -- the interview ----------------------------------------------------------------------------------------------------
def talk(**values: Any) -> Talk:
    return Talk(**{"held_on": TODAY, "summary": "谈了考试，电话 13812345678", "outcome": "trained"} | values)


def test_the_head_of_the_project_talks_with_the_last(hall: Contract) -> None:
    examined(hall, "95"), examined(hall, "70")
    line = filed(hall).lines.get(last=True)

    made = record_interview(by=member(Role.DIRECTOR, hall), at=timezone.now(), line=line, talk=talk())

    assert made.outcome == "trained" and "13812345678" not in made.summary
    assert AuditEvent.objects.get(action="ranking.interview").after["number"] == line.person.number


def test_interviews_say_what_is_wrong(hall: Contract) -> None:
    examined(hall, "95"), examined(hall, "70")
    quarter, month = filed(hall), filed(hall, span="month")
    last, first = quarter.lines.get(last=True), quarter.lines.get(place=1)
    director = member(Role.DIRECTOR, hall)
    cases = [
        (director, first, talk(), "季度排名末位"),
        (director, month.lines.get(last=True), talk(), "季度排名末位"),
        (director, last, talk(held_on=past_quarter()), "季度结束以后"),
        (director, last, talk(held_on=TODAY + timedelta(days=1)), "今天以前"),
        (director, last, talk(summary=" "), "约谈内容"),
        (director, last, talk(outcome="praised"), "约谈结果"),
        (member(Role.SUPERVISOR, hall), last, talk(), "项目负责人"),
    ]

    for by, line, said, words in cases:
        with pytest.raises(RankingRefused, match=words):
            record_interview(by=by, at=timezone.now(), line=line, talk=said)
    assert not RankInterview.objects.exists()


def test_the_database_keeps_rankings_as_filed(hall: Contract) -> None:
    examined(hall, "95"), examined(hall, "70")
    made = filed(hall)
    line = made.lines.get(last=True)

    for change in (lambda: RankLine.objects.filter(pk=line.pk).update(place=1), lambda: line.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ranking.objects.create(
            contract=hall, span="quarter", starts_on=date(2026, 2, 1), weights={}, made_at=timezone.now(),
            made_by=made.made_by,
        )  # fmt: skip
