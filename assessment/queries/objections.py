"""Reads for the objections' screens: what may be objected to, what was, and what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import CardState, Ruling
from assessment.models import Entry, Objection, Scorecard
from assessment.rules.objections import needs_correction, refusal

LEVELS = {"": "warn", Ruling.UPHELD: "ok", Ruling.PARTLY: "ok", Ruling.REJECTED: ""}


def objection_key(objection: Objection) -> str:
    """The key of the notice that an objection waits for its ruling."""
    return f"objection:{objection.pk}"


def changed_numbers(card: Scorecard) -> set[int]:
    """Numbers of the entries that a correction changed and left in force."""
    before = dict(
        Entry.objects.filter(scorecard__corrected_by=card).in_force().values_list("number", "count")
    )
    now = Entry.objects.filter(scorecard=card).in_force().values_list("number", "count")
    return {number for number, count in now if before.get(number) != count}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry on the filing screen. `refused` is the key why it cannot be objected to, "" when it can."""

    entry: Entry
    refused: str
    objection: Objection | None


def entry_lines(card: Scorecard, today: date) -> list[EntryLine]:
    """The card's entries in force, each with whether it may be objected to. Three queries, four for a correction."""
    entries = Entry.objects.filter(scorecard=card).in_force().select_related("criterion").order_by("number")
    filed = {each.entry_id: each for each in Objection.objects.filter(scorecard=card)}
    changed = changed_numbers(card) if card.corrects_id else None
    return [
        EntryLine(
            entry,
            refusal(
                today=today,
                state=card.state,
                objection_until=card.objection_until,
                effect=entry.criterion.effect,
                withdrawn=False,
                objected=entry.pk in filed,
                changed=changed is None or entry.number in changed,
            ),
            filed.get(entry.pk),
        )
        for entry in entries
    ]


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """One objection as the list shows it: state with its level, and what waits for whom ("" when nothing does)."""

    objection: Objection
    state: str
    level: str
    waits: str


def objection_rows(objections: Any) -> list[ObjectionRow]:
    """The objections with entry, card, people and correction, those that wait first. One query at any length."""
    found = objections.select_related("entry__criterion", "scorecard__corrected_by", "filed_by", "ruled_by")
    rows = [
        ObjectionRow(each, _state(each), LEVELS[each.ruling], _waits(each, _correction(each.scorecard)))
        for each in found.order_by("-filed_at", "-pk")
    ]
    return sorted(rows, key=lambda row: row.objection.ruling != "")


def _state(objection: Objection) -> str:
    return str(objection.get_ruling_display()) if objection.ruling else _("待裁定")


def _waits(objection: Objection, correction: Scorecard | None) -> str:
    if not objection.ruling:
        return _("审核人裁定")
    if not needs_correction(objection.ruling) or correction is None:
        return ""
    waits: dict[str, str] = {
        CardState.DRAFT: _("更正版待考核人签署"),
        CardState.ASSESSED: _("更正版待审核"),
        CardState.REVIEWED: _("更正版待批准"),
    }
    return waits.get(correction.state, "")


def _correction(card: Scorecard) -> Scorecard | None:
    return getattr(card, "corrected_by", None)


def open_windows(cards: Any, today: date) -> Sequence[Scorecard]:
    """The approved cards whose window is open, the one that closes first in front."""
    return list(
        cards.filter(state=CardState.APPROVED, objection_until__gte=today).order_by(
            "objection_until", "month"
        )
    )
