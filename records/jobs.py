"""Nightly work on the records."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from records.actions.outbox import wipe_letters
from records.actions.stray_files import sweep_stray_files
from records.models import IdempotencyKey
from records.queries import chain_break

KEEP_KEYS = timedelta(days=7)
KEEP_LETTERS = timedelta(days=30)


class ChainBroken(RuntimeError):
    """The nightly check found a changed event: the run is marked failed and readiness turns red."""


def verify_chain_nightly() -> str:
    """Raises: ChainBroken with the first event that does not hold."""
    found = chain_break()
    if found:
        raise ChainBroken(f"{found.number}: {found.reason}")
    return "ok"


def clean_up() -> str:
    """Remove sessions, request keys and the texts of messages whose time is over."""
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    keys, _ = IdempotencyKey.objects.filter(created_at__lt=now - KEEP_KEYS).delete()
    letters = wipe_letters(before=now - KEEP_LETTERS)
    return f"sessions={sessions} keys={keys} letters={letters}"


def sweep_files() -> str:
    """Delete files that no row knows: a refused upload may leave one."""
    return f"files={sweep_stray_files(at=timezone.now())}"
