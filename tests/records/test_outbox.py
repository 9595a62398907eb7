"""The outbox: written with the change, claimed, tried again with growing pauses, sent once, given up visibly."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from hall_ops.health import readiness
from records import postman
from records.actions import post_message
from records.actions.outbox import NotDead, retry_dead, wipe_letters
from records.enums import OutboxState
from records.models import AuditEvent, OutboxMessage
from records.senders import SendFailed, outbox_file
from records.tasks import tick
from tests.factories.accounts import UserFactory
from tests.factories.outbox import posted

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Sender:
    """Stands for the way out: notes who was written to, or fails as it is told."""

    def __init__(self) -> None:
        self.sent: list[tuple[datetime, str]] = []
        self.failure: SendFailed | None = None
        self.failing: set[str] = set()

    def __call__(self, message: OutboxMessage, letter: Any) -> str:
        self.sent.append((message.claimed_at or NOW, letter.to))
        if self.failure and (not self.failing or letter.to in self.failing):
            raise self.failure
        return "http"


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> Sender:
    sender = Sender()
    monkeypatch.setattr(postman, "send", sender)
    return sender


def deliver(minutes: float = 0) -> int:
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        return postman.deliver_due()


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        post_message(
            contract=None, channel="sms", kind="case.accepted", to="1", body="2", business_key="3", at=NOW
        )


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_sends_nothing(sender: Sender) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        posted(key="a") and 1 / 0

    assert deliver() == 0 and not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_the_same_effect_is_posted_once() -> None:
    first, second = posted(key="case:1:accepted", body="一"), posted(key="case:1:accepted", body="二")

    assert first == second and OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_a_message_is_sent_once_and_says_how(sender: Sender) -> None:
    message = posted()

    assert (deliver(), deliver(1)) == (1, 0)
    message.refresh_from_db()
    assert [to for _, to in sender.sent] == ["13800138000"]
    assert (message.state, message.via, message.tries, message.sent_at) == ("sent", "http", 1, NOW)


@pytest.mark.django_db
def test_recipient_and_text_do_not_lie_open_in_the_database() -> None:
    message = posted(to="13800138000", body="您的材料已受理")

    blob = bytes(OutboxMessage.objects.values_list("letter_sealed", flat=True).get(pk=message.pk))
    assert b"13800138000" not in blob and "受理".encode() not in blob


@pytest.mark.django_db
def test_failures_are_tried_again_with_doubling_pauses_and_then_given_up(
    sender: Sender, settings: Any
) -> None:
    settings.OUTBOX_TRIES = 6
    sender.failure = SendFailed("HTTP 503")
    message = posted()

    tried = []
    for minute in range(200):
        before = len(sender.sent)
        deliver(minute)
        tried += [minute] * (len(sender.sent) - before)

    message.refresh_from_db()
    assert tried == [0, 1, 3, 7, 15, 31]
    assert (message.state, message.tries, message.problem) == ("dead", 6, "HTTP 503")


@pytest.mark.django_db
def test_what_no_try_can_help_is_given_up_at_once(sender: Sender) -> None:
    sender.failure = SendFailed("地址写法不对", final=True)
    message = posted()
    deliver()

    message.refresh_from_db()
    assert (message.state, message.tries) == ("dead", 1)


@pytest.mark.django_db
def test_a_dead_gateway_holds_up_nobody_else(sender: Sender) -> None:
    for number in range(10):
        posted(key=f"s{number}", to=f"1380013800{number}")
    posted(key="m", channel="email", to="li@example.com")
    sender.failure, sender.failing = SendFailed("timed out"), {f"1380013800{n}" for n in range(10)}

    assert deliver() == 1
    assert len(sender.sent) == 4  # three tries at the gateway, then the letter
    assert OutboxMessage.objects.filter(state="waiting", tries=0).count() == 7


@pytest.mark.django_db
def test_a_sender_that_breaks_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(message: OutboxMessage, letter: Any) -> str:
        if letter.to == "1":
            raise KeyError("13800138000")
        return "http"

    monkeypatch.setattr(postman, "send", breaks)
    posted(key="a", to="1"), posted(key="b", to="2")

    assert deliver() == 1
    assert OutboxMessage.objects.get(business_key="a").problem == "KeyError"


@pytest.mark.django_db
def test_a_message_lost_in_somebodys_hands_is_taken_over(sender: Sender) -> None:
    message = posted()
    OutboxMessage.objects.update(state="sending", claimed_at=NOW, tries=1)

    assert deliver(0.9) == 0
    assert deliver(1) == 1
    message.refresh_from_db()
    assert (message.state, message.tries) == ("sent", 2)


@pytest.mark.django_db
def test_a_message_that_ends_its_worker_each_time_is_buried(sender: Sender, settings: Any) -> None:
    message = posted()
    OutboxMessage.objects.update(state="sending", claimed_at=NOW, tries=settings.OUTBOX_TRIES)

    assert deliver(2) == 0 and not sender.sent
    message.refresh_from_db()
    assert message.state == "dead" and "中断" in message.problem


@pytest.mark.django_db
def test_who_was_overtaken_does_not_write_over_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(message: OutboxMessage, letter: Any) -> str:
        OutboxMessage.objects.update(state="sent", claimed_at=None, sent_at=NOW, via="smtp", tries=2)
        return "http"

    monkeypatch.setattr(postman, "send", slow)
    message = posted()
    deliver(3)

    message.refresh_from_db()
    assert (message.via, message.sent_at) == ("smtp", NOW)


@pytest.mark.django_db
def test_by_default_messages_go_to_a_file_and_say_so() -> None:
    message = posted(body="已受理，查询码 ABCD")

    deliver()

    message.refresh_from_db()
    path = outbox_file("sms")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    line = next(line for line in lines if line["id"] == str(message.uid))
    assert (line["to"], line["body"]) == ("13800138000", "已受理，查询码 ABCD")
    assert path.stat().st_mode & 0o077 == 0
    assert message.get_via_display() == "写入文件，未真正发出"


@pytest.mark.django_db
def test_a_server_keeps_no_readable_letters_in_the_file(settings: Any) -> None:
    settings.EMBEDDED = False
    message = posted(to="13900139000")

    deliver()

    line = next(line for line in outbox_file("sms").read_text().splitlines() if str(message.uid) in line)
    assert "13900139000" not in line


@pytest.mark.django_db
def test_the_tick_sends_what_a_lost_bell_left(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is away altogether: the tick does the work itself."""
    monkeypatch.setattr("records.tasks.ring", lambda task, *args: False)
    posted()

    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        tick()

    assert OutboxMessage.objects.get().state == OutboxState.SENT


@pytest.mark.django_db
def test_what_was_given_up_is_sent_again_by_hand(sender: Sender, contract: Any) -> None:
    sender.failure = SendFailed("退回", final=True)
    mine, other = posted(key="a", contract=contract), posted(key="b")
    deliver()
    sender.failure = None
    by = UserFactory()

    assert retry_dead(by=by, at=NOW, contract=contract) == 1
    assert deliver() == 1
    mine.refresh_from_db(), other.refresh_from_db()
    assert (mine.state, mine.tries, other.state) == ("sent", 1, "dead")
    assert AuditEvent.objects.get(action="outbox.retry").after == {"count": 1}
    with pytest.raises(NotDead):
        retry_dead(by=by, at=NOW, contract=contract, message=mine)


@pytest.mark.django_db
def test_letters_are_forgotten_and_the_sending_stays_on_record(sender: Sender) -> None:
    message = posted()
    deliver()

    assert wipe_letters(before=NOW) == 0
    assert wipe_letters(before=NOW + timedelta(seconds=1)) == 1
    message.refresh_from_db()
    assert message.letter_sealed is None and message.state == "sent"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        {"state": "sending"},
        {"state": "sent", "via": "http"},
        {"state": "sent", "sent_at": NOW},
        {"state": "dead"},
        {"state": "gone"},
        {"channel": "fax"},
        {"claimed_at": NOW},
        {"sent_at": NOW},
        {"letter_sealed": None},
        {"business_key": ""},
    ],
)
def test_the_database_refuses_a_message_that_cannot_be(broken: dict[str, Any]) -> None:
    message = posted()

    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(**broken)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "state", "wanted"),
    [
        (1, {}, {"ok": True, "note": "waiting"}),
        (6, {}, {"ok": False, "note": "late"}),
        (6, {"due_at": NOW + timedelta(minutes=8)}, {"ok": True, "note": "empty"}),
        (6, {"state": "dead", "problem": "?"}, {"ok": True, "note": "empty"}),
    ],
)
def test_readiness_turns_red_when_nobody_comes_for_the_messages(
    minutes: int, state: dict[str, Any], wanted: dict[str, Any]
) -> None:
    message = posted()
    OutboxMessage.objects.filter(pk=message.pk).update(**state)

    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        assert readiness()["outbox"] == wanted
