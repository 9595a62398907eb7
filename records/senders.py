"""How a message leaves: by the mail server, by HTTP, or into a file where a channel is not switched on."""

import hmac
import json
import os
import re
import smtplib
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from hall_ops.lib.outward import Answer, OutwardFailed, OutwardRefused, cut_off, post
from records.actions.outbox import Letter
from records.enums import OutboxChannel, OutboxVia
from records.models import OutboxMessage

JSON = "application/json; charset=utf-8"
FORM = "application/x-www-form-urlencoded; charset=utf-8"
ANSWER_BYTES = 64 * 1024
# The receiver read the request and finds it wrong in itself: the same again gets the same answer.
HOPELESS = {400, 410, 413, 415, 422}


class SendFailed(Exception):
    """It did not go out; str() is for the screen and names nobody. `final`: trying again cannot help."""

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.final = final


def send(message: OutboxMessage, letter: Letter) -> str:
    """Send one message. Shape: how it went (OutboxVia). Raises: SendFailed."""
    if message.channel not in settings.OUTBOX_LIVE:
        return _to_file(message, letter)
    if message.channel == OutboxChannel.EMAIL:
        return _by_mail(message, letter)
    try:
        answer = _sms(message, letter) if message.channel == OutboxChannel.SMS else _webhook(message, letter)
    except OutwardRefused as error:
        raise SendFailed(str(error), final=True) from error
    except OutwardFailed as error:
        raise SendFailed(str(error)) from error
    _check(message, answer)
    return OutboxVia.HTTP


def _check(message: OutboxMessage, answer: Answer) -> None:
    if not 200 <= answer.status < 300:
        raise SendFailed(
            _("对方答复 HTTP %(status)s") % {"status": answer.status}, final=answer.status in HOPELESS
        )
    pattern = settings.SMS_OK_PATTERN
    if message.channel == OutboxChannel.SMS and not re.search(
        pattern, answer.body.decode("utf-8", "replace")
    ):
        raise SendFailed(_("短信平台的答复不符合 SMS_OK_PATTERN"))


def _webhook(message: OutboxMessage, letter: Letter) -> Answer:
    body = letter.body.encode()
    headers = {"Content-Type": JSON, "Idempotency-Key": str(message.uid), **signature(message, body)}
    return post(letter.to, body, headers=headers, private_hosts=settings.OUTBOX_PRIVATE_HOSTS)


def signature(message: OutboxMessage, body: bytes) -> dict[str, str]:
    """Lets the receiver check who sent this, and when: HMAC-SHA256 over `<time>.<id>.<body>`."""
    now = str(int(time.time()))
    signed = f"{now}.{message.uid}.".encode() + body
    return {
        "X-Hall-Signature": f"t={now},v1={hmac.new(settings.OUTBOX_SECRET.encode(), signed, 'sha256').hexdigest()}"
    }


def _sms(message: OutboxMessage, letter: Letter) -> Answer:
    body, content_type = filled(settings.SMS_TEMPLATE, to=letter.to, body=letter.body, id=str(message.uid))
    headers = {"Content-Type": content_type, "Idempotency-Key": str(message.uid)}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    hosts, wanted = settings.OUTBOX_PRIVATE_HOSTS, ANSWER_BYTES if settings.SMS_OK_PATTERN else 0
    return post(settings.SMS_URL, body, headers=headers, private_hosts=hosts, most_bytes=wanted)


def filled(template: str, **values: str) -> tuple[bytes, str]:
    """The gateway's request: {to}, {body} and {id} in the texts of a JSON document or in the values of a form."""
    if template.lstrip().startswith("{"):
        return json.dumps(_filled(json.loads(template), values), ensure_ascii=False).encode(), JSON
    pairs = [(name, _filled(text, values)) for name, text in parse_qsl(template, keep_blank_values=True)]
    return urlencode(pairs).encode(), FORM


def _filled(part: Any, values: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(inner, values) for name, inner in part.items()}
    if isinstance(part, list):
        return [_filled(inner, values) for inner in part]
    if isinstance(part, str):
        return re.sub(r"\{(to|body|id)\}", lambda found: values[found[1]], part)
    return part


def _by_mail(message: OutboxMessage, letter: Letter) -> str:
    """Every try carries the same Message-ID, by which mail servers tell a repetition."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    headers = {"Message-ID": f"<{message.uid}@{host}>", "X-Idempotency-Key": str(message.uid)}
    backend = get_connection(timeout=settings.EMAIL_TIMEOUT)
    mail = EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers, connection=backend)
    try:
        with cut_off(lambda: getattr(getattr(backend, "connection", None), "sock", None)):
            mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise SendFailed(
            _("收件地址被拒收 %(codes)s") % {"codes": codes}, final=min(codes, default=0) >= 500
        ) from error
    except smtplib.SMTPResponseException as error:
        raise SendFailed(f"SMTP {error.smtp_code}", final=error.smtp_code in {550, 552, 553, 554}) from error
    except (OSError, smtplib.SMTPException) as error:
        raise SendFailed(
            f"{type(error).__name__}: {getattr(error, 'strerror', None) or ''}".rstrip(": ")
        ) from error
    except ValueError as error:
        raise SendFailed(_("收件地址或标题不合格式"), final=True) from error
    return OutboxVia.SMTP


def outbox_file(channel: str) -> Path:
    """Where messages of a channel that is not switched on are written."""
    return Path(settings.VAR_DIR) / "outbox" / f"{channel}.jsonl"


def _to_file(message: OutboxMessage, letter: Letter) -> str:
    """One line a message. A server keeps no readable letters lying about: there the line says only which one it was."""
    line = {
        "id": str(message.uid),
        "at": message.made_at.isoformat(),
        "kind": message.kind,
        "about": message.object_id,
    }
    if settings.EMBEDDED:
        line |= {"to": letter.to, "subject": letter.subject, "body": letter.body}
    path = outbox_file(message.channel)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, json.dumps(line, ensure_ascii=False).encode() + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise SendFailed(f"{type(error).__name__}: {error.strerror}") from error
    return OutboxVia.FILE
