"""Real senders against real servers on this machine: HTTP with its signature, the SMS gateway, SMTP."""

import email
import email.policy
import hmac
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from hall_ops.lib import outward
from records.actions.outbox import Letter
from records.models import OutboxMessage
from records.senders import SendFailed, filled, send
from tests.records.receivers import Heard, mail_server, web_server

SECRET = "a secret both sides know, long enough"


@pytest.fixture
def web(settings: Any) -> Iterator[Heard]:
    settings.OUTBOX_LIVE = frozenset({"sms", "email", "webhook"})
    settings.OUTBOX_PRIVATE_HOSTS, settings.OUTBOX_SECRET = frozenset({"127.0.0.1"}), SECRET
    with web_server() as heard:
        settings.SMS_URL, settings.SMS_TOKEN = f"http://127.0.0.1:{heard.port}/sms?v=2", "token"
        yield heard


@pytest.fixture
def mail(settings: Any) -> Iterator[Heard]:
    settings.OUTBOX_LIVE = frozenset({"email"})
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as heard:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", heard.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "大厅 <hall@example.gov.cn>"
        yield heard


def message(channel: str) -> OutboxMessage:
    return OutboxMessage(channel=channel, kind="case.accepted")


def to(heard: Heard) -> Letter:
    return Letter(f"http://127.0.0.1:{heard.port}/hook", '{"案号": 1}')


def failure(sent: OutboxMessage, letter: Letter) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        send(sent, letter)
    return caught.value


def test_a_webhook_is_signed_and_carries_its_number(web: Heard) -> None:
    sent = message("webhook")

    assert send(sent, to(web)) == "http"

    path, headers, body = web.requests[0]
    when, given = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["X-Hall-Signature"]).groups()  # type: ignore[union-attr]
    wanted = hmac.new(SECRET.encode(), f"{when}.{sent.uid}.".encode() + body, "sha256").hexdigest()
    assert (path, json.loads(body), given) == ("/hook", {"案号": 1}, wanted)
    assert headers["Idempotency-Key"] == str(sent.uid)


@pytest.mark.parametrize(
    ("status", "final"),
    [(500, False), (503, False), (401, False), (404, False), (429, False), (400, True), (410, True)],
)
def test_a_webhook_that_is_not_taken_is_tried_again_where_it_may_help(
    web: Heard, status: int, final: bool
) -> None:
    web.status = status

    failed = failure(message("webhook"), to(web))

    assert (str(failed), failed.final) == (f"对方答复 HTTP {status}", final)


def test_a_redirect_is_not_followed(web: Heard) -> None:
    web.status, web.headers = 302, {"Location": f"http://127.0.0.1:{web.port}/elsewhere"}

    assert "302" in str(failure(message("webhook"), to(web)))
    assert [path for path, _, _ in web.requests] == ["/hook"]


def test_a_private_address_is_refused_unless_it_is_listed(web: Heard, settings: Any) -> None:
    settings.OUTBOX_PRIVATE_HOSTS = frozenset()

    plain = failure(message("webhook"), to(web))
    hidden = failure(message("webhook"), Letter("https://127.0.0.1/hook", "{}"))

    assert "https://" in str(plain) and "内部网络" in str(hidden)
    assert plain.final and hidden.final and not web.requests


def test_a_server_that_drips_is_cut_off(web: Heard, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outward, "WHOLE_SECONDS", 0.3)
    settings.SMS_OK_PATTERN = "x{100}"
    web.answer, web.drip_seconds = b"x" * 100, 0.05

    failed = failure(message("sms"), Letter("13800138000", "已受理"))

    assert "TimeoutError" in str(failed) and not failed.final


def test_a_text_message_is_filled_into_the_gateways_request(web: Heard, settings: Any) -> None:
    settings.SMS_TEMPLATE = '{"list": [{"phone": "{to}", "text": "{body}"}], "id": "{id}", "sign": 7}'
    sent = message("sms")
    text = '已受理"{id}"\n第二行'

    send(sent, Letter("13800138000", text))

    path, headers, body = web.requests[0]
    wanted = {"list": [{"phone": "13800138000", "text": text}], "id": str(sent.uid), "sign": 7}
    assert path == "/sms?v=2" and json.loads(body) == wanted
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer token", str(sent.uid))


def test_a_form_is_filled_without_breaking_out_of_its_field() -> None:
    body, content_type = filled("mobile={to}&content={body}&x=", to="1", body="a&mobile=2 好", id="i")

    assert parse_qs(body.decode()) == {"mobile": ["1"], "content": ["a&mobile=2 好"]}
    assert content_type.startswith("application/x-www-form-urlencoded")


def test_a_gateway_that_refuses_with_200_is_noticed(web: Heard, settings: Any) -> None:
    settings.SMS_OK_PATTERN = r'"code":\s*0\b'
    letter = Letter("13800138000", "已受理")
    assert send(message("sms"), letter) == "http"

    web.answer = b'{"code": 4, "msg": "no balance"}'

    assert "SMS_OK_PATTERN" in str(failure(message("sms"), letter))


def test_a_mail_arrives_with_its_number(mail: Heard) -> None:
    sent = message("email")

    assert send(sent, Letter("li@example.com", "材料已受理。", "受理通知")) == "smtp"

    got = email.message_from_bytes(mail.mails[0], policy=email.policy.default)
    assert got["Message-ID"] == f"<{sent.uid}@example.gov.cn>"
    assert (got["Subject"], got["To"]) == ("受理通知", "li@example.com")
    assert got.get_content().strip() == "材料已受理。"


@pytest.mark.parametrize(("code", "final"), [(450, False), (550, True)])
def test_a_mail_address_that_is_refused(mail: Heard, code: int, final: bool) -> None:
    mail.status = code

    failed = failure(message("email"), Letter("li@example.com", "x", "y"))

    assert (failed.final, "li@" in str(failed)) == (final, False)


def test_a_mail_server_that_is_away_is_tried_again(mail: Heard, settings: Any) -> None:
    settings.EMAIL_PORT = 1

    failed = failure(message("email"), Letter("li@example.com", "x", "y"))

    assert not failed.final and "ConnectionRefusedError" in str(failed)


def test_a_header_cannot_be_smuggled_into_a_mail(mail: Heard) -> None:
    assert failure(message("email"), Letter("li@example.com", "x", "y\nBcc: a@b.c")).final
    assert failure(message("email"), Letter("li@example.com\nBcc: a@b.c", "x", "y")).final
    assert not mail.mails
