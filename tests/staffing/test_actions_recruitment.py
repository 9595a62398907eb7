"""Needs, notices, applications and every step of the way: what is refused, what is kept."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from records.actions.personal_data import erase_expired
from records.models import AuditEvent
from staffing.actions.candidate_steps import (
    StepData,
    StepRefused,
    confirm_together,
    record_step,
    reopen,
)
from staffing.actions.candidates import CandidateRefused, amend, apply_for
from staffing.actions.recruitment import NeedRefused, close_need, open_need
from staffing.enums import CandidateState, NeedState, Sex, Stage, StepResult
from staffing.models import Candidate, CandidateStep
from tests.factories.contracts import member
from tests.factories.staffing import make_post
from tests.staffing.recruits import (
    NOW,
    all_checked,
    application,
    bring_to,
    id_number,
    make_candidate,
    make_need,
    make_notice,
    passed,
    purchaser,
    supplier,
    with_profile,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


@pytest.fixture
def haikou(contract: Contract) -> Contract:
    return with_profile(contract, "haikou")


def step(candidate: Candidate, stage: str, by: Any = None, **values: Any) -> Candidate:
    by = by or supplier(candidate.contract)
    return record_step(by=by, at=NOW, candidate=candidate, stage=stage, data=passed(**values))


# -- needs ------------------------------------------------------------------------------------------------------------
def test_needs_are_numbered_and_end_with_a_reason(haikou: Contract) -> None:
    first, second = make_need(haikou), make_need(haikou)
    by = supplier(haikou)

    closed = close_need(by=by, at=NOW, need=first, reason="岗位调整")

    assert (first.number, second.number) == ("ZP-2026-0001", "ZP-2026-0002")
    assert (closed.state, closed.close_reason, closed.closed_by) == (NeedState.CLOSED, "岗位调整", by)
    with pytest.raises(NeedRefused, match="已关闭"):
        close_need(by=by, at=NOW, need=first, reason="再关一次")
    with pytest.raises(NeedRefused, match="已关闭"):
        make_candidate(first)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"headcount": 0}, "1 至 500"),
        ({"reason": "  "}, "写明为什么"),
        ({"wanted_on": TODAY - timedelta(days=1)}, "已经过去"),
    ],
)
def test_needs_say_what_is_wrong(haikou: Contract, values: dict[str, Any], words: str) -> None:
    given = {"post": make_post(haikou), "headcount": 1, "reason": "补员", "wanted_on": TODAY} | values

    with pytest.raises(NeedRefused, match=words):
        open_need(by=supplier(haikou), at=NOW, contract=haikou, **given)
    with pytest.raises(NeedRefused, match="身份"):
        open_need(by=purchaser(haikou), at=NOW, contract=haikou, **given)


def test_nobody_in_process_is_left_without_an_answer(haikou: Contract) -> None:
    need = make_need(haikou)
    candidate = make_candidate(need)

    with pytest.raises(NeedRefused, match="还有 1 人"):
        close_need(by=supplier(haikou), at=NOW, need=need, reason="不招了")
    step(candidate, "screening", result=StepResult.FAILED, note="条件不合")

    assert close_need(by=supplier(haikou), at=NOW, need=need, reason="不招了").state == NeedState.CLOSED


# -- applications -----------------------------------------------------------------------------------------------------
def test_an_application_is_sealed_and_waits_for_its_screening(haikou: Contract) -> None:
    number = id_number(date(1996, 2, 29), male=True)
    candidate = make_candidate(make_need(haikou), id_number=number, preferences=["中共党员"])

    assert (candidate.born_on, candidate.sex) == (date(1996, 2, 29), Sex.MALE)
    assert candidate.stage == Stage.SCREENING and candidate.state == CandidateState.ACTIVE
    assert open_column(candidate, "id") == number and number.encode() not in bytes(candidate.id_sealed)
    assert open_column(candidate, "phone") == "13876540000"
    told = "".join(str(event.content()) for event in AuditEvent.objects.all())
    assert number not in told and "13876540000" not in told
    applied = candidate.steps.get()
    assert applied.stage == Stage.APPLIED and {each["key"] for each in applied.eligibility} >= {
        "clerk_age",
        "minors",
    }


def test_the_same_person_applies_once_to_a_need(haikou: Contract) -> None:
    need, other, number = make_need(haikou), make_need(haikou), id_number()
    make_candidate(need, id_number=number)

    with pytest.raises(CandidateRefused, match="已经报名"):
        make_candidate(need, id_number=number.lower(), name="另写一个名字")
    make_candidate(other, id_number=number)
    kept = Candidate.objects.get(need=need)
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.create(
            contract=haikou, need=need, name="x", sex="male", born_on=TODAY, schooling="college", stage_since=NOW,
            recorded_at=NOW, recorded_by=kept.recorded_by, id_index=bytes(kept.id_index),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"id_number": ""}, "请填写身份证号"),
        ({"id_number": "460105199503080011"}, "校验码"),
        ({"phone": "1234"}, "电话号码"),
        ({"name": " "}, "请填写姓名"),
        ({"preferences": ["会打乒乓球"]}, "没有“会打乒乓球”"),
        ({"experience_years": Decimal(-1)}, "0 至 60"),
        ({"offered_pay_yuan": Decimal(0)}, "大于 0"),
    ],
)
def test_applications_say_what_is_wrong(haikou: Contract, values: dict[str, Any], words: str) -> None:
    need = make_need(haikou)

    with pytest.raises(DomainError, match=words):
        apply_for(by=supplier(haikou), at=NOW, need=need, data=application(**values))
    with pytest.raises(CandidateRefused, match="身份"):
        apply_for(by=purchaser(haikou), at=NOW, need=need, data=application())


def test_an_application_is_corrected_with_a_reason(haikou: Contract) -> None:
    candidate = make_candidate(make_need(haikou), schooling="college")
    data = replace(application(), id_number="", phone="", schooling="bachelor", notice=candidate.notice)

    amend(by=supplier(haikou), at=NOW, candidate=candidate, data=data, reason="毕业证书核对")

    candidate.refresh_from_db()
    event = AuditEvent.objects.get(action="candidate.amend")
    assert candidate.schooling == "bachelor" and open_column(candidate, "phone") == "13876540000"
    assert (event.before["schooling"], event.after["schooling"]) == ("college", "bachelor")
    assert event.after["reason"] == "毕业证书核对"
    with pytest.raises(CandidateRefused, match="写明为什么"):
        amend(by=supplier(haikou), at=NOW, candidate=candidate, data=data, reason="")


# -- former staff -----------------------------------------------------------------------------------------------------
def test_offers_below_former_pay_are_refused_with_the_clause(contract: Contract) -> None:
    """004 § 三.11(3)."""
    huarong = with_profile(contract, "huarong")
    need = make_need(huarong)
    low = {"incumbent": True, "former_pay_yuan": Decimal(5200), "offered_pay_yuan": Decimal("5199.99")}

    with pytest.raises(CandidateRefused, match=r"5199\.99 元低于原月薪酬 5200 元。004 § 三\.11\(3\)"):
        make_candidate(need, **low)
    assert make_candidate(need, **low | {"offered_pay_yuan": Decimal(5200)}).incumbent
    assert make_candidate(need, **low | {"incumbent": False}).former_pay_yuan is None


def test_a_tender_without_such_a_clause_sets_no_floor(contract: Contract) -> None:
    """000 § 四.4④ prefers former staff and says nothing of their pay."""
    need = make_need(with_profile(contract, "qiongshan"))
    low = {"incumbent": True, "former_pay_yuan": Decimal(5200), "offered_pay_yuan": Decimal(4000)}

    assert make_candidate(need, **low).offered_pay_yuan == Decimal(4000)


def test_former_staff_are_not_confirmed_before_their_pay_is_known(contract: Contract) -> None:
    huarong = with_profile(contract, "huarong")
    candidate = bring_to(make_candidate(make_need(huarong), incumbent=True), "confirmation")

    with pytest.raises(StepRefused, match="原月薪酬和拟定月薪酬"):
        step(candidate, "confirmation", by=purchaser(huarong), note="同意")


# -- the way ----------------------------------------------------------------------------------------------------------
def test_the_whole_way_is_kept_step_by_step(haikou: Contract) -> None:
    candidate = bring_to(make_candidate(make_need(haikou)), "on_post")

    steps = list(candidate.steps.order_by("pk"))
    assert [each.stage for each in steps] == Stage.values[:-1]
    assert candidate.stage == Stage.ON_POST and candidate.grade == "A"
    healthy = {
        each.stage: {one["key"]: one["verdict"] for one in each.eligibility}["clerk_healthy"]
        for each in steps
    }
    assert (healthy["interview"], healthy["medical"]) == ("unknown", "met")
    assert candidate.checks["clean_record"]["meets"] is True
    with pytest.raises(DatabaseError), transaction.atomic():
        CandidateStep.objects.filter(pk=steps[0].pk).update(note="改写")


@pytest.mark.parametrize(
    ("values", "born", "words"),
    [
        pytest.param({}, date(1990, 10, 1), "36 周岁", id="002 § 四(二)1(4)⑦ too old on the notice day"),
        pytest.param(
            {"schooling": "college"}, date(1995, 1, 1), "达不到要求", id="002 § 四(二)1(4)① college"
        ),
        pytest.param({"full_time": False}, date(1995, 1, 1), "不是全日制", id="002 § 四(二)1(4)① evening"),
        pytest.param(
            {"notice": None}, date(1990, 1, 1), "没有核查清楚", id="no notice, so the age is not known"
        ),
    ],
)
def test_who_does_not_meet_a_demand_does_not_go_on(
    haikou: Contract, values: dict[str, Any], born: date, words: str
) -> None:
    candidate = make_candidate(make_need(haikou), born=born, **values)

    for result in (StepResult.PASSED, StepResult.WAIVED):
        with pytest.raises(StepRefused, match=words):
            step(candidate, "screening", result=result, note="想让他过")

    candidate.refresh_from_db()
    assert candidate.stage == Stage.SCREENING and candidate.steps.count() == 1


def test_a_check_that_fails_stops_and_a_missing_one_stops_at_the_confirmation(haikou: Contract) -> None:
    candidate = make_candidate(make_need(haikou))
    with pytest.raises(StepRefused, match="核查不符合"):
        step(candidate, "screening", checks=all_checked(candidate) | {"exclusion_b": False})

    for stage in ("screening", "written", "interview", "medical", "background"):
        candidate = step(candidate, stage)
    with pytest.raises(StepRefused, match="没有核查清楚.*不得聘用"):
        step(candidate, "confirmation", by=purchaser(haikou))


def test_in_principle_needs_a_reason_and_the_purchasers_word(contract: Contract) -> None:
    """004 § 三.3: 原则上大学专科及以上."""
    huarong = with_profile(contract, "huarong")
    candidate = make_candidate(make_need(huarong), schooling="secondary")
    checks = all_checked(candidate)
    with pytest.raises(StepRefused, match="原则上.*写明理由.*004 § 三.3"):
        step(candidate, "screening", checks=checks)

    candidate = step(candidate, "screening", checks=checks, note="双语，窗口经验十年")
    candidate = step(candidate, "written")
    assert {each["key"]: each["verdict"] for each in candidate.steps.last().eligibility}[
        "schooling"
    ] == "not_met"
    candidate = bring_to(candidate, "confirmation")
    with pytest.raises(StepRefused, match="原则上"):
        step(candidate, "confirmation", by=purchaser(huarong))
    candidate = step(candidate, "confirmation", by=purchaser(huarong), note="同意放宽")

    assert candidate.checks["schooling"]["basis"] == "purchaser"
    assert {each["key"]: each["verdict"] for each in candidate.steps.last().eligibility}["schooling"] == "met"


@pytest.mark.parametrize(
    ("stage", "values", "words"),
    [
        ("screening", {"grade": ""}, "初试档次"),
        ("written", {"score": None}, "填写成绩"),
        ("written", {"score": Decimal("100.5")}, "0 至 100"),
        ("written", {"held_on": TODAY + timedelta(days=1)}, "还没有到"),
        ("written", {"result": StepResult.FAILED}, "为什么没有通过"),
        ("written", {"result": StepResult.WAIVED}, "为什么免予"),
        ("written", {"result": StepResult.REOPENED}, "不能登记"),
        ("training", {"score": None}, "填写成绩"),
    ],
)
def test_stages_ask_for_what_they_need(
    haikou: Contract, stage: str, values: dict[str, Any], words: str
) -> None:
    candidate = bring_to(make_candidate(make_need(haikou)), stage)

    with pytest.raises(StepRefused, match=words):
        step(candidate, stage, **values)


def test_a_step_is_taken_once_and_in_its_place(haikou: Contract) -> None:
    candidate = make_candidate(make_need(haikou))
    step(candidate, "screening")

    with pytest.raises(StepRefused, match="已经到“笔试”"):
        step(candidate, "screening")


def test_only_the_purchaser_confirms(haikou: Contract) -> None:
    """002 § 四(二)1(1)."""
    first, second = (bring_to(make_candidate(make_need(haikou)), "confirmation") for _each in range(2))
    for result in (StepResult.PASSED, StepResult.FAILED, StepResult.WAIVED):
        with pytest.raises(StepRefused, match="采购人确认"):
            step(first, "confirmation", result=result, note="代为确认")
    with pytest.raises(StepRefused, match="身份"):
        step(make_candidate(make_need(haikou)), "screening", by=purchaser(haikou))

    confirm_together(by=purchaser(haikou), at=NOW, candidates=[first, second], note="同意")

    assert {each.stage for each in Candidate.objects.filter(pk__in=[first.pk, second.pk])} == {Stage.TRAINING}


def test_confirming_together_is_all_or_none(haikou: Contract) -> None:
    fine, early = (
        bring_to(make_candidate(make_need(haikou)), "confirmation"),
        make_candidate(make_need(haikou), name="林小海"),
    )

    with pytest.raises(StepRefused, match="林小海：.*初试"):
        confirm_together(by=purchaser(haikou), at=NOW, candidates=[fine, early])
    with pytest.raises(StepRefused, match="勾选"):
        confirm_together(by=purchaser(haikou), at=NOW, candidates=[])

    fine.refresh_from_db()
    assert fine.stage == Stage.CONFIRMATION


def test_stages_no_tender_names_are_waived_together_each_on_record(contract: Contract) -> None:
    """003 § 五 names no confirmation by the purchaser; 004 names no stage at all."""
    huarong = with_profile(contract, "huarong")
    candidate = make_candidate(make_need(huarong))
    data = StepData(
        StepResult.WAIVED, TODAY, note="原项目人员，直接录用", checks=all_checked(candidate), through=True
    )

    candidate = record_step(by=supplier(huarong), at=NOW, candidate=candidate, stage="screening", data=data)

    waived = list(candidate.steps.filter(result=StepResult.WAIVED).values_list("stage", "note"))
    assert [stage for stage, _note in waived] == Stage.values[1:-1]
    assert {note for _stage, note in waived} == {"原项目人员，直接录用"} and candidate.stage == Stage.ON_POST


def test_who_failed_is_considered_again_with_a_reason(haikou: Contract) -> None:
    candidate = step(make_candidate(make_need(haikou)), "screening")
    candidate = step(candidate, "written", result=StepResult.FAILED, note="未到场")
    assert (candidate.state, candidate.ended_at) == (CandidateState.REJECTED, NOW)
    with pytest.raises(StepRefused, match="为什么重新考虑"):
        reopen(by=supplier(haikou), at=NOW, candidate=candidate, reason=" ")

    candidate = reopen(by=supplier(haikou), at=NOW, candidate=candidate, reason="请假已批准，补考")

    assert (candidate.state, candidate.stage, candidate.ended_at) == (CandidateState.ACTIVE, "written", None)
    assert candidate.steps.last().result == StepResult.REOPENED
    with pytest.raises(StepRefused, match="不需要重新考虑"):
        reopen(by=supplier(haikou), at=NOW, candidate=candidate, reason="再一次")


def test_an_application_is_erased_a_year_after_its_end(haikou: Contract) -> None:
    candidate = step(
        make_candidate(make_need(haikou), experience_note="曾在某中心窗口三年"), "screening",
        result=StepResult.WITHDREW,
    )  # fmt: skip

    erase_expired(at=NOW + timedelta(days=364))
    candidate.refresh_from_db()
    assert candidate.name == "符晓琳"
    erase_expired(at=NOW + timedelta(days=366))
    candidate.refresh_from_db()

    assert candidate.name.endswith("*") and "晓琳" not in candidate.name
    assert (candidate.id_sealed, candidate.id_index, candidate.phone_sealed) == (None, None, None)
    assert "三年" not in candidate.experience_note and candidate.school == "***"
    with pytest.raises(StepRefused, match="已经清除"):
        reopen(by=supplier(haikou), at=NOW, candidate=candidate, reason="又来了")


def test_members_of_another_contract_record_nothing(haikou: Contract, other_contract: Contract) -> None:
    candidate = make_candidate(make_need(haikou))

    with pytest.raises(StepRefused, match="身份"):
        step(candidate, "screening", by=member(Role.DIRECTOR, other_contract))
    assert make_notice(candidate.need).need == candidate.need
