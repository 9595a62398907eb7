"""Breaches and their rulings, bond, force majeure, milestones, appraisals, reminders."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.actions.appraisals import AppraisalRefused, Evaluation, record_appraisal
from contracts.actions.breaches import (
    BreachEntry,
    BreachRefused,
    add_bond_entry,
    add_force_majeure,
    decide_breach,
    fill_force_majeure,
    record_breach,
)
from contracts.actions.milestones import MilestoneRefused, enter_date
from contracts.jobs import payment_reminders
from contracts.models import Appraisal, Breach, BreachRuling, ContractDate, ForceMajeure
from contracts.queries.registers import (
    appraisal_rows,
    bond_balance,
    breach_rows,
    dates_of,
    force_rows,
    milestones_of,
)
from hall_ops.lib.permissions import ROLE_PERMISSIONS, Permission, Role
from records.models import AuditEvent
from tests.contracts.made import make
from tests.contracts.paying import applied, filed
from tests.contracts.people import People
from tests.factories.contracts import member
from tests.races import at_once

TODAY = date(2023, 9, 1)


@pytest.fixture
def people(db: None) -> People:
    return People.of(make("haikou", price_yuan=Decimal("33796500.00")))


def breach(who: People, **values: Any) -> Breach:
    data = {"kind": "vacancy", "happened_on": date(2023, 3, 1), "text": "综窗岗位空缺", "people": 2, **values}
    by = data.pop("by", who.assessor)
    today = data.pop("today", TODAY)
    entry = BreachEntry(**data)
    return record_breach(
        by=by, at=timezone.now(), today=today, contract=who.contract, entry=entry, key=uuid4().hex
    )


def decide(people: People, row: Breach, amount: str = "100.00", **values: Any) -> BreachRuling:
    data = {"by": people.approver, "at": timezone.now(), "breach": row, "reason": "核实属实", **values}
    return decide_breach(decided_yuan=Decimal(amount), **data)


# -- damages --------------------------------------------------------------------------------------------------------
def test_vacancies_overdue_propose_half_a_percent_each(people: People) -> None:
    """002 § 八(七): 0.5 % of the monthly fee, 11,265,500 ÷ 12 × 0.5 % = 4,693.96 a vacancy."""
    row = breach(people)

    assert row.proposed_yuan == Decimal("9387.92") and row.number == 1
    assert [step["value"] for step in row.arithmetic].count("4693.96") == 2
    assert "八(七)" in row.clause


@pytest.mark.parametrize(("filled", "amount"), [(date(2023, 3, 16), "0.00"), (date(2023, 3, 17), "9387.92")])
def test_fifteen_days_are_allowed(people: People, filled: date, amount: str) -> None:
    assert breach(people, ended_on=filled).proposed_yuan == Decimal(amount)


def test_the_signed_reading_counts_a_month_once(people: People) -> None:
    signing = people.propose("per_month", decision=people.decision("vacancy_damages"))
    for party in ("contractor", "purchaser"):
        people.sign(signing, party)

    assert breach(people, ended_on=date(2023, 3, 20)).proposed_yuan == Decimal("4693.96")


def test_refusing_to_perform_proposes_five_percent_of_the_total(people: People) -> None:
    assert breach(people, kind="non_performance", people=None).proposed_yuan == Decimal("1689825.00")


def test_another_breach_proposes_five_percent_too_and_names_the_clause_broken(people: People) -> None:
    row = breach(people, kind="other", people=None, clause="002 § 七(一)")

    assert row.proposed_yuan == Decimal("1689825.00") and row.clause == "002 § 七(一)"


def test_a_contract_without_such_a_clause_proposes_nothing(db: None) -> None:
    people = People.of(make("tongliao"))
    row = breach(people, happened_on=date(2026, 3, 2), clause="003 § 三(七)1", today=date(2026, 9, 1))

    assert row.proposed_yuan == 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"people": None}, "人数"),
        ({"text": " "}, "事实"),
        ({"happened_on": date(2023, 9, 2)}, "还没有到"),
        ({"ended_on": date(2023, 2, 1)}, "早于"),
        ({"kind": "other"}, "条款"),
    ],
)
def test_a_breach_lacks_nothing(people: People, values: dict[str, Any], said: str) -> None:
    with pytest.raises(BreachRefused, match=said):
        breach(people, **values)


def test_a_person_decides_and_may_decide_again(people: People) -> None:
    row = breach(people)
    first = decide(people, row, "9387.92")
    decide(people, row, "0.00", seen=first.pk, reason="不可抗力所致")

    found = breach_rows(Breach.objects.prefetch_related("rulings__by"))[0]
    assert found.ruling and found.ruling.decided_yuan == 0
    assert [ruling.decided_yuan for ruling in found.earlier] == [Decimal("9387.92")]


@pytest.mark.parametrize(
    ("amount", "values", "said"),
    [("1.00", {"reason": ""}, "理由"), ("-1.00", {}, "小于 0"), ("1.00", {"seen": 7}, "刚刚")],
)
def test_a_ruling_lacks_nothing(people: People, amount: str, values: dict[str, Any], said: str) -> None:
    with pytest.raises(BreachRefused, match=said):
        decide(people, breach(people), amount, **values)


def test_whoever_recorded_does_not_decide(people: People) -> None:
    member(Role.APPROVER, people.contract, user=people.assessor)
    with pytest.raises(BreachRefused, match="另一位"):
        decide(people, breach(people), by=people.assessor)


def test_roles_keep_to_their_steps(people: People) -> None:
    with pytest.raises(BreachRefused, match="相应身份"):
        breach(people, by=people.approver)
    with pytest.raises(BreachRefused, match="相应身份"):
        decide(people, breach(people), by=people.director)


@pytest.mark.django_db(transaction=True)
def test_many_rulings_at_once_one_stands() -> None:
    people = People.of(make("haikou"))
    row = breach(people)

    answers = at_once(lambda place: decide(people, row, f"{place}.00"), 6)

    assert sum(isinstance(answer, BreachRuling) for answer in answers) == 1 == BreachRuling.objects.count()


# -- bond and force majeure -----------------------------------------------------------------------------------------
def bond(people: People, kind: str, amount: str, **values: Any) -> Any:
    data = {"by": people.assessor, "at": timezone.now(), "today": TODAY, "contract": people.contract}
    data |= {"on": TODAY, "note": "按合同", "kind": kind, "amount_yuan": Decimal(amount), "key": uuid4().hex}
    return add_bond_entry(**{**data, **values})


def test_no_more_bond_leaves_than_is_held(people: People) -> None:
    bond(people, "received", "1000.00")
    bond(people, "forfeited", "400.00")
    with pytest.raises(BreachRefused, match=r"600\.00"):
        bond(people, "returned", "600.01")
    bond(people, "returned", "600.00")

    assert bond_balance(people.contract.bond_entries.all()) == 0


def typhoon(people: People) -> ForceMajeure:
    return add_force_majeure(
        by=people.assessor, at=timezone.now(), today=TODAY, contract=people.contract, text="台风",
        began_on=date(2023, 8, 20), key=uuid4().hex,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("notified", "state"),
    [(date(2023, 8, 25), "on_time"), (date(2023, 8, 26), "late"), (None, "late")],
    ids=["next day", "a day later", "never"],
)
def test_the_notice_is_due_one_day_after_the_end(people: People, notified: date | None, state: str) -> None:
    """002 § 八(八)."""
    row = typhoon(people)
    fill_force_majeure(
        by=people.assessor, today=TODAY, row=row, ended_on=date(2023, 8, 24), notified_on=notified
    )

    found = force_rows(people.contract, ForceMajeure.objects.all(), TODAY)[0].notice
    assert found and (found.due_on, found.standing.state) == (date(2023, 8, 25), state)


def test_a_day_of_force_majeure_is_filled_in_once(people: People) -> None:
    row = typhoon(people)
    fill_force_majeure(by=people.assessor, today=TODAY, row=row, ended_on=date(2023, 8, 24))
    with pytest.raises(BreachRefused, match="不能再改"):
        fill_force_majeure(by=people.assessor, today=TODAY, row=row, ended_on=date(2023, 8, 25))
    with pytest.raises(BreachRefused, match="之后"):
        fill_force_majeure(by=people.assessor, today=TODAY, row=row, notified_on=date(2023, 8, 1))


# -- milestones -----------------------------------------------------------------------------------------------------
def enter(people: People, name: str, on: date, is_done: bool = False, **values: Any) -> ContractDate:
    data = {
        "by": people.assessor,
        "at": timezone.now(),
        "today": TODAY,
        "contract": people.contract,
        **values,
    }
    return enter_date(name=name, on=on, is_done=is_done, **data)


def standing(people: People) -> dict[str, tuple[date | None, str]]:
    people.contract.refresh_from_db()
    known = dates_of(ContractDate.objects.filter(contract=people.contract))
    return {row.key: (row.due_on, row.standing.state) for row in milestones_of(people.contract, known, TODAY)}


def test_milestones_count_from_their_events(people: People) -> None:
    """002 § ★6: 30 days, 20 working days; § 八(六): 30 days."""
    assert {state for _due, state in standing(people).values()} == {"undated"}
    enter(people, "award_notice", date(2022, 12, 1))
    enter(people, "signing", date(2022, 12, 30))
    enter(people, "effect", date(2023, 1, 1))
    enter(people, "full_staffing", date(2023, 2, 1), is_done=True)

    found = standing(people)
    assert found["signing"] == (date(2022, 12, 31), "on_time")
    assert found["full_staffing"] == (date(2023, 1, 31), "late")
    assert found["handover_plan"][0] is not None and found["handover_plan"][1] == "late"
    assert "force_majeure_notice" not in found


def test_signing_moves_the_payments_that_run_from_it(db: None) -> None:
    people = People.of(make("tongliao", signed_on=None))
    enter(people, "signing", date(2026, 3, 2), today=date(2026, 9, 1))

    people.contract.refresh_from_db()
    assert people.contract.signed_on == date(2026, 3, 2)
    assert people.contract.instalments.first().due_on == date(2026, 4, 1)
    signed = AuditEvent.objects.get(action="contract.sign")
    assert (signed.actor_id, signed.before, signed.after) == (
        people.assessor.pk, {"signed_on": None}, {"signed_on": "2026-03-02"},
    )  # fmt: skip
    moved = AuditEvent.objects.get(action="payment.redate")
    assert moved.actor_id == people.assessor.pk and moved.contract_id == people.contract.pk
    assert set(moved.before["due_days"].values()) == {None}
    assert sorted(moved.after["due_days"].values()) == ["2026-04-01", "2026-06-02", "2026-10-02"]


def test_a_right_of_its_own_lets_milestones_and_evaluations_be_recorded() -> None:
    """Whoever records breaches or signs decisions does not thereby date the contract or evaluate it."""
    for permission, role in (("milestone.record", Role.ASSESSOR), ("appraisal.record", Role.APPROVER)):
        held = [each for each in Role if Permission(permission) in ROLE_PERMISSIONS[each]]
        assert held == [role]


def test_only_the_right_itself_opens_dates_and_evaluations(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role, permission in ((Role.ASSESSOR, "milestone.record"), (Role.APPROVER, "appraisal.record")):
        monkeypatch.delitem(ROLE_PERMISSIONS[role], Permission(permission))

    with pytest.raises(MilestoneRefused, match="考核人"):
        enter(people, "signing", date(2022, 12, 30))
    with pytest.raises(AppraisalRefused, match="批准人"):
        appraise(people, "qualified")


def test_a_wrong_day_is_put_right_with_a_reason(people: People) -> None:
    enter(people, "effect", date(2023, 1, 1))
    with pytest.raises(MilestoneRefused, match="原因"):
        enter(people, "effect", date(2023, 1, 2))
    enter(people, "effect", date(2023, 1, 2), reason="抄错")

    assert standing(people)["full_staffing"][0] == date(2023, 2, 1)
    assert ContractDate.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "on", "is_done"),
    [("no_such", TODAY, False), ("signing", date(2023, 9, 2), False), ("effect", TODAY, True)],
    ids=["unknown", "future", "no milestone"],
)
def test_a_day_that_does_not_fit_is_refused(people: People, name: str, on: date, is_done: bool) -> None:
    with pytest.raises(MilestoneRefused):
        enter(people, name, on, is_done)


def test_days_are_the_assessors(people: People) -> None:
    with pytest.raises(MilestoneRefused, match="考核人"):
        enter(people, "effect", TODAY, by=people.director)


# -- appraisals -----------------------------------------------------------------------------------------------------
def appraise(people: People, grade: str, year: int = 1, **values: Any) -> Appraisal:
    found = people.contract.service_years.get(number=year)
    given = {"reason": "全年考核", "evaluated_on": found.ends_on, **values}
    by = given.pop("by", people.approver)
    evaluation = Evaluation(grade, **given)
    return record_appraisal(
        by=by, at=timezone.now(), today=date(2030, 1, 1), service_year=found, evaluation=evaluation
    )


def gates(people: People) -> list[bool]:
    years = people.contract.service_years.prefetch_related("appraisals__by")
    return [row.gate.may for row in appraisal_rows(people.contract, years)]


@pytest.mark.parametrize(
    ("name", "grade", "needed", "may"),
    [
        ("haikou", "qualified", None, True),
        ("haikou", "unqualified", None, False),
        ("tongliao", "qualified", None, False),
        ("tongliao", "excellent", None, True),
        ("qiongshan", "excellent", None, False),
        ("huarong", "qualified", True, True),
        ("huarong", "qualified", None, False),
        ("baoting", "qualified", False, False),
    ],
    ids=[
        "002 § 一.6",
        "002 no",
        "003 § 七 no",
        "003 § 七",
        "000 § 四.1",
        "004 § 四.1",
        "004 open",
        "001 § 3.1.1",
    ],
)
def test_the_gate_asks_what_the_tender_asks(
    db: None, name: str, grade: str, needed: bool | None, may: bool
) -> None:
    people = People.of(make(name))
    appraise(people, grade, is_needed=needed)

    assert gates(people)[0] is may


def test_an_evaluation_is_put_right_beside_the_first(people: People) -> None:
    appraise(people, "unqualified")
    with pytest.raises(AppraisalRefused, match="原因"):
        appraise(people, "qualified")
    appraise(people, "qualified", mended_reason="复核")

    assert gates(people)[0] and Appraisal.objects.count() == 2


def test_the_third_year_has_no_renewal_left(people: People) -> None:
    appraise(people, "excellent", year=3)

    assert gates(people) == [False, False, False]


@pytest.mark.parametrize(
    ("values", "said"), [({"reason": ""}, "理由"), ({"evaluated_on": date(2022, 1, 1)}, "评估日期")]
)
def test_an_evaluation_lacks_nothing(people: People, values: dict[str, Any], said: str) -> None:
    with pytest.raises(AppraisalRefused, match=said):
        appraise(people, "qualified", **values)


def test_the_evaluation_is_the_approvers(people: People) -> None:
    with pytest.raises(AppraisalRefused, match="批准人"):
        appraise(people, "qualified", by=people.assessor)


# -- reminders ------------------------------------------------------------------------------------------------------
def reminders(day: int) -> list[dict[str, Any]]:
    return payment_reminders(datetime(2023, 1, day, 4, tzinfo=UTC))


def test_reminders_ask_for_what_comes_next(people: People) -> None:
    asked = reminders(2)
    applied(people)
    to_file = reminders(7)
    late = reminders(12)

    assert [(each["kind"], each["role"]) for each in asked] == [("payment_apply", Role.DIRECTOR)]
    assert [(each["kind"], each["role"]) for each in to_file] == [("payment_file", Role.ASSESSOR)]
    assert late[0]["kind"] == "payment_late" and "已过 2 天" in late[0]["text"]
    assert late[0]["url"] == reverse("contracts:payment-detail", args=[people.contract.slug, 1, 1])
    assert len({each[0]["key"] for each in (asked, to_file, late)}) == 3


def test_what_is_filed_reminds_nobody(people: People) -> None:
    filed(people)

    assert reminders(12) == []


def test_the_same_reason_keeps_its_key(people: People) -> None:
    assert reminders(2)[0]["key"] == reminders(9)[0]["key"]
