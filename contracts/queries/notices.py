"""What waits for one person, told by every app, and what of it that person has not read yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from contracts.models import Contract, NoticeRead
from contracts.rules.notices import Mark, is_unread


@dataclass(frozen=True, slots=True)
class Waiting:
    """One notice. Shape: `key` names its reason and stays the same from day to day; `many` is how much it speaks of;
    `made_at` is since when, for what is counted anew each time the start of the day (counted_since).
    """

    contract: Contract
    key: str
    text: str
    url: str
    made_at: datetime
    many: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as one person sees it."""

    waiting: Waiting
    is_unread: bool


def counted_since(now: datetime) -> datetime:
    """The start of the day: what is counted anew each time is to be read once a day, and again when it grows."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def waiting_for(user: Any, contract: Contract | None, now: datetime) -> list[Waiting]:
    """What waits for this person here or, without a contract, everywhere: each app's (settings.NOTICE_SOURCES)."""
    found: list[Waiting] = []
    for dotted in settings.NOTICE_SOURCES:
        found += import_string(dotted)(user, contract, now)
    return found


def lines_of(user: Any, now: datetime) -> Sequence[Line]:
    """Everything that waits for this person, unread first, then the newest. One query beside those of the apps."""
    waiting = waiting_for(user, None, now)
    marks = {
        key: Mark(many, read_at)
        for key, many, read_at in NoticeRead.objects.filter(user=user).values_list("key", "many", "read_at")
    }
    lines = [
        Line(each, is_unread(marks.get(each.key), many=each.many, made_at=each.made_at)) for each in waiting
    ]
    lines.sort(key=lambda line: line.waiting.made_at, reverse=True)
    return sorted(lines, key=lambda line: not line.is_unread)
