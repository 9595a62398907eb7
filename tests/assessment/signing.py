"""Cards signed as people sign them: three officers, each with password and the hash of what they were shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from assessment.actions.card_life import sign_card
from assessment.actions.cards import set_assessed_on
from assessment.actions.objections import file_objection, rule_on_objection
from assessment.models import Entry, Objection, Scorecard
from assessment.queries.content import content_hash
from assessment.queries.sheet import signing_sheet
from contracts.models import Contract
from hall_ops.lib.permissions import ROLE_PERMISSIONS, Permission, Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.assessment import entry_on
from tests.factories.contracts import member

STEPS = {"assess": Role.ASSESSOR, "review": Role.REVIEWER, "approve": Role.APPROVER}


@dataclass(frozen=True)
class People:
    """One person for each part in a card's life."""

    assessor: User
    reviewer: User
    approver: User
    director: User

    def of(self, step: str) -> User:
        return {"assess": self.assessor, "review": self.reviewer, "approve": self.approver}[step]


def people_of(contract: Contract, assessor: User) -> People:
    made = [
        member(role, contract, user=UserFactory(role=role, name=name))
        for role, name in ((Role.REVIEWER, "王晓岚"), (Role.APPROVER, "陈国栋"), (Role.DIRECTOR, "周明远"))
    ]
    return People(assessor, *made)


def rights(role: Role) -> set[Permission]:
    return set(ROLE_PERMISSIONS[role])


def shown_hash(card: Scorecard) -> str:
    """The hash that a signing page shows for the card as it stands."""
    fresh = Scorecard.objects.select_related("contract__contractor", "service_year", "rubric").get(pk=card.pk)
    return content_hash(signing_sheet(fresh))


def give(card: Scorecard, step: str, by: User, at: datetime | None = None, **changes: Any) -> Scorecard:
    """One signature as the page sends it."""
    values = {
        "password": PASSWORD,
        "shown_hash": shown_hash(card),
        "permissions": rights(STEPS[step]),
        **changes,
    }
    return sign_card(by=by, at=at or timezone.now(), card=card, name=step, **values)


def dated(card: Scorecard) -> Scorecard:
    """The card with its date of assessment, without which nobody signs."""
    if card.assessed_on is None and card.corrects_id is None:
        set_assessed_on(
            by=card.opened_by, at=timezone.now(), card=card, assessed_on=card.month.replace(day=28)
        )
    return card


def signed(card: Scorecard, people: People, upto: str = "approve", at: datetime | None = None) -> Scorecard:
    """Sign in order up to a step."""
    dated(card)
    for step in STEPS:
        card = give(card, step, people.of(step), at)
        if step == upto:
            break
    return Scorecard.objects.get(pk=card.pk)


def told(card: Scorecard, criterion: str = "3.10", day: int = 6, **values: Any) -> Entry:
    """An entry with all its grounds."""
    grounds = {"occurred_on": card.month.replace(day=day), "subject": "窗口 03", "note": "08:24 到岗"}
    return entry_on(card, criterion, **{**grounds, **values})


def objected(card: Scorecard, people: People, number: int = 1, at: datetime | None = None) -> Objection:
    return file_objection(
        by=people.director,
        at=at or timezone.now(),
        card=card,
        number=number,
        grounds="当日系统停机，有故障单。",
    )


def ruled(
    objection: Objection, people: People, ruling: str, count: int | None = None, at: datetime | None = None
) -> Objection:
    return rule_on_objection(
        by=people.reviewer, at=at or timezone.now(), objection=objection, ruling=ruling,
        reason="故障单属实。", ruled_count=count,
    )  # fmt: skip


def after_window(card: Scorecard) -> datetime:
    """A moment on the first day when the card's window is over."""
    fresh = Scorecard.objects.get(pk=card.pk)
    assert fresh.objection_until is not None
    return timezone.make_aware(datetime.combine(fresh.objection_until, datetime.min.time())) + timedelta(
        hours=33
    )
