"""A daily seal goes out once, however many deliverers are about."""

import contextlib
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from assessment.actions import daily_seals
from assessment.actions.daily_seals import IN_HAND, deliver_waiting, make
from assessment.models import SealDelivery
from tests.races import at_once

HANDS = 6
YESTERDAY = timedelta(days=1)


@pytest.fixture
def waiting(tmp_path: Path, settings: Any) -> None:
    """Yesterday's seal, made but not yet taken out."""
    settings.SEALS_DIR, settings.SEAL_MAIL = tmp_path, ["caigou@example.gov.cn"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(daily_seals, "deliver_waiting", lambda **_values: [])
        make(day=timezone.localdate() - YESTERDAY, at=timezone.now())
    assert SealDelivery.objects.filter(done_at=None, tries=0).count() == 2


def together(work: Callable[[Any], str]) -> Callable[[Any], str]:
    """Whoever comes to send waits a moment for others that would send the same."""
    meeting = threading.Barrier(2)

    def sent(delivery: Any) -> str:
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(0.5)
        return work(delivery)

    return sent


@pytest.mark.django_db(transaction=True)
def test_deliverers_at_once_mail_a_seal_once(waiting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_seals, "_deliver", together(daily_seals._deliver))

    at_once(lambda _place: deliver_waiting(at=timezone.now()), HANDS)

    assert len(mail.outbox) == 1
    assert set(SealDelivery.objects.filter(channel="mail").values_list("tries", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_a_seal_is_mailed_again(waiting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the claim and nothing else keeps the second from sending."""
    monkeypatch.setattr(daily_seals, "_deliver", together(daily_seals._deliver))
    monkeypatch.setattr(daily_seals, "_claim", lambda *_values: True)

    at_once(lambda _place: deliver_waiting(at=timezone.now()), HANDS)

    assert len(mail.outbox) > 1


def test_what_another_has_in_hand_is_left_to_it_for_a_while(db: None, waiting: None) -> None:
    now = timezone.now()
    SealDelivery.objects.filter(channel="mail").update(tried_at=now, tries=1)

    deliver_waiting(at=now + IN_HAND)
    early = len(mail.outbox)
    deliver_waiting(at=now + IN_HAND + timedelta(seconds=1))

    assert (early, len(mail.outbox)) == (0, 1)
    assert SealDelivery.objects.get(channel="mail").tries == 2
