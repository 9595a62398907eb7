"""1.5, planted: found, gone when the record was wrong and is corrected, kept when something was only entered later."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Contract
from staffing.actions.candidates import correct_notice
from staffing.enums import CandidateState, CheckBasis
from staffing.models import Candidate, Engagement, Person, RequirementCheck, Schooling
from staffing.queries.hire_findings import HireLapse, corrected_hires, hire_lapses
from tests.factories.staffing import engage, make_person, make_post
from tests.staffing.recruits import make_candidate, make_need, make_notice, with_profile

pytestmark = pytest.mark.django_db
HIRED = date(2026, 11, 2)
MONTH = date(2026, 11, 1)


@pytest.fixture
def haikou(contract: Contract) -> Contract:
    return with_profile(contract, "haikou")


def degree(person: Person, level: str = "bachelor", on: date = date(2017, 7, 1), **values: Any) -> Schooling:
    values = {"recorded_at": timezone.now(), "recorded_by": person.recorded_by, **values}
    return Schooling.objects.create(person=person, level=level, school="海南大学", graduated_on=on, **values)


def hired(contract: Contract, level: str = "bachelor", **values: Any) -> Engagement:
    post = contract.posts.filter(code="window-clerk").first() or make_post(contract, code="window-clerk")
    person = make_person(contract, **values)
    degree(person, level)
    return engage(person, post, starts_on=HIRED)


def found(contract: Contract) -> list[HireLapse]:
    return list(hire_lapses(contract, MONTH))


def take_back(row: Schooling, reason: str) -> None:
    Schooling.objects.filter(pk=row.pk).update(voided_at=timezone.now(), void_reason=reason)


def test_who_was_too_old_on_the_notice_day_is_found(haikou: Contract) -> None:
    """002 § 四(二)1(4)⑦: 36 on the day of the notice; who was 35 then is not found, though 36 when hired."""
    need = make_need(haikou)
    old, fine = hired(haikou, born_on=date(1990, 10, 1)), hired(haikou, born_on=date(1990, 10, 2))
    for held in (old, fine):
        candidate = make_candidate(need, born=held.person.born_on)
        Candidate.objects.filter(pk=candidate.pk).update(
            person=held.person, state=CandidateState.HIRED, ended_at=timezone.now()
        )

    lapses = found(haikou)

    assert [each.engagement for each in lapses] == [old.pk]
    assert lapses[0].on == HIRED and lapses[0].candidate is not None and not lapses[0].mended
    assert "002 § 四(二)1(4)⑦" in lapses[0].demands[0] and "36 周岁" in lapses[0].demands[0]
    assert list(hire_lapses(haikou, date(2026, 10, 1))) == []


def test_what_is_only_unknown_proves_nothing(haikou: Contract, other_contract: Contract) -> None:
    hired(haikou)

    assert found(haikou) == [] and found(other_contract) == []


def test_a_voided_engagement_takes_the_finding_back(haikou: Contract) -> None:
    held = hired(haikou, "college")
    assert [each.engagement for each in found(haikou)] == [held.pk]
    assert corrected_hires(haikou, [held.pk]) == {}

    Engagement.objects.filter(pk=held.pk).update(
        voided_at=timezone.now(), voided_by=held.recorded_by, void_reason="登记错人"
    )

    assert found(haikou) == []
    assert corrected_hires(haikou, [held.pk]) == {held.pk: "登记错人"}


@pytest.mark.parametrize("right_first", [True, False])
def test_a_wrong_degree_taken_back_takes_the_finding_back(haikou: Contract, right_first: bool) -> None:
    held = hired(haikou, "college")
    wrong = held.person.schooling.get()

    if right_first:
        degree(held.person)
    take_back(wrong, "学历录错，毕业证书为本科")
    if not right_first:
        degree(held.person)

    assert found(haikou) == []
    assert corrected_hires(haikou, [held.pk]) == {held.pk: "学历录错，毕业证书为本科"}


def test_what_was_merely_entered_later_takes_nothing_back(haikou: Contract) -> None:
    """The file said college when the person was put on the post: a second paper beside it explains nothing."""
    held = hired(haikou, "college")
    unrelated = degree(held.person, "secondary", on=date(2010, 7, 1))
    degree(held.person)

    assert corrected_hires(haikou, [held.pk]) == {}
    take_back(unrelated, "重复")
    assert corrected_hires(haikou, [held.pk]) == {}


def test_a_degree_earned_on_the_post_mends_but_stays_found(haikou: Contract) -> None:
    held = hired(haikou, "college")
    degree(held.person, on=HIRED + timedelta(days=1))

    lapses = found(haikou)

    assert [each.engagement for each in lapses] == [held.pk] and lapses[0].mended


def test_a_check_made_again_with_a_note_takes_the_finding_back(haikou: Contract) -> None:
    held = hired(haikou)
    common = {
        "person": held.person, "requirement": "clean_record", "basis": CheckBasis.DOCUMENT, "checked_on": HIRED,
        "recorded_at": timezone.now(), "recorded_by": held.recorded_by,
    }  # fmt: skip
    RequirementCheck.objects.create(meets=False, **common)
    assert [each.engagement for each in found(haikou)] == [held.pk]

    RequirementCheck.objects.create(meets=True, **common)
    assert corrected_hires(haikou, [held.pk]) == {}
    RequirementCheck.objects.create(meets=True, note="同名不同人，重新核查", **common)

    assert found(haikou) == [] and corrected_hires(haikou, [held.pk]) == {held.pk: "同名不同人，重新核查"}


def test_a_move_is_not_found_again_for_the_same_demand(haikou: Contract) -> None:
    held = hired(haikou, "college")
    other = make_post(haikou, code="other-clerk")
    Engagement.objects.filter(pk=held.pk).update(
        ends_on=HIRED + timedelta(days=3),
        end_kind="moved",
        ended_at=timezone.now(),
        ended_by=held.recorded_by,
    )
    asked = next(each for each in haikou.profile["eligibility"] if each["key"] == "clerk_schooling")
    profile = haikou.profile | {"eligibility": [asked | {"posts": []}]}
    Contract.objects.filter(pk=haikou.pk).update(profile=profile)
    haikou.refresh_from_db()
    engage(held.person, other, starts_on=HIRED + timedelta(days=4))

    assert [each.engagement for each in found(haikou)] == [held.pk]


def test_a_promotion_is_judged_by_what_the_new_post_asks_more(haikou: Contract) -> None:
    """002 § 四(二)1(3)②: three years of management, which a clerk of college level does not have either."""
    held = hired(haikou)
    Engagement.objects.filter(pk=held.pk).update(
        ends_on=HIRED + timedelta(days=3),
        end_kind="moved",
        ended_at=timezone.now(),
        ended_by=held.recorded_by,
    )
    boss = make_post(haikou, code="supervisor", role="supervisor", kind="management")
    RequirementCheck.objects.create(
        person=held.person, requirement="manager_experience", meets=False, basis=CheckBasis.DOCUMENT,
        checked_on=HIRED, recorded_at=timezone.now(), recorded_by=held.recorded_by,
    )  # fmt: skip
    promoted = engage(held.person, boss, starts_on=HIRED + timedelta(days=4))

    assert [(each.engagement, each.post) for each in found(haikou)] == [(promoted.pk, boss.name)]


def test_a_notice_set_right_takes_the_finding_back(haikou: Contract) -> None:
    need = make_need(haikou)
    held = hired(haikou, born_on=date(1990, 9, 15))
    candidate = make_candidate(need, born=date(1990, 9, 15))
    Candidate.objects.filter(pk=candidate.pk).update(
        person=held.person, state=CandidateState.HIRED, ended_at=timezone.now()
    )
    assert len(found(haikou)) == 1

    right = make_notice(need, date(2026, 9, 10))
    correct_notice(
        by=need.opened_by,
        at=timezone.now(),
        candidate=candidate,
        notice=right,
        reason="公告为 9 月 10 日第一期",
    )

    assert found(haikou) == [] and corrected_hires(haikou, [held.pk]) == {held.pk: "公告为 9 月 10 日第一期"}


def test_hires_of_a_day_cost_as_many_queries_as_one(haikou: Contract, queries: CaptureQueriesContext) -> None:
    counts = []
    for _more in range(3):
        hired(haikou)
        with queries:
            found(haikou)
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 12
