"""The life of a personnel change: filed, answered by another, carried out, or carried out without consent."""

from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_hex
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from staffing.actions.change_done import Carried, carry_out
from staffing.actions.changes import (
    ChangeRefused,
    Wanted,
    answer_change,
    file_change,
    mark_platform,
    open_change,
    withdraw_change,
)
from staffing.enums import ChangeKind, ChangeState, EndKind, PostRole, ProposedBy
from staffing.models import Engagement, Person, StaffChange
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=14)


@dataclass
class Hall:
    contract: Contract
    director: User
    assessor: User
    approver: User
    team: Team

    def person(self, *, leader: bool = False, role: str = PostRole.CLERK) -> Person:
        person = make_person(self.contract)
        engage(person, make_post(self.contract, role=role), team=self.team, leader=leader)
        return person

    def open(self, person: Person, kind: str = ChangeKind.LEAVE, **values: Any) -> StaffChange:
        by, key = values.pop("by", self.director), values.pop("key", None) or token_hex(8)
        file_now = values.pop("file_now", True)
        proposed = {
            ChangeKind.LEAVE: ProposedBy.PERSON, ChangeKind.SENT_BACK: ProposedBy.PURCHASER,
        }.get(ChangeKind(kind), ProposedBy.CONTRACTOR)  # fmt: skip
        wanted = Wanted(
            **{
                "kind": kind, "person": person, "proposed_by": proposed, "reason": "业务需要", "effective_on": LATER,
                **values,
            }
        )  # fmt: skip
        return open_change(
            by=by, at=timezone.now(), contract=self.contract, wanted=wanted, key=key, file_now=file_now
        )

    def answer(
        self, change: StaffChange, *, consent: bool = True, by: User | None = None, note: str = ""
    ) -> StaffChange:
        by = by or (self.approver if change.key_staff else self.assessor)
        return answer_change(by=by, at=timezone.now(), change=change, consent=consent, note=note)

    def done(self, change: StaffChange, **values: Any) -> StaffChange:
        carried = Carried(**{"on": change.effective_on, **values})
        return carry_out(by=self.director, at=timezone.now(), change=change, carried=carried)


@pytest.fixture
def hall(contract: Contract) -> Hall:
    people = (member(role, contract) for role in (Role.DIRECTOR, Role.ASSESSOR, Role.APPROVER))
    return Hall(contract, *people, team=Team.objects.create(contract=contract, name="一组"))


def test_a_clerk_leaves_with_consent(hall: Hall) -> None:
    """002 § 四(二)1(3)⑤."""
    change = hall.open(hall.person())
    assert (change.state, change.announced_on, change.key_staff) == (ChangeState.FILED, TODAY, False)

    hall.answer(change, note="同意")
    done = hall.done(change)

    assert done.state == ChangeState.DONE and not done.without_consent
    assert (done.ended.ends_on, done.ended.end_kind) == (LATER, EndKind.RESIGNED)
    assert [step.action for step in done.steps.all()] == ["open", "file", "consent", "done"]
    said = AuditEvent.objects.filter(action__startswith="change.").values_list("action", flat=True)
    assert set(said) == {"change.open", "change.file", "change.consent", "change.done"}


@pytest.mark.parametrize(
    ("kind", "end"), [(ChangeKind.REPLACE, EndKind.REPLACED), (ChangeKind.SENT_BACK, EndKind.SENT_BACK)]
)
def test_other_ways_of_leaving_end_the_engagement(hall: Hall, kind: str, end: str) -> None:
    change = hall.open(hall.person(), kind)
    hall.answer(change)

    assert hall.done(change).ended.end_kind == end


def test_somebody_joins_and_follows_who_left(hall: Hall) -> None:
    left = hall.open(hall.person())
    hall.answer(left)
    hall.done(left)
    post = left.ended.post if left.ended else make_post(hall.contract)

    change = hall.open(make_person(hall.contract), ChangeKind.JOIN, to_post=post, replaces=left)
    hall.answer(change)
    done = hall.done(change)

    assert (done.begun.post, done.begun.starts_on, done.ended) == (post, LATER, None)
    assert left.successors.get() == done


def test_a_team_leader_is_made_with_the_approvers_consent(hall: Hall) -> None:
    """002 表1 1.7: 组长以上岗位."""
    change = hall.open(hall.person(), ChangeKind.PROMOTE)
    assert change.key_staff

    with pytest.raises(ChangeRefused, match="相应身份"):
        hall.answer(change, by=hall.assessor)
    hall.answer(change)
    done = hall.done(change)

    assert done.begun.leader and done.ended.end_kind == EndKind.MOVED
    assert done.ended.ends_on == LATER - timedelta(days=1)


def test_a_team_leader_steps_down(hall: Hall) -> None:
    change = hall.open(hall.person(leader=True), ChangeKind.STEP_DOWN)
    hall.answer(change)

    done = hall.done(change)

    assert change.key_staff and not done.begun.leader and done.begun.post == done.ended.post


def test_a_clerk_moves_to_a_managing_post_as_key_staff(hall: Hall) -> None:
    manager = make_post(hall.contract, role=PostRole.SUPERVISOR)
    change = hall.open(hall.person(), ChangeKind.MOVE, to_post=manager)
    hall.answer(change)

    done = hall.done(change)

    assert change.key_staff and done.begun.post == manager


def test_a_leader_who_moves_elsewhere_leads_no_more(hall: Hall) -> None:
    change = hall.open(hall.person(leader=True), ChangeKind.MOVE, to_post=make_post(hall.contract))
    hall.answer(change)

    assert change.key_staff and not hall.done(change).begun.leader


# -- consent --------------------------------------------------------------------------------------------------------
def test_without_consent_only_with_a_reason_that_stays(hall: Hall) -> None:
    """002 § 八(二), 表1 1.7."""
    change = hall.open(hall.person())

    with pytest.raises(ChangeRefused, match="还没有同意"):
        hall.done(change)
    assert not Engagement.objects.exclude(ends_on=None).exists()
    done = hall.done(change, reason="突发疾病住院")

    assert done.without_consent and done.steps.last().text == "突发疾病住院"


def test_a_refused_change_is_carried_out_as_without_consent(hall: Hall) -> None:
    change = hall.open(hall.person())
    hall.answer(change, consent=False, note="年底前不宜更换")
    assert change.refresh_from_db() is None and change.state == ChangeState.REFUSED

    assert hall.done(change, reason="本人已离岗").without_consent


def test_a_refusal_needs_a_reason(hall: Hall) -> None:
    change = hall.open(hall.person())

    with pytest.raises(ChangeRefused, match="理由"):
        hall.answer(change, consent=False)


def test_who_filed_does_not_answer(hall: Hall) -> None:
    """A person who stands on both ends is told; the database refuses it too."""
    change = hall.open(hall.person(), ChangeKind.SENT_BACK, by=hall.assessor)

    with pytest.raises(ChangeRefused, match="另一位"):
        hall.answer(change, by=hall.assessor)
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffChange.objects.filter(pk=change.pk).update(decided_by=hall.assessor, decided_at=timezone.now())


def test_the_purchaser_sends_a_clerk_back_without_asking_itself(hall: Hall) -> None:
    """002 表1 1.9."""
    change = hall.open(hall.person(), ChangeKind.SENT_BACK, by=hall.assessor)

    assert not hall.done(change).without_consent
    with pytest.raises(ChangeRefused, match="身份"):
        hall.open(hall.person(), ChangeKind.LEAVE, by=hall.assessor)


def test_a_leader_sent_back_still_needs_the_approver(hall: Hall) -> None:
    change = hall.open(hall.person(leader=True), ChangeKind.SENT_BACK, by=hall.assessor)

    with pytest.raises(ChangeRefused, match="还没有同意"):
        hall.done(change)


# -- the way --------------------------------------------------------------------------------------------------------
def test_a_draft_is_filed_later_and_taken_back(hall: Hall) -> None:
    change = hall.open(hall.person(), file_now=False)
    assert change.state == ChangeState.DRAFT and change.announced_on is None

    file_change(by=hall.director, at=timezone.now(), change=change)
    with pytest.raises(ChangeRefused, match="理由"):
        withdraw_change(by=hall.director, at=timezone.now(), change=change, reason=" ")
    taken = withdraw_change(by=hall.director, at=timezone.now(), change=change, reason="本人决定留下")

    assert taken.state == ChangeState.WITHDRAWN
    with pytest.raises(ChangeRefused, match="已撤回"):
        hall.answer(change)


def test_a_change_is_carried_out_once(hall: Hall) -> None:
    change = hall.open(hall.person())
    hall.answer(change)
    hall.done(change)

    with pytest.raises(ChangeRefused, match="已生效"):
        hall.done(change)


def test_the_platform_is_marked_once_after_the_change(hall: Hall) -> None:
    """002 表1 1.8."""
    change = hall.open(hall.person())
    with pytest.raises(ChangeRefused, match="办理以后"):
        mark_platform(by=hall.director, at=timezone.now(), change=change)
    hall.answer(change)
    hall.done(change)

    marked = mark_platform(by=hall.director, at=timezone.now(), change=change)

    assert marked.platform_done_by == hall.director and marked.state == ChangeState.DONE
    with pytest.raises(ChangeRefused, match="已由"):
        mark_platform(by=hall.director, at=timezone.now(), change=change)


def test_the_same_form_again_makes_no_second_change(hall: Hall) -> None:
    person, key = hall.person(), token_hex(8)

    first, again = hall.open(person, key=key), hall.open(person, key=key)

    assert first == again and StaffChange.objects.count() == 1


def test_numbers_follow_each_other(hall: Hall) -> None:
    numbers = [hall.open(hall.person()).number for _n in range(2)]

    assert numbers == [f"BG-{TODAY.year}-0001", f"BG-{TODAY.year}-0002"]


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (ChangeKind.JOIN, {}, "换岗请选"),
        (ChangeKind.MOVE, {}, "新的岗位或班组"),
        (ChangeKind.STEP_DOWN, {}, "不是班组长"),
        (ChangeKind.LEAVE, {"reason": " "}, "事由"),
        (ChangeKind.LEAVE, {"announced_on": TODAY + timedelta(days=1)}, "还没有到"),
        (ChangeKind.REPLACE, {"proposed_by": ProposedBy.PERSON}, "应为供应商"),
        (ChangeKind.SENT_BACK, {"proposed_by": ProposedBy.PERSON}, "应为采购人"),
        ("gone", {"proposed_by": ProposedBy.PERSON}, "变更类别"),
    ],
)
def test_what_does_not_fit_is_said(hall: Hall, kind: str, values: dict[str, Any], said: str) -> None:
    asked = {"proposed_by": ProposedBy.CONTRACTOR, "reason": "业务需要", "effective_on": LATER, **values}
    wanted, now = Wanted(kind=kind, person=hall.person(), **asked), timezone.now()

    with pytest.raises(ChangeRefused, match=said):
        open_change(by=hall.director, at=now, contract=hall.contract, wanted=wanted, key=token_hex(8))


def test_one_change_of_a_person_at_a_time(hall: Hall) -> None:
    person = hall.person()
    hall.open(person)

    with pytest.raises(ChangeRefused, match="没有办完"):
        hall.open(person, ChangeKind.REPLACE)


def test_somebody_without_a_post_can_only_join(hall: Hall) -> None:
    with pytest.raises(ChangeRefused, match="只能办"):
        hall.open(make_person(hall.contract))


def test_an_engagement_that_began_later_is_told(hall: Hall) -> None:
    change = hall.open(hall.person())
    hall.answer(change)

    with pytest.raises(ChangeRefused, match="没有岗位"):
        hall.done(change, on=date(2019, 12, 31))
