"""A real Haikou contract with its rubric, cards and entries, all made through the product's own actions."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image

from accounts.models import User
from assessment.actions.cards import open_card
from assessment.actions.entries import EntryData, add_entry
from assessment.enums import CardState
from assessment.models import Entry, Scorecard
from assessment.rules import rubric_from_document
from contracts.actions.contracts import ContractDetails, create_contract
from contracts.models import Contract
from contracts.profile_schema import load_profile
from hall_ops.lib.permissions import Role
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member

MARCH = date(2023, 3, 1)
NUMBERS = count(1)
PROFILE = load_profile("haikou")
RUBRIC = rubric_from_document(PROFILE.rubric)
DETAILS = ContractDetails(
    slug="haikou",
    name="海口市政务大厅综合窗口服务",
    short_name="海口综窗",
    purchaser="海口市政府服务中心",
    contractor="滨海政务服务有限公司",
    price_yuan=Decimal("33796500.00"),
    starts_on=date(2023, 1, 1),
    ends_on=date(2025, 12, 31),
)


def haikou_contract(**changes: Any) -> Contract:
    """A contract of the shipped Haikou profile: service years, decisions, the rubric of 105 criteria."""
    slug = changes.pop("slug", f"haikou-{next(NUMBERS)}")
    details = replace(DETAILS, slug=slug, **changes)
    by = UserFactory(role=Role.SYSTEM_ADMIN)
    return create_contract(by=by, at=timezone.now(), profile=PROFILE, details=details)


def card_of(contract: Contract, month: date = MARCH, by: User | None = None) -> Scorecard:
    by = by or member(Role.ASSESSOR, contract)
    return open_card(by=by, at=timezone.now(), contract=contract, month=month)


def sign(card: Scorecard, state: str = CardState.ASSESSED) -> None:
    """Put a card beyond its draft, step by step, as the tests of what signed cards refuse need it."""
    states = list(CardState)
    now = Scorecard.objects.values_list("state", flat=True).get(pk=card.pk)
    for step in states[states.index(CardState(now)) + 1 : states.index(CardState(state)) + 1]:
        values: dict[str, Any] = {"state": step}
        if step == CardState.APPROVED:
            values |= {"approved_at": timezone.now(), "objection_until": date(2023, 4, 14)}
        if step == CardState.CLOSED:
            values |= {"closed_at": timezone.now()}
        Scorecard.objects.filter(pk=card.pk).update(**values)


def new_key() -> str:
    return f"key-of-a-test-{next(NUMBERS)}"


def entry_on(card: Scorecard, criterion: str = "3.10", by: User | None = None, **values: Any) -> Entry:
    """An entry added as the screen adds it; `values` are those of EntryData."""
    data = EntryData(criterion=criterion, **values)
    return add_entry(by=by or card.opened_by, at=timezone.now(), card=card, data=data, key=new_key())


def many_entries(card: Scorecard, number: int) -> None:
    """So many entries over all criteria that a bare key may count, with dates, subjects and notes."""
    codes = [each.code for each in RUBRIC.criteria if not each.measure.reads]
    for place in range(number):
        entry_on(
            card,
            codes[place % len(codes)],
            count=1 + place % 3,
            occurred_on=card.month.replace(day=1 + place % 28),
            subject=f"窗口 {1 + place % 40:02d}",
            note=f"第 {place + 1} 次检查时发现，已当场告知值班长并拍照留存。",
        )


def photograph(width: int = 40, height: int = 30, *, kind: str = "JPEG", exif: bool = False) -> bytes:
    """A small picture; with `exif` it tells where and when it was taken."""
    picture = Image.new("RGB", (width, height), (200, 120, 40))
    facts = Image.Exif()
    if exif:
        facts[0x010F] = "SECRETCAM"
        facts.get_ifd(0x8769)[0x9003] = "2023:03:08 09:30:00"
    out = io.BytesIO()
    picture.save(out, kind, exif=facts)
    return out.getvalue()
