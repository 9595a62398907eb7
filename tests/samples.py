"""One value for each name in an address, so that the access matrix can open every page.

SAMPLES[argument](contract) → the value; `contract` is None for pages of the whole installation. The row must be one
that every holder of the page's permission may see (a published scorecard, say), in the contract that is passed.
"""

import io
import secrets
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from PIL import Image

from accounts.models import User
from assessment.actions.cards import open_card
from assessment.actions.daily_seals import make as make_daily_seal
from assessment.actions.entries import EntryData, add_entry, attach_evidence
from assessment.actions.objections import file_objection
from assessment.actions.rubric_drafts import start_draft
from assessment.actions.settlements import make_settlement
from assessment.enums import CardState
from assessment.models import CardSeal, Entry, EntryEvidence, Finding, Objection, RubricCriterion, Scorecard
from contracts.actions.breaches import BreachEntry, add_force_majeure, record_breach
from contracts.actions.decisions import propose_decision
from contracts.actions.payments import Application, apply_for_payment
from contracts.actions.tokens import make_token
from contracts.models import Contract, DecisionSigning, Membership
from hall_ops.lib.codes import new_code
from hall_ops.lib.permissions import ROLE_SIDES, Role
from records.actions import record_event
from records.models import Job
from tests.assessment.official_samples import official_file
from tests.assessment.year_samples import fill_year
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member
from tests.factories.jobs import finished


def account(contract: Contract | None) -> int:
    return UserFactory().pk


def event(contract: Contract | None) -> int:
    with transaction.atomic():
        return record_event("session.open", by=None, contract=contract).number


def membership(contract: Contract | None) -> int:
    """A role granted and waiting for its confirmation."""
    role = Role.SYSTEM_ADMIN if contract is None else Role.SUPERVISOR
    granter = UserFactory(role=Role.SECURITY_ADMIN)
    return Membership.objects.create(
        user=UserFactory(role=role),
        contract=contract,
        role=role,
        side=ROLE_SIDES[role],
        granted_by=granter,
        granted_at=timezone.now(),
    ).pk


def token(contract: Contract | None) -> str:
    return secrets.token_urlsafe(8)


def month(contract: Contract | None) -> str:
    return f"{published_entry(contract).scorecard.month:%Y-%m}"


def code(contract: Contract | None) -> str:
    return published_entry(contract).criterion.code


def number(contract: Contract | None) -> int:
    return published_entry(contract).number


def evidence(contract: Contract | None) -> int:
    return EntryEvidence.objects.get(entry=published_entry(contract)).file_id


def published_entry(contract: Contract | None) -> Entry:
    """The one entry of the contract's first card, with a photograph, on the card as published."""
    assert contract is not None, "cards belong to contracts"
    found = (
        Entry.objects.filter(scorecard__contract=contract).select_related("scorecard", "criterion").first()
    )
    if found is not None:
        return found
    by, now = UserFactory(role=Role.ASSESSOR), timezone.now()
    first = contract.service_years.order_by("number")[0].assessed_from
    card = open_card(by=by, at=now, contract=contract, month=first)
    data = EntryData(criterion=RubricCriterion.objects.filter(rubric=card.rubric).order_by("pk")[0].code)
    entry = add_entry(by=by, at=now, card=card, data=data, key=secrets.token_hex(8))
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    attach_evidence(by=by, at=now, entry=entry, name="现场.png", data=picture.getvalue())
    for state in (CardState.ASSESSED, CardState.REVIEWED):
        Scorecard.objects.filter(pk=card.pk).update(state=state)
    objections = {"approved_at": now, "objection_until": now.date() + timedelta(days=5)}
    Scorecard.objects.filter(pk=card.pk).update(state=CardState.APPROVED, **objections)
    return entry


def seal_code(contract: Contract | None) -> str:
    """The code of a sealed card; the page is public, so any card will do."""
    card = published_entry(contract or Contract.objects.order_by("pk")[0]).scorecard
    code, nothing = new_code(), "0" * 64
    CardSeal.objects.get_or_create(
        scorecard=card,
        defaults={
            "code": code, "content": "{}", "content_hash": nothing, "pdf": b"%PDF", "pdf_hash": nothing,
            "event_number": 1, "event_hash": nothing, "sealed_at": timezone.now(),
        },
    )  # fmt: skip
    return card.seal.code


def objection(contract: Contract | None) -> int:
    """An objection with a file, waiting for its ruling."""
    entry = published_entry(contract)
    found = Objection.objects.filter(entry=entry).first()
    if found is None:
        picture = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(picture, "PNG")
        found = file_objection(
            by=UserFactory(role=Role.DIRECTOR), at=timezone.now(), card=entry.scorecard, number=entry.number,
            grounds="当时系统停机，有故障单。", files=[("故障单.png", picture.getvalue())],
        )  # fmt: skip
    return found.pk


def sealed_day(contract: Contract | None) -> str:
    """A day that is over and sealed."""
    now = timezone.now()
    return make_daily_seal(day=timezone.localdate(now) - timedelta(days=1), at=now).day.isoformat()


def rubric_version(contract: Contract | None) -> int:
    assert contract is not None, "rubrics belong to contracts"
    return contract.rubrics.order_by("number")[0].number


def rubric_draft(contract: Contract | None) -> int:
    """A purchaser's table waiting to be taken."""
    by, now = UserFactory(role=Role.ASSESSOR), timezone.now()
    assert contract is not None, "rubrics belong to contracts"
    return start_draft(by=by, at=now, contract=contract, name="考核表.xlsx", data=official_file()).pk


def signing(contract: Contract | None) -> int:
    """A proposal that waits for both signatures."""
    assert contract is not None, "decisions belong to contracts"
    found = DecisionSigning.objects.filter(decision__contract=contract).first()
    if found is not None:
        return found.pk
    decision = contract.decisions.get(key="settlement_basis")
    return propose_decision(
        by=member(Role.ASSESSOR, contract),
        at=timezone.now(),
        decision=decision,
        option="monthly",
        effective_from=contract.starts_on,
        reason="双方商定",
    ).pk


def instalment(contract: Contract | None) -> int:
    """The first instalment of the first year, applied for, so that its pack can be printed."""
    assert contract is not None, "payments belong to contracts"
    found = contract.instalments.select_related("service_year").get(service_year__number=1, number=1)
    if not found.steps.exists():
        day, name = contract.starts_on, contract.contractor.name
        application = Application(name, "滨湖银行", "622200001111", name, "No. 1", day, found.amount_yuan)
        by = member(Role.DIRECTOR, contract)
        apply_for_payment(by=by, at=timezone.now(), instalment=found, on=day, application=application)
    return found.number


def breach(contract: Contract | None) -> int:
    """A breach that waits for a decision."""
    assert contract is not None, "breaches belong to contracts"
    found = contract.breaches.first()
    if found is not None:
        return found.number
    by, today = member(Role.ASSESSOR, contract), contract.starts_on
    entry = BreachEntry(kind="other", happened_on=today, text="泄露信息", clause="002 § 八")
    key = secrets.token_hex(16)
    return record_breach(
        by=by, at=timezone.now(), today=today, contract=contract, entry=entry, key=key
    ).number


def force(contract: Contract | None) -> int:
    assert contract is not None, "events belong to contracts"
    by, today, key = member(Role.ASSESSOR, contract), contract.starts_on, secrets.token_hex(16)
    return add_force_majeure(
        by=by, at=timezone.now(), today=today, contract=contract, text="台风", began_on=today, key=key
    ).pk


def settlement(contract: Contract | None) -> int:
    """A settlement of the second service year that waits for its signatures."""
    assert contract is not None, "settlements belong to contracts"
    found = contract.settlements.first()
    if found is not None:
        return found.pk
    fill_year(contract, ["100"] * 12, number=2, by=UserFactory(role=Role.ASSESSOR))
    by, now = UserFactory(role=Role.ASSESSOR), timezone.now()
    return make_settlement(by=by, at=now, year=contract.service_years.get(number=2)).pk


def settled(contract: Contract | None) -> str:
    """The code of a settlement; the page is public, so any will do."""
    first = contract or Contract.objects.order_by("pk")[0]
    return first.settlements.get(pk=settlement(first)).code


def finding(contract: Contract | None) -> int:
    """A finding that waits for the assessor."""
    assert contract is not None, "findings belong to contracts"
    month = contract.starts_on.replace(day=1)
    row, _made = Finding.objects.get_or_create(
        contract=contract, detector="papers", key="scan:1",
        defaults={
            "month": month, "criterion": "3.9", "occurred_on": month, "subject": "07 号窗口", "note": "没有扫描上传",
            "found_at": timezone.now(),
        },
    )  # fmt: skip
    return row.pk


def api_key(contract: Contract | None) -> int:
    """A token of another system."""
    assert contract is not None, "tokens belong to contracts"
    found = contract.api_tokens.first()
    if found is not None:
        return found.pk
    return make_token(
        by=UserFactory(role=Role.SECURITY_ADMIN), at=timezone.now(), contract=contract, name="一体化平台",
        scopes=["progress.read"], owner=member(Role.CLERK, contract),
        expires_on=timezone.localdate() + timedelta(days=30),
    ).token.pk  # fmt: skip


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "account": account,
    "breach": breach,
    "code": code,
    "day": sealed_day,
    "decision": lambda contract: "settlement_basis",
    "draft": rubric_draft,
    "event": event,
    "evidence": evidence,
    "membership": membership,
    "month": month,
    "number": number,
    "language": lambda contract: "en",
    "finding": finding,
    "force": force,
    "instalment": instalment,
    "key": api_key,
    "kind": lambda contract: "jsonl",
    "objection": objection,
    "path": lambda contract: "ratings",
    "place": lambda contract: 1,
    "layout": lambda contract: "official",
    "seal": seal_code,
    "signing": signing,
    "settled": settled,
    "settlement": settlement,
    "token": token,
    "version": rubric_version,
    "year": lambda contract: 1,
}


def own_job(contract: Contract, user: int) -> int:
    """Long work that ended with a file. It is there for who asked for it, so everybody brings their own."""
    found = Job.objects.filter(contract_id=contract.pk, owner=user).first()
    return (found or finished(contract, owner=User.objects.get(pk=user))).pk


SAMPLES["job"] = lambda contract: finished(contract).pk
# What only its owner may see: OWN_SAMPLES[argument](contract, the user's number).
OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {"job": own_job}

for room in ("staffing", "windows"):
    for module in sorted((Path(__file__).parent / room).glob("samples_*.py")):
        found = import_module(f"tests.{room}.{module.stem}")
        SAMPLES |= found.SAMPLES
        OWN_SAMPLES |= getattr(found, "OWN_SAMPLES", {})
