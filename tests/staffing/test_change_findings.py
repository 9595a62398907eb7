"""What posts and changes prove: planted breaches are found, corrected ones go, back-filled ones stay."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Contract
from contracts.profile_schema import load_profile
from staffing.enums import ChangeKind, ChangeState, EndKind, PostKind, PostRole, ProposedBy
from staffing.models import Engagement, Person, Post, StaffChange
from staffing.queries.change_findings import ChangeFinding, change_findings, corrected
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory
from tests.factories.staffing import engage, make_person, make_post

pytestmark = pytest.mark.django_db
PROFILE = load_profile("haikou").model_dump(mode="json")
START = date(2026, 1, 1)
TODAY = date(2026, 11, 20)


@pytest.fixture
def haikou(db: None) -> Contract:
    return ContractFactory(profile=PROFILE)


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def d(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def staffed(contract: Contract, count: int, **values: Any) -> tuple[Post, list[Engagement]]:
    """A post with all its people since the first day, written down on that day."""
    post = make_post(contract, **{"code": "window-clerk", "headcount": count, **values})
    return post, [on_post(contract, post) for _n in range(count)]


def on_post(
    contract: Contract, post: Post, starts: date = START, known: date | None = None, **values: Any
) -> Engagement:
    person = values.pop("person", None) or make_person(contract)
    row = engage(person, post, starts_on=starts, **values)
    return written(row, recorded_at=moment(known or starts))


def written(row: Engagement, **values: Any) -> Engagement:
    """Say when a row was written down; the product's own clock cannot be turned back."""
    made = {field.attname: getattr(row, field.attname) for field in Engagement._meta.concrete_fields}
    Engagement.objects.filter(pk=row.pk).update(
        voided_at=timezone.now(), voided_by=row.recorded_by, void_reason="试"
    )
    del made["id"]
    return Engagement.objects.create(**{**made, **values})


def ends(row: Engagement, day: date, kind: str = EndKind.RESIGNED, known: date | None = None) -> Engagement:
    Engagement.objects.filter(pk=row.pk).update(
        ends_on=day, end_kind=kind, ended_at=moment(known or day), ended_by=row.recorded_by
    )
    row.refresh_from_db()
    return row


def change(row: Engagement, **values: Any) -> StaffChange:
    by, now = UserFactory(), moment(TODAY)
    defaults: dict[str, Any] = {
        "number": f"BG-{row.pk}", "kind": ChangeKind.LEAVE, "person": row.person, "proposed_by": ProposedBy.PERSON,
        "reason": "个人原因", "effective_on": row.ends_on or row.starts_on, "state": ChangeState.DONE,
        "recorded_at": now, "recorded_by": by, "done_at": now, "done_by": by,
    }  # fmt: skip
    return StaffChange.objects.create(contract=row.contract, **{**defaults, **values})


def void(row: Engagement, reason: str = "登记错了人") -> None:
    Engagement.objects.filter(pk=row.pk).update(
        voided_at=timezone.now(), voided_by=row.recorded_by, void_reason=reason
    )


def told(contract: Contract, month: str, criterion: str, today: date = TODAY) -> list[ChangeFinding]:
    found = change_findings(contract, d(f"{month}-01"), today=today)
    return [each for each in found if each.criterion == criterion]


# -- 1.2 ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("leavers", "found"), [(3, 0), (4, 1)])
def test_four_of_111_in_a_month_are_too_many(haikou: Contract, leavers: int, found: int) -> None:
    _post, people = staffed(haikou, 111)
    for row in people[:leavers]:
        ends(row, d("03-12"))

    findings = told(haikou, "03", "1.2")

    assert len(findings) == found and all(
        "3.60%" in each.text and len(each.sources) == 4 for each in findings
    )
    assert not told(haikou, "03", "1.2", today=d("03-31")), "the month is not over"


def test_refilled_in_the_month_and_proposed_by_the_contractor_are_exempt(haikou: Contract) -> None:
    post, people = staffed(haikou, 111)
    for row in people[:5]:
        ends(row, d("03-12"))
    on_post(haikou, post, d("03-31"))
    change(people[1], kind=ChangeKind.REPLACE, proposed_by=ProposedBy.CONTRACTOR, ended=people[1])

    assert not told(haikou, "03", "1.2")


def test_a_refilling_entered_after_the_month_leaves_the_finding_late(haikou: Contract) -> None:
    post, people = staffed(haikou, 111)
    for row in people[:4]:
        ends(row, d("03-12"))
    on_post(haikou, post, d("03-20"), known=d("05-06"))

    (finding,) = told(haikou, "03", "1.2")

    assert "2026-04-01" in finding.late


def test_a_departure_that_was_wrong_takes_the_turnover_back(haikou: Contract) -> None:
    post, people = staffed(haikou, 111)
    for row in people[:4]:
        ends(row, d("03-12"))
    (finding,) = told(haikou, "03", "1.2")

    void(people[0])
    on_post(haikou, post, person=people[0].person)

    assert not told(haikou, "03", "1.2")
    assert corrected(haikou, [finding.key]) == {finding.key: "登记错了人"}


# -- 1.4 ------------------------------------------------------------------------------------------------------------
def test_a_loss_not_filled_in_a_month_is_found_once_on_its_day(haikou: Contract) -> None:
    post, people = staffed(haikou, 3)
    ends(people[0], d("03-01"))

    (finding,) = told(haikou, "04", "1.4")

    assert finding.occurred_on == d("04-03") and people[0].person.name in finding.text
    assert finding.sources[0].args == (post.pk,)
    assert not told(haikou, "05", "1.4") and not told(haikou, "04", "1.4", today=d("04-02"))


def test_a_loss_filled_on_the_last_day_is_none(haikou: Contract) -> None:
    post, people = staffed(haikou, 3)
    ends(people[0], d("03-01"))
    on_post(haikou, post, d("04-02"))

    assert not told(haikou, "04", "1.4")


def test_a_filling_entered_after_the_term_leaves_the_finding_late(haikou: Contract) -> None:
    post, people = staffed(haikou, 3)
    ends(people[0], d("03-01"))
    (before,) = told(haikou, "04", "1.4", today=d("04-05"))
    on_post(haikou, post, d("03-20"), known=d("04-20"))

    (after,) = told(haikou, "04", "1.4")

    assert after.key == before.key and "2026-04-20" in after.late and not corrected(haikou, [after.key])


def test_a_loss_that_never_was_is_corrected(haikou: Contract) -> None:
    post, people = staffed(haikou, 3)
    ends(people[0], d("03-01"))
    (finding,) = told(haikou, "04", "1.4")

    void(people[0])
    on_post(haikou, post, person=people[0].person)

    assert not told(haikou, "04", "1.4")
    assert corrected(haikou, [finding.key, "vacancy:0"]) == {finding.key: "登记错了人"}


# -- 1.1 ------------------------------------------------------------------------------------------------------------
def manager(contract: Contract, **values: Any) -> tuple[Post, Engagement]:
    role = {"code": "director", "name": "项目总监", "kind": PostKind.MANAGEMENT, "role": PostRole.DIRECTOR}
    post, (row,) = staffed(contract, 1, **{**role, **values})
    return post, row


def test_a_managing_post_that_stands_empty_is_found(haikou: Contract) -> None:
    post, row = manager(haikou)
    ends(row, d("03-10"))
    on_post(haikou, post, d("03-16"))

    (finding,) = told(haikou, "03", "1.1")

    assert finding.occurred_on == d("03-11") and "2026-03-16" in finding.text
    assert not told(haikou, "04", "1.1")


def test_a_weekend_between_two_managers_is_no_gap(haikou: Contract) -> None:
    post, row = manager(haikou)
    ends(row, d("03-13"))
    on_post(haikou, post, d("03-16"))

    assert not told(haikou, "03", "1.1")


# -- 1.7 ------------------------------------------------------------------------------------------------------------
def test_a_leader_changed_without_consent_is_found(haikou: Contract) -> None:
    _post, (row,) = staffed(haikou, 1)
    ends(row, d("03-10"), EndKind.MOVED)
    begun = on_post(haikou, row.post, d("03-11"), person=row.person, leader=True)
    made = change(
        begun, kind=ChangeKind.PROMOTE, proposed_by=ProposedBy.CONTRACTOR, key_staff=True, begun=begun, ended=row,
        announced_on=d("02-10"), without_consent=True,
    )  # fmt: skip

    (finding,) = told(haikou, "03", "1.7")

    assert finding.key == f"change:{made.pk}" and "未经采购人同意" in finding.text


@pytest.mark.parametrize(("announced", "found"), [("02-25", 0), ("02-26", 1)])
def test_a_leader_announced_too_late_is_found(haikou: Contract, announced: str, found: int) -> None:
    """Two weeks before 11 March is 25 February."""
    _post, (row,) = staffed(haikou, 1)
    ends(row, d("03-10"), EndKind.MOVED)
    begun = on_post(haikou, row.post, d("03-11"), person=row.person, leader=True)
    change(
        begun, kind=ChangeKind.PROMOTE, proposed_by=ProposedBy.CONTRACTOR, key_staff=True, begun=begun, ended=row,
        announced_on=d(announced),
    )  # fmt: skip

    assert len(told(haikou, "03", "1.7")) == found


def test_a_leader_changed_behind_the_register_is_found_once(haikou: Contract) -> None:
    _post, (row,) = staffed(haikou, 1)
    ends(row, d("03-10"), EndKind.MOVED)
    begun = on_post(haikou, row.post, d("03-11"), person=row.person, leader=True)

    (finding,) = told(haikou, "03", "1.7")

    assert finding.key == f"begun:{begun.pk}"
    void(begun, "点错了")
    assert not told(haikou, "03", "1.7") and corrected(haikou, [finding.key]) == {finding.key: "点错了"}


def test_a_leader_who_only_changes_the_window_needs_no_consent(haikou: Contract) -> None:
    _post, (row,) = staffed(haikou, 1, role=PostRole.TEAM_LEADER)
    ends(row, d("03-10"), EndKind.MOVED)
    on_post(haikou, row.post, d("03-11"), person=row.person)

    assert not told(haikou, "03", "1.7")


# -- 1.9 ------------------------------------------------------------------------------------------------------------
def test_each_person_sent_back_is_found_once(haikou: Contract) -> None:
    _post, people = staffed(haikou, 3)
    for row in people[:2]:
        ends(row, d("03-10"), EndKind.SENT_BACK)
    made = change(
        people[0],
        kind=ChangeKind.SENT_BACK,
        proposed_by=ProposedBy.PURCHASER,
        ended=people[0],
        reason="多次脱岗",
    )

    findings = told(haikou, "03", "1.9")

    assert [each.key for each in findings] == [f"change:{made.pk}", f"ended:{people[1].pk}"]
    assert "多次脱岗" in findings[0].text


# -- 1.6 ------------------------------------------------------------------------------------------------------------
def test_leaders_appointed_after_the_second_year_need_the_fourth_level(haikou: Contract) -> None:
    haikou.service_years.create(
        number=2,
        starts_on=START,
        ends_on=d("02-28"),
        assessed_from=START,
        assessed_to=d("02-01"),
        price_yuan=1,
    )
    _post, people = staffed(haikou, 2)
    for row, level in zip(people, (5, 4), strict=True):
        certify(row.person, level)
        ends(row, d("03-10"), EndKind.MOVED)
        on_post(haikou, row.post, d("03-11"), person=row.person, leader=True)

    (finding,) = (each for each in told(haikou, "03", "1.6") if each.key.startswith("certificate"))

    assert finding.subject == people[0].person.name and "4 级" in finding.text


def certify(person: Person, level: int) -> None:
    person.certificates.create(
        name="政务服务综合窗口办事员", level=level, number=f"Z{person.pk}", issued_on=START,
        recorded_at=timezone.now(), recorded_by=person.recorded_by,
    )  # fmt: skip


def test_queries_do_not_grow_with_people(haikou: Contract, queries: CaptureQueriesContext) -> None:
    counts = []
    for number in (2, 12):
        contract = ContractFactory(profile=PROFILE)
        _post, people = staffed(contract, number)
        for row in people[: number // 2]:
            ends(row, d("03-12") + timedelta(number), EndKind.SENT_BACK)
        with queries:
            change_findings(contract, d("03-01"), today=TODAY)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20
