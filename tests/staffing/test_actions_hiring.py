"""Onto the post: the file, its papers, the engagement and the need's end, in one."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.sealing import open_column
from staffing.actions.candidate_steps import StepData, record_step
from staffing.actions.hiring import HireRefused, Hiring, put_on_post
from staffing.enums import CandidateState, CheckBasis, NeedState, Stage, StepResult
from staffing.models import Engagement, Person, StaffChange
from staffing.queries.changes import to_be_followed
from staffing.queries.eligibility import judged_person
from staffing.queries.hire_findings import hire_lapses
from staffing.queries.turnover import turnover_months
from staffing.queries.vacancies import records_of
from staffing.rules.eligibility import Verdict, worst
from tests.factories.staffing import engage, make_person, make_window
from tests.staffing.recruits import (
    NOW,
    bring_to,
    id_number,
    make_candidate,
    make_need,
    purchaser,
    supplier,
    with_profile,
)

pytestmark = pytest.mark.django_db
STARTS = NOW.date() + timedelta(days=3)


@pytest.fixture
def haikou(contract: Contract) -> Contract:
    return with_profile(contract, "haikou")


def hiring(**values: Any) -> Hiring:
    return Hiring(**{"number": "G2001", "starts_on": STARTS, "graduated_on": date(2017, 7, 1)} | values)


def ready(contract: Contract, **values: Any) -> Any:
    need = values.pop("need", None) or make_need(contract)
    return bring_to(make_candidate(need, **values), "on_post")


def test_a_candidate_becomes_a_person_with_papers(haikou: Contract) -> None:
    """002 § 四(二)1(1): 体检, 岗前考试 go into the file; the file alone meets every demand."""
    number = id_number()
    candidate = ready(haikou, id_number=number)

    held = put_on_post(by=supplier(haikou), at=NOW, candidate=candidate, data=hiring())

    person = held.person
    candidate.refresh_from_db()
    assert (candidate.state, candidate.person, candidate.stage) == (
        CandidateState.HIRED,
        person,
        Stage.ON_POST,
    )
    assert (held.starts_on, held.post) == (STARTS, candidate.need.post)
    assert open_column(person, "id") == number and open_column(person, "phone") == "13876540000"
    assert bytes(person.id_sealed) != bytes(candidate.id_sealed)
    assert person.medicals.get().fit and person.schooling.get().level == "bachelor"
    exams = {each.kind: each.score for each in person.examresults.all()}
    assert exams == {"pre_post_training": None, "pre_post_exam": Decimal(85), "trial": None}
    assert person.checks.get(requirement="exclusion_a").basis == CheckBasis.DECLARATION
    assert worst(judged_person(person, held.post, STARTS)) is Verdict.MET
    assert list(hire_lapses(haikou, STARTS.replace(day=1))) == []


def test_the_need_is_filled_by_the_last_one(haikou: Contract) -> None:
    need = make_need(haikou, headcount=2)
    first, second, third = (ready(haikou, need=need) for _each in range(3))

    put_on_post(by=supplier(haikou), at=NOW, candidate=first, data=hiring(number="G1"))
    need.refresh_from_db()
    assert need.state == NeedState.OPEN
    put_on_post(by=supplier(haikou), at=NOW, candidate=second, data=hiring(number="G2"))
    need.refresh_from_db()

    assert need.state == NeedState.FILLED
    with pytest.raises(Exception, match="已招满"):
        put_on_post(by=supplier(haikou), at=NOW, candidate=third, data=hiring(number="G3"))


def test_hiring_says_what_is_wrong_and_writes_nothing(haikou: Contract) -> None:
    candidate, early = ready(haikou), make_candidate(make_need(haikou))
    make_person(haikou, number="G0001")
    cases = [
        (candidate, hiring(number="G0001"), "工号 G0001 已经是"),
        (candidate, hiring(number=" "), "请填写工号"),
        (candidate, hiring(graduated_on=STARTS + timedelta(days=1)), "毕业日期"),
        (candidate, hiring(starts_on=NOW.date() - timedelta(days=1)), "才确认"),
        (candidate, hiring(starts_on=NOW.date() + timedelta(days=90)), "60 天"),
        (early, hiring(), "还不能上岗"),
    ]

    for who, data, words in cases:
        with pytest.raises(HireRefused, match=words):
            put_on_post(by=supplier(haikou), at=NOW, candidate=who, data=data)
    with pytest.raises(HireRefused, match="身份"):
        put_on_post(by=purchaser(haikou), at=NOW, candidate=candidate, data=hiring())

    assert Engagement.objects.count() == 0 and Person.objects.count() == 1


def test_who_grew_too_old_before_the_first_day_is_refused(contract: Contract) -> None:
    """003 § 四.1: 35 周岁以下, counted on the first day where the tender names no other."""
    tongliao = with_profile(contract, "tongliao")
    candidate = ready(tongliao, born=STARTS.replace(year=STARTS.year - 36))

    with pytest.raises(HireRefused, match=r"36 周岁|不符合任职条件"):
        put_on_post(by=supplier(tongliao), at=NOW, candidate=candidate, data=hiring())
    put_on_post(
        by=supplier(tongliao), at=NOW, candidate=candidate, data=hiring(starts_on=STARTS - timedelta(days=1))
    )


def test_somebody_who_was_here_before_keeps_their_file(haikou: Contract) -> None:
    number = id_number()
    first = put_on_post(by=supplier(haikou), at=NOW, candidate=ready(haikou, id_number=number), data=hiring())
    again = ready(haikou, id_number=number)
    with pytest.raises(HireRefused, match="已经在岗"):
        put_on_post(by=supplier(haikou), at=NOW, candidate=again, data=hiring())
    Engagement.objects.filter(pk=first.pk).update(
        ends_on=STARTS, end_kind="resigned", ended_at=NOW, ended_by=first.recorded_by
    )

    held = put_on_post(
        by=supplier(haikou), at=NOW, candidate=again, data=hiring(starts_on=STARTS + timedelta(days=1))
    )

    assert held.person == first.person and held.person.schooling.count() == 1


# -- the change that brings them --------------------------------------------------------------------------------------
def test_hiring_writes_the_change_with_the_purchasers_consent(haikou: Contract) -> None:
    """002 § 四(二)1(3)⑤: the confirmation in recruitment is the consent, and who gave it is named."""
    candidate = ready(haikou)
    told = candidate.steps.get(stage=Stage.BACKGROUND).at
    said = candidate.steps.get(stage=Stage.CONFIRMATION)

    held = put_on_post(by=supplier(haikou), at=NOW, candidate=candidate, data=hiring())

    change = StaffChange.objects.get()
    assert (change.kind, change.state, change.proposed_by) == ("join", "done", "contractor")
    assert (change.person, change.candidate, change.begun) == (held.person, candidate, held)
    assert (change.decided_by, change.decided_at) == (said.by, said.at) and not change.without_consent
    assert (change.announced_on, change.effective_on) == (timezone.localdate(told), STARTS)
    assert [each.action for each in change.steps.order_by("pk")] == ["open", "file", "confirmed", "done"]
    assert records_of(haikou).begun == {held.pk: change}


def test_who_follows_somebody_refills_their_departure(haikou: Contract) -> None:
    """The turnover meter sees one change of two people: the leaver's and the newcomer's."""
    candidate, day = ready(haikou), NOW.date()
    left = engage(make_person(haikou), candidate.need.post, ends_on=day, end_kind="resigned", ended_at=NOW,
                  ended_by=supplier(haikou))  # fmt: skip
    gone = StaffChange.objects.create(
        contract=haikou, number="BG-L", kind="leave", person=left.person, proposed_by="person", reason="个人原因",
        effective_on=day, state="done", ended=left, recorded_at=NOW, recorded_by=left.recorded_by, done_at=NOW,
        done_by=left.recorded_by,
    )  # fmt: skip

    put_on_post(by=supplier(haikou), at=NOW, candidate=candidate, data=hiring(replaces=gone))

    (row,) = turnover_months(haikou, records_of(haikou), [day.replace(day=1)], STARTS)
    assert [each.refilled_on for each in row.rows] == [STARTS]
    assert gone not in to_be_followed(haikou)


def test_a_tender_that_asks_no_consent_gets_none(contract: Contract) -> None:
    """004 names no stages and no notice: the change stands without an answer and is no breach."""
    huarong = with_profile(contract, "huarong")
    candidate = make_candidate(make_need(huarong), experience_years=Decimal(3))
    waived = StepData(StepResult.WAIVED, NOW.date(), note="招标文件没有要求", through=True)
    candidate = record_step(by=supplier(huarong), at=NOW, candidate=candidate, stage="screening", data=waived)

    put_on_post(by=supplier(huarong), at=NOW, candidate=candidate, data=hiring())

    change = StaffChange.objects.get()
    assert (change.state, change.decided_by, change.without_consent) == ("done", None, False)


def test_a_window_of_another_hall_leaves_nothing_behind(haikou: Contract, other_contract: Contract) -> None:
    """What the engagement's own action refuses takes the file and its papers back with it."""
    window = make_window(other_contract)

    with pytest.raises(HireRefused, match="不属于本合同"):
        put_on_post(by=supplier(haikou), at=NOW, candidate=ready(haikou), data=hiring(window=window))

    assert Person.objects.count() == Engagement.objects.count() == StaffChange.objects.count() == 0


def test_of_health_and_records_the_file_keeps_no_word(haikou: Contract) -> None:
    """security.md D1: only whether the demand is met, as the file's own action holds it."""
    held = put_on_post(by=supplier(haikou), at=NOW, candidate=ready(haikou), data=hiring())

    notes = dict(held.person.checks.values_list("requirement", "note"))
    assert notes["clerk_healthy"] == notes["clean_record"] == "" and notes["exclusion_a"]
