"""Drafts and looks in the database: whose they are, when they go, what the tables refuse."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from hall_ops.lib.permissions import Permission, Role
from hall_ops.lib.sealing import DoesNotOpen
from tests.factories.contracts import member
from tests.windows.intake_samples import NOON, Desk, make_desk
from windows.actions.drafts import MOST_DRAFTS, DraftRefused, save_draft
from windows.jobs import nightly
from windows.models import IntakeDraft, RefusalLook
from windows.queries.desk import drafts_of, open_draft

pytestmark = pytest.mark.django_db
TYPED = {"applicant_name": "陈大明", "id_number": "11010519491231002X"}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def keep(desk: Desk, key: str = "k-00000001", revision: int = 1, **values: object) -> IntakeDraft:
    given = {"by": desk.clerk, "at": NOON, "contract": desk.contract, "fields": TYPED} | values
    return save_draft(key=key, revision=revision, **given)  # type: ignore[arg-type]


def test_a_draft_opens_in_its_own_row_only(desk: Desk) -> None:
    first, second = keep(desk), keep(desk, "k-00000002")
    assert open_draft(first) == TYPED
    IntakeDraft.objects.filter(pk=second.pk).update(sealed=first.sealed)
    second.refresh_from_db()

    with pytest.raises(DoesNotOpen):
        open_draft(second)
    assert [draft.row for draft in drafts_of(desk.clerk, desk.contract)] == [first]


def test_nobody_else_reaches_a_draft(desk: Desk) -> None:
    keep(desk)
    for role in (Role.CLERK, Role.TEAM_LEADER, Role.SUPERVISOR):
        other = member(role, desk.contract)
        assert not IntakeDraft.objects.allowed(other, Permission.CASE_REGISTER).exists()
    with pytest.raises(DraftRefused, match="不能登记"):
        keep(desk, by=member(Role.ASSESSOR, desk.contract))


def test_a_draft_without_key_or_too_long_is_refused(desk: Desk) -> None:
    with pytest.raises(DraftRefused, match="编号"):
        keep(desk, "k")
    with pytest.raises(DraftRefused, match="太多"):
        keep(desk, fields={"note": "长" * 50_000})


def test_the_oldest_give_way(desk: Desk) -> None:
    for place in range(MOST_DRAFTS + 2):
        keep(desk, f"k-{place:08}", at=NOON + timedelta(minutes=place))

    assert IntakeDraft.objects.count() == MOST_DRAFTS
    assert not IntakeDraft.objects.filter(key="k-00000001").exists()


def test_a_week_later_drafts_are_gone(desk: Desk) -> None:
    keep(desk, at=timezone.now() - timedelta(days=8))
    keep(desk, "k-00000002", at=timezone.now() - timedelta(days=6))
    with time_machine.travel(timezone.now(), tick=False):
        assert nightly.clean_drafts() == "清除草稿 1 份"

    assert IntakeDraft.objects.get().key == "k-00000002"


def test_one_draft_a_key(desk: Desk) -> None:
    row = keep(desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        IntakeDraft.objects.create(
            contract=desk.contract, user=desk.clerk, key=row.key, sealed=b"x", started_at=NOON, saved_at=NOON
        )


def test_a_look_is_whole_or_open(desk: Desk) -> None:
    case = desk.register("refuse", refusal_ground="not_met", refusal_reason="场所不符合条件")
    with pytest.raises(IntegrityError), transaction.atomic():
        RefusalLook.objects.create(case=case, asked_at=NOON)
    supervisor = member(Role.SUPERVISOR, desk.contract)
    for values in (
        {"looked_at": NOON},
        {"looked_at": NOON, "looked_by": supervisor},
        {"looked_at": NOON, "looked_by": supervisor, "agreed": False, "note": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RefusalLook.objects.update(**values)
