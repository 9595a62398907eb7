"""On a post, moved, gone, taken back: nothing is rewritten."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from staffing.actions.engagements import (
    EngagementRefused,
    Place,
    begin_engagement,
    end_engagement,
    move_engagement,
    void_engagement,
)
from staffing.models import Engagement, Person
from tests.factories.contracts import member
from tests.factories.staffing import make_person, make_post
from tests.factories.windows import make_window

pytestmark = pytest.mark.django_db
FIRST, LATER = date(2026, 3, 2), date(2026, 6, 1)
YOUNG = {
    "key": "age", "rule": "age_max", "value": 25, "clause": "§ 1", "summary": "25 周岁以下", "acts": ["staffing"],
}  # fmt: skip


@pytest.fixture
def director(contract: Contract) -> User:
    return member(Role.DIRECTOR, contract)


@pytest.fixture
def person(contract: Contract) -> Person:
    return make_person(contract)


def begin(by: User, person: Person, **values: Any) -> Engagement:
    place = Place(values.pop("post", None) or make_post(person.contract), **values)
    return begin_engagement(by=by, at=timezone.now(), person=person, starts_on=FIRST, place=place)


def test_a_move_ends_the_day_before(director: User, person: Person) -> None:
    held = begin(director, person)
    post = make_post(person.contract, name="出件窗口")

    moved = move_engagement(
        by=director, at=timezone.now(), engagement=held, starts_on=LATER, place=Place(post)
    )

    held.refresh_from_db()
    assert (held.ends_on, held.end_kind) == (LATER - timedelta(days=1), "moved")
    assert (moved.starts_on, moved.post, moved.ends_on) == (LATER, post, None)


def test_nobody_begins_twice(director: User, person: Person) -> None:
    begin(director, person)

    with pytest.raises(EngagementRefused, match="调整岗位"):
        begin(director, person)


@pytest.mark.parametrize(
    ("day", "said"), [(FIRST, "晚于到岗日期"), (date(2999, 1, 1), "一年以后")], ids=["same day", "far ahead"]
)
def test_a_move_comes_after_the_beginning(director: User, person: Person, day: date, said: str) -> None:
    held = begin(director, person)

    with pytest.raises(EngagementRefused, match=said):
        move_engagement(
            by=director, at=timezone.now(), engagement=held, starts_on=day, place=Place(make_post(person.contract))
        )  # fmt: skip


def test_a_move_to_the_same_place_is_none(director: User, person: Person) -> None:
    held = begin(director, person)

    with pytest.raises(EngagementRefused, match="没有要调整的"):
        move_engagement(
            by=director, at=timezone.now(), engagement=held, starts_on=LATER, place=Place(held.post)
        )


def test_a_leaver_is_gone_when_the_last_day_is_over(director: User, person: Person) -> None:
    held = begin(director, person)

    end_engagement(by=director, at=timezone.now(), engagement=held, ends_on=LATER, kind="resigned")

    person.refresh_from_db()
    assert person.left_at is not None and timezone.localtime(person.left_at).date() == LATER
    with pytest.raises(EngagementRefused, match="已经结束"):
        end_engagement(by=director, at=timezone.now(), engagement=held, ends_on=LATER, kind="resigned")


def test_somebody_comes_back(director: User, person: Person) -> None:
    held = begin(director, person)
    end_engagement(by=director, at=timezone.now(), engagement=held, ends_on=FIRST, kind="resigned")

    begin_engagement(by=director, at=timezone.now(), person=person, starts_on=LATER, place=Place(held.post))

    person.refresh_from_db()
    assert person.left_at is None


@pytest.mark.parametrize(
    ("ends_on", "kind", "said"),
    [
        (FIRST - timedelta(days=1), "resigned", "不能早于"),
        (LATER, "moved", "离岗原因"),
        (LATER, "?", "离岗原因"),
    ],
)
def test_an_end_that_cannot_be_is_refused(
    director: User, person: Person, ends_on: date, kind: str, said: str
) -> None:
    held = begin(director, person)

    with pytest.raises(EngagementRefused, match=said):
        end_engagement(by=director, at=timezone.now(), engagement=held, ends_on=ends_on, kind=kind)


def test_a_wrong_one_is_taken_back_with_its_reason(director: User, person: Person) -> None:
    held = begin(director, person)
    with pytest.raises(EngagementRefused, match="为什么"):
        void_engagement(by=director, at=timezone.now(), engagement=held, reason=" ")

    void_engagement(by=director, at=timezone.now(), engagement=held, reason="登记到了别人名下")

    held.refresh_from_db()
    assert held.void_reason == "登记到了别人名下" and held.voided_by == director
    begin(director, person)


def test_demands_not_met_want_a_written_reason(contract: Contract, director: User, person: Person) -> None:
    Contract.objects.filter(pk=contract.pk).update(profile={"eligibility": [YOUNG]})
    person = Person.objects.get(pk=person.pk)

    with pytest.raises(EngagementRefused, match="25 周岁以下"):
        begin(director, person)
    begin(director, person, despite="采购人书面同意")

    after = AuditEvent.objects.get(action="engagement.begin").after
    assert after["unmet"] == ["age"] and after["why"] == "采购人书面同意"


def test_places_of_another_contract_are_refused(
    contract: Contract, other_contract: Contract, director: User, person: Person
) -> None:
    for values, said in (
        ({"post": make_post(other_contract)}, "不是本合同"),
        ({"team": Team.objects.create(contract=other_contract, name="一组")}, "班组不属于"),
        ({"window": make_window(other_contract)}, "场所不属于"),
        ({"leader": True}, "选所带的班组"),
    ):
        with pytest.raises(EngagementRefused, match=said):
            begin(director, person, **values)


def test_only_the_staff_office_engages(contract: Contract, person: Person) -> None:
    with pytest.raises(EngagementRefused, match="身份"):
        begin(member(Role.CLERK, contract), person)
