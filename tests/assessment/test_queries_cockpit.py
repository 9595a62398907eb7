"""What the cockpits read: what waits for whom, causes, the line over the tiers, the question what-if."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from assessment.enums import CardState
from assessment.models import CardSignature, Objection, Scorecard
from assessment.queries.charts import bars, line_chart
from assessment.queries.cockpit import (
    Question,
    answers_to,
    desk_of,
    first_question,
    objection_counts,
    waiting_for,
    year_view,
)
from assessment.rules.payout import DEFAULT_TIERS
from assessment.rules.settlement_terms import MonthsRefused
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.year_samples import YEAR_ONE, fill_year, month_card, officer, year_of
from tests.factories.assessment import card_of, entry_on, sign


def view_of(contract: Contract, number: int = 1) -> object:
    return year_view(Scorecard.objects.filter(contract=contract), year_of(contract, number), contract)


def labels(user: User, contract: Contract) -> list[str]:
    user.__dict__.pop("_standings", None)
    return [each.label for each in waiting_for(desk_of(user, contract), None)]


def test_cards_wait_for_the_role_whose_turn_it_is(haikou: Contract, assessor: User) -> None:
    for month, state in ((1, "draft"), (2, "assessed"), (3, "reviewed"), (4, "approved")):
        month_card(haikou, date(2023, month, 1), "92", assessor, state)

    assert labels(assessor, haikou) == ["录入并签署 2023-01 考核表"]
    assert labels(officer(Role.REVIEWER, haikou), haikou) == ["审核 2023-02 考核表"]
    assert labels(officer(Role.APPROVER, haikou), haikou) == ["批准 2023-03 考核表"]
    assert labels(officer(Role.DIRECTOR, haikou), haikou) == []


def test_a_card_does_not_wait_for_who_signed_it(haikou: Contract, assessor: User) -> None:
    card = month_card(haikou, date(2023, 2, 1), "92", assessor, "assessed")
    reviewer = officer(Role.REVIEWER, haikou)
    CardSignature.objects.create(
        scorecard=card, step="assess", signer=reviewer, signer_name=reviewer.name, signed_at=timezone.now(),
        document_hash="0" * 64,
    )  # fmt: skip

    assert labels(reviewer, haikou) == []


def test_settlements_and_objections_wait(haikou: Contract, assessor: User) -> None:
    cards = fill_year(haikou, YEAR_ONE, by=assessor, state=CardState.APPROVED)
    make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))
    assert labels(assessor, haikou) == ["签署第 1 服务年度结算"]
    Objection.objects.create(
        scorecard=cards[0], entry=cards[0].entries.get(), grounds="有登记", filed_at=timezone.now(),
        filed_by=officer(Role.DIRECTOR, haikou),
    )  # fmt: skip

    assert labels(officer(Role.REVIEWER, haikou), haikou) == ["裁定申辩 2023-01 № 1"]
    desk = desk_of(officer(Role.APPROVER, haikou), haikou)
    counts = {each.label: each.number for each in objection_counts(desk, year_of(haikou))}
    assert counts["待裁定"] == 1


def test_causes_add_up_over_approved_months_only(haikou: Contract, assessor: User) -> None:
    for month, code, count in ((1, "3.10", 3), (2, "4.1", 1), (3, "3.10", 9)):
        card = card_of(haikou, date(2023, month, 1), by=assessor)
        entry_on(card, code, by=assessor, count=count, note="检查", occurred_on=card.month)
        if month < 3:
            sign(card, CardState.APPROVED)

    view = view_of(haikou)

    assert [(bar.label, bar.points, bar.share) for bar in view.criteria] == [
        ("3.10", Decimal(3), Decimal("0.750")), ("4.1", Decimal(1), Decimal("0.250")),
    ]  # fmt: skip
    assert {bar.label: bar.points for bar in view.groups} == {"3a": Decimal(3), "4": Decimal(1)}
    assert [dot.counts for dot in view.chart.dots] == [True, True, False]
    assert view.so_far.paying.mean_exact == "98"


def test_groups_stay_within_their_caps(haikou: Contract, assessor: User) -> None:
    card = card_of(haikou, date(2023, 1, 1), by=assessor)
    entry_on(card, "4.1", by=assessor, count=25, note="检查", occurred_on=card.month)
    sign(card, CardState.APPROVED)

    view = view_of(haikou)

    assert (view.groups[0].points, view.criteria[0].points) == (Decimal(10), Decimal(25))


def test_the_way_to_the_next_tier(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["89", "90", "90"], by=assessor)

    view = view_of(haikou)

    assert (view.missing, view.needed, view.cushion) == ("0.34", "90.13", "9.66")


def test_one_month_is_worth_so_many_yuan(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["90"] * 10, by=assessor)
    book = view_of(haikou).book
    november = date(2023, 11, 1)

    answers = answers_to(Question(november, Decimal(91), Decimal(88)), book)

    differences = {each.total: each.difference_yuan for each in answers}
    assert (differences[Decimal(91)], differences[Decimal(88)]) == (Decimal("0.00"), Decimal("-168982.50"))
    assert list(differences) == sorted(differences, reverse=True)
    assert first_question(book).month == november


def test_the_open_months_may_be_taken_at_a_total(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["91"], by=assessor)
    book = view_of(haikou).book

    at_rest = answers_to(Question(date(2023, 2, 1), Decimal(91), Decimal(80), Decimal(90)), book)

    # (91 + 91 + 9 × 90) ÷ 11 = 992/11; with 80: 981/11 = 89.18…
    paid = {each.total: each.net_yuan for each in at_rest}
    assert (paid[Decimal(91)], paid[Decimal(80)]) == (Decimal("1126550.00"), Decimal("957567.50"))


def test_a_month_of_another_year_is_refused(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["91"], by=assessor)

    with pytest.raises(MonthsRefused):
        answers_to(Question(date(2024, 5, 1), Decimal(91), Decimal(88)), view_of(haikou).book)


def test_the_line_lies_over_its_tiers() -> None:
    months = [date(2023, month, 1) for month in (1, 2, 3)]

    chart = line_chart(months, {months[0]: Decimal(92), months[1]: Decimal(88)}, DEFAULT_TIERS)

    top, second = chart.bands[0], chart.bands[1]
    first, other = (Decimal(dot.y) for dot in chart.dots)
    assert Decimal(top.y) <= first < Decimal(top.y) + Decimal(top.height)
    assert Decimal(second.y) <= other < Decimal(second.y) + Decimal(second.height)
    assert chart.line.count(",") == 2
    assert [tick.label for tick in chart.months] == ["1", "2", "3"]


@pytest.mark.parametrize("total", ["-5", "0", "59.99", "100", "105"])
def test_every_total_is_inside_the_chart(total: str) -> None:
    month = date(2023, 1, 1)

    chart = line_chart([month], {month: Decimal(total)}, DEFAULT_TIERS)

    assert 0 <= Decimal(chart.dots[0].y) <= chart.bottom


def test_bars_name_their_share_of_all_points() -> None:
    found = bars([("1", "甲", Decimal(6)), ("2", "乙", Decimal(0)), ("3", "丙", Decimal(2))], most=1)

    assert [(bar.label, bar.share, bar.width) for bar in found] == [("1", Decimal("0.750"), "100.0")]
