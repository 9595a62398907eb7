"""Reads of the desk: what an item asks for, who was here before, one's own cases of the day, one's drafts."""

import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from contracts.models import Contract
from hall_ops.lib.identity_numbers import typed
from hall_ops.lib.masks import mask_name, mask_unit
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import SealError, blind_index, label_of, open_column, open_sealed
from windows.enums import ApplicantKind, CaseState
from windows.models import Case, IntakeDraft, ItemVersion, Material, Situation, SituationOption
from windows.queries.items import versions_on

DRAFT_DAYS = 7
KEYS = uuid.UUID("6d2f6a52-7c1e-4c9e-9c57-0f1c1f8d8b1a")


@dataclass(frozen=True, slots=True)
class Script:
    """What the desk asks about an item: its questions, and the papers under the answers given.

    Shape: `answers` chosen options by question id.
    """

    version: ItemVersion
    questions: list[Situation]
    answers: dict[int, SituationOption]
    materials: list[Material]

    @property
    def unanswered(self) -> list[Situation]:
        return [question for question in self.questions if question.pk not in self.answers]

    @property
    def situation(self) -> str:
        """新办 · 小餐饮, as the ledgers show it."""
        return " · ".join(
            self.answers[question.pk].label for question in self.questions if question.pk in self.answers
        )


def version_for(contract: Contract, pk: int, day: date) -> ItemVersion | None:
    """A version of the catalogue if it holds on this day. One query for the present one, two for any other."""
    asked = ItemVersion.objects.filter(pk=pk, item__purchaser_id=contract.purchaser_id)
    found = next(iter(asked.select_related("item__department").order_by()), None)
    if found is None or (found.item.retired_on is not None and found.item.retired_on <= day):
        return None
    if found.item.current_id == found.pk and found.effective_on <= day:
        return found
    return versions_on(contract, day).filter(pk=pk).first()


def script_for(version: ItemVersion, option_ids: Collection[int]) -> Script:
    """The item's questions and papers under these answers; options of other items say nothing here.

    Four queries, none once this process has read a version that is frozen: the database keeps it as it is.
    """
    read = _frozen_parts if version.frozen else _parts
    questions, papers = read(version.pk, version.made_at)
    chosen = set(option_ids)
    answers = {
        question.pk: option
        for question in questions
        for option in question.options.all()
        if option.pk in chosen
    }
    picked = {option.pk for option in answers.values()}
    asked = [paper for paper, options in papers if not options or options & picked]
    return Script(version, list(questions), answers, asked)


def _parts(
    version: int, made_at: datetime
) -> tuple[tuple[Situation, ...], tuple[tuple[Material, set[int]], ...]]:
    """Questions with their options, papers with the options that ask for them."""
    questions = Situation.objects.filter(version_id=version).order_by("position").prefetch_related("options")
    papers = Material.objects.filter(version_id=version).order_by("position").prefetch_related("options")
    return tuple(questions), tuple((paper, {option.pk for option in paper.options.all()}) for paper in papers)


_frozen_parts = lru_cache(maxsize=512)(_parts)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper as the desk lists it. Shape: `options` are the keys of the options that ask for it, as one text."""

    material: Material
    options: str


def paper_lines(version: ItemVersion) -> tuple[list[Situation], list[PaperLine]]:
    """Every question and every paper of an item, so that the desk can pick by the answers itself."""
    questions, papers = (_frozen_parts if version.frozen else _parts)(version.pk, version.made_at)
    lines = [PaperLine(paper, " ".join(map(str, sorted(options)))) for paper, options in papers]
    return list(questions), lines


# -- who was here before --------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Known:
    """An applicant as told the last time, in the clear: only for the clerk's form, and only with an event."""

    case: Case
    name: str
    phone: str
    address: str
    contact_name: str
    visits: int


def known_applicant(contract: Contract, id_number: str) -> Known | None:
    """The last case of the same document number among the purchaser's cases, its item at hand. Two queries."""
    index = blind_index(typed(id_number), field=label_of(Case, "id"))
    before = Case.objects.filter(
        id_index=index, contract__purchaser_id=contract.purchaser_id, erased_at=None
    ).exclude(state=CaseState.VOID)
    last = before.select_related("version").order_by("-registered_at").first()
    if last is None:
        return None
    try:
        phone, address = open_column(last, "phone"), open_column(last, "address")
    except SealError:
        return None
    return Known(last, last.applicant_name, phone, address, last.contact_name, before.count())


# -- today ----------------------------------------------------------------------------------------------------------
def todays_cases(user: Any, contract: Contract, day: date, limit: int = 20) -> list[Case]:
    """One's own cases of a day, newest first, with what the list shows. One query."""
    return list(own_cases(user, contract, day).select_related("version", "department")[:limit])


def own_cases(user: Any, contract: Contract, day: date) -> QuerySet[Case]:
    return Case.objects.in_contract(contract).filter(clerk=user, day=day).order_by("-registered_at", "-pk")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a clerk did on a day. Units: mean_seconds between two registrations that follow within half an hour."""

    count: int
    mean_seconds: int | None

    @property
    def minutes(self) -> int:
        return (self.mean_seconds or 0) // 60

    @property
    def seconds(self) -> int:
        return (self.mean_seconds or 0) % 60


def tally_of(user: Any, contract: Contract, day: date) -> Tally:
    """How many cases, and how quickly one after the other. One query."""
    times = list(own_cases(user, contract, day).values_list("registered_at", flat=True))
    steps = [(later - earlier).total_seconds() for later, earlier in pairwise(times)]
    close = [step for step in steps if step < timedelta(minutes=30).total_seconds()]
    return Tally(len(times), round(sum(close) / len(close)) if close else None)


# -- drafts ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with what was typed. Shape: `fields` name → text, or a list of texts."""

    row: IntakeDraft
    fields: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.fields.get("item_name", ""))

    @property
    def applicant(self) -> str:
        """Masked, as every list shows it."""
        name = str(self.fields.get("applicant_name", ""))
        kind = str(self.fields.get("document", ""))
        return mask_unit(name) if kind.startswith(ApplicantKind.ORGANISATION) else mask_name(name)


def drafts_of(user: Any, contract: Contract) -> list[Draft]:
    """One's own drafts, newest first. One query. A draft whose key is lost is left out."""
    rows = IntakeDraft.objects.allowed(user, Permission.CASE_REGISTER).filter(contract=contract)
    found = []
    for row in rows:
        try:
            found.append(Draft(row, open_draft(row)))
        except SealError:
            continue
    return found


def open_draft(row: IntakeDraft) -> dict[str, Any]:
    """What was typed. Raises: SealError."""
    fields: dict[str, Any] = json.loads(
        open_sealed(row.sealed, label=label_of(IntakeDraft, "sealed"), uid=row.uid)
    )
    return fields


def case_uid(user: Any, key: str) -> uuid.UUID:
    """The uid of the case that a form's key makes: the same form finds its case again."""
    return uuid.uuid5(KEYS, f"{user.pk}:{key}")


def registered_under(user: Any, contract: Contract, key: str) -> Case | None:
    """The case that a form has already made. One query."""
    return Case.objects.filter(contract=contract, uid=case_uid(user, key)).first()
