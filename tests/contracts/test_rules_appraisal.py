import pytest

from contracts.profile_schema import load_profile
from contracts.rules.appraisal import Grade, renewal_gate, renewals_allowed

TERMS = {name: load_profile(name).term for name in ("haikou", "baoting", "tongliao", "huarong", "qiongshan")}


@pytest.mark.parametrize(
    ("name", "made", "grade", "needed", "may"),
    [
        pytest.param("haikou", 0, Grade.QUALIFIED, None, True, id="002-1.6:qualified"),
        pytest.param("haikou", 1, Grade.EXCELLENT, None, True, id="002-1.6:better-than-qualified"),
        pytest.param("haikou", 0, Grade.UNQUALIFIED, None, False, id="002-1.6:unqualified"),
        pytest.param("haikou", 0, None, None, False, id="002-1.6:not-evaluated"),
        pytest.param("haikou", 2, Grade.EXCELLENT, None, False, id="002-1.6:three-years-are-over"),
        pytest.param("tongliao", 0, Grade.EXCELLENT, None, True, id="003-7:excellent"),
        pytest.param("tongliao", 0, Grade.QUALIFIED, None, False, id="003-7:qualified-is-not-enough"),
        pytest.param("tongliao", 1, Grade.EXCELLENT, None, False, id="003-7:two-years-in-all"),
        pytest.param("huarong", 1, None, True, True, id="004-4.1:second-renewal"),
        pytest.param("huarong", 2, None, True, False, id="004-4.1:no-third"),
        pytest.param("huarong", 0, None, None, False, id="004-4.1:need-not-stated"),
        pytest.param("huarong", 0, Grade.UNQUALIFIED, True, False, id="004-4.1:unqualified"),
        pytest.param("baoting", 0, None, True, True, id="001-3.1.1:one"),
        pytest.param("baoting", 1, None, True, False, id="001-3.1.1:no-second"),
        pytest.param("baoting", 0, None, False, False, id="001-3.1.1:not-needed"),
        pytest.param("qiongshan", 0, Grade.EXCELLENT, True, False, id="000-4.1:none-stated"),
    ],
)
def test_the_gate_opens_as_the_contract_says(
    name: str, made: int, grade: Grade | None, needed: bool | None, may: bool
) -> None:
    renewal = renewal_gate(TERMS[name], renewals_made=made, grade=grade, needed=needed)

    assert renewal.may is may
    assert may == all(reason.met for reason in renewal.reasons)
    assert all(reason.text and reason.clause == TERMS[name].clause for reason in renewal.reasons)


def test_the_reasons_say_what_is_missing() -> None:
    renewal = renewal_gate(TERMS["tongliao"], renewals_made=0, grade=Grade.QUALIFIED)

    assert [reason.text for reason in renewal.reasons if not reason.met] == [
        "年度评估为“合格”，续签须为“优秀”"
    ]


def test_the_decision_on_two_years_may_mean_two_more() -> None:
    decisions = {"renewal_limit": "two_more"}

    assert [renewals_allowed(TERMS["tongliao"]), renewals_allowed(TERMS["tongliao"], decisions)] == [1, 2]
    assert renewal_gate(TERMS["tongliao"], renewals_made=1, grade=Grade.EXCELLENT, decisions=decisions).may
