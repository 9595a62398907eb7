"""The way of a candidate, stage by stage, on the tenders' own words."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.profile_schema import load_profile
from contracts.profile_schema.work import Requirement
from staffing.enums import CandidateState, Stage, StepResult
from staffing.rules.eligibility import Judgement, Verdict
from staffing.rules.recruitment import (
    ASKS,
    CHAIN,
    Filling,
    after,
    by_leave,
    leads_to,
    order_key,
    pay_too_low,
    proposed,
    stopping,
    unnamed_run,
    unsettled,
    who_judges,
)

ACTIVE, REJECTED, WITHDRAWN, HIRED = CandidateState.values
PASSED, FAILED, WAIVED, WITHDREW, REOPENED = StepResult.values


def judged(verdict: Verdict, rule: str = "schooling", **values: Any) -> Judgement:
    demand = {"key": rule, "rule": rule, "clause": "§ 1", "summary": "条件", "acts": ["staffing"], **values}
    return Judgement(Requirement.model_validate(demand, strict=False), verdict, "")


def test_the_chain_is_the_tenders() -> None:
    """002 § 四(二)1(2), 000 § 四.4④, 003 § 五: every stage a tender names is one of ours, in its order."""
    for name in ("haikou", "qiongshan", "tongliao", "baoting", "huarong"):
        found = load_profile(name).recruitment
        assert found is not None
        assert list(found.stages) == [stage for stage in CHAIN if stage in found.stages], name

    assert CHAIN[0] == Stage.APPLIED and CHAIN[-1] == Stage.ON_POST and set(ASKS) == set(CHAIN)


@pytest.mark.parametrize(
    ("stage", "state", "result", "expected"),
    [
        pytest.param("screening", ACTIVE, PASSED, ("written", ACTIVE), id="002 § 四(二)1(2) on to the written test"),
        pytest.param("written", ACTIVE, WAIVED, ("interview", ACTIVE), id="left out with a reason"),
        pytest.param("interview", ACTIVE, FAILED, ("interview", REJECTED), id="stays where it failed"),
        pytest.param("medical", ACTIVE, WITHDREW, ("medical", WITHDRAWN), id="the person withdraws"),
        pytest.param("interview", REJECTED, REOPENED, ("interview", ACTIVE), id="taken up again where it failed"),
        pytest.param("trial", ACTIVE, PASSED, ("on_post", ACTIVE), id="000 § 四.4④ on to the post"),
        pytest.param("on_post", ACTIVE, PASSED, None, id="only the hiring puts somebody on a post"),
        pytest.param("on_post", ACTIVE, WAIVED, None, id="a post is not left out"),
        pytest.param("interview", REJECTED, PASSED, None, id="nobody passes after failing, but by reopening"),
        pytest.param("interview", ACTIVE, REOPENED, None, id="what is open is not reopened"),
        pytest.param("on_post", HIRED, REOPENED, None, id="whoever is on the post is no candidate"),
    ],
)  # fmt: skip
def test_a_result_leads_on(stage: str, state: str, result: str, expected: tuple[str, str] | None) -> None:
    assert leads_to(stage, state, result) == expected


def test_nobody_jumps_a_stage() -> None:
    way = ["applied"]
    while way[-1] != Stage.ON_POST:
        way.append(after(way[-1]))

    assert tuple(way) == CHAIN


@pytest.mark.parametrize(
    ("result", "named", "expected"),
    [
        pytest.param(PASSED, {"confirmation"}, "purchaser", id="002 § 四(二)1(1) the purchaser confirms"),
        pytest.param(PASSED, set(), "purchaser", id="a confirmation is the purchaser's wherever it is given"),
        pytest.param(FAILED, set(), "purchaser", id="and so is a refusal"),
        pytest.param(WAIVED, {"confirmation"}, "purchaser", id="002 only the purchaser leaves it out"),
        pytest.param(WAIVED, set(), "either", id="003 does not ask for it"),
        pytest.param(WITHDREW, {"confirmation"}, "supplier", id="a person withdraws anywhere"),
    ],
)
def test_who_judges_the_confirmation(result: str, named: set[str], expected: str) -> None:
    assert who_judges(Stage.CONFIRMATION, result, named) == expected
    assert who_judges(Stage.WRITTEN, result, named) == "supplier"


def test_demands_stop_or_ask_for_a_reason() -> None:
    """004 § 三.3: 原则上 may be set aside with a reason, everything else may not."""
    hard, soft = judged(Verdict.NOT_MET), judged(Verdict.NOT_MET, in_principle=True)
    fine = judged(Verdict.MET)

    assert stopping([hard, soft, fine]) == [hard]
    assert by_leave([hard, soft, fine]) == [soft]


@pytest.mark.parametrize(
    ("stage", "rule", "expected"),
    [
        pytest.param("screening", "age_max", True, id="002 § 四(二)1(4)⑦ the notice's day is known by now"),
        pytest.param("screening", "exclusion", False, id="declarations may come later"),
        pytest.param("background", "exclusion", False, id="until the purchaser is asked"),
        pytest.param("confirmation", "exclusion", True, id="002 § 四(二)1(1) nobody is confirmed on unknown"),
        pytest.param("on_post", "healthy", True, id="nor put on a post"),
    ],
)
def test_unknown_is_settled_in_time(stage: str, rule: str, expected: bool) -> None:
    unknown = judged(Verdict.UNKNOWN, rule)

    assert bool(unsettled(stage, [unknown])) is expected
    assert unsettled(stage, [judged(Verdict.MET, rule)]) == []


@pytest.mark.parametrize(
    ("incumbent", "former", "offered", "expected"),
    [
        pytest.param(True, "5000", "4999.99", True, id="004 § 三.11(3) a cent below"),
        pytest.param(True, "5000", "5000", False, id="004 § 三.11(3) the same"),
        pytest.param(False, "5000", "3000", False, id="only of those taken over"),
    ],
)
def test_offers_are_not_below_former_pay(incumbent: bool, former: str, offered: str, expected: bool) -> None:
    assert pay_too_low(incumbent, Decimal(former), Decimal(offered)) is expected
    assert not pay_too_low(incumbent, None, Decimal(offered))
    assert not pay_too_low(incumbent, Decimal(former), None)


def test_former_staff_come_first() -> None:
    """000 § 四.4④, 004 § 三.11(3)."""
    people = {
        "new A": order_key(False, "A", 5, Decimal(99), 1),
        "former C": order_key(True, "C", 0, None, 9),
        "new A later": order_key(False, "A", 5, Decimal(99), 2),
        "new ungraded": order_key(False, "", 8, Decimal(100), 0),
        "new B": order_key(False, "B", 8, Decimal(100), 0),
    }

    assert sorted(people, key=people.__getitem__) == [
        "former C", "new A", "new A later", "new B", "new ungraded",
    ]  # fmt: skip


def test_needs_count_who_is_missing() -> None:
    need = Filling(wanted=5, hired=2, in_process=1)

    assert (need.open, need.short) == (3, 2)
    assert Filling(1, 2, 4).short == 0


@pytest.mark.parametrize(
    ("required", "filled", "counted", "under_way", "expected"),
    [
        pytest.param(111, 105, True, 4, 2, id="002 § ★3 six are missing, four are being looked for"),
        pytest.param(111, 105, True, 9, 0, id="002 § ★3 never a negative number"),
        pytest.param(3, 0, False, 0, 0, id="004 § 二(一) float posts are the contractor's own affair"),
    ],
)
def test_needs_are_proposed_from_open_posts(
    required: int, filled: int, counted: bool, under_way: int, expected: int
) -> None:
    assert proposed(required, filled, counted, under_way) == expected


def test_stages_no_tender_names_are_left_out_together() -> None:
    named = {"written", "interview"}

    assert unnamed_run("medical", named) == ["medical", "background", "confirmation", "training", "trial"]
    assert unnamed_run("screening", named) == ["screening"]
    assert unnamed_run("written", named) == []
