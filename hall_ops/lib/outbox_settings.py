"""What the settings of the outbox must fit: read at the start, so that a slip is found before the first message.

Settings read this file, so it knows neither Django's settings nor translations; no message shows a secret.
"""

import json
import re
from urllib.parse import parse_qsl

from django.core.exceptions import ImproperlyConfigured

CHANNELS = ("sms", "email", "webhook")
SECRET_LENGTH = 32
NEEDS = "环境变量 {name} {problem}：OUTBOX_LIVE 中有 {channel}。允许的值：{allowed}。"


def read_channels(text: str) -> frozenset[str]:
    """The channels that really send. Raises: ValueError for an unknown one."""
    channels = frozenset(part.strip() for part in text.split(",") if part.strip())
    if not channels <= set(CHANNELS):
        raise ValueError(text)
    return channels


def read_template(text: str) -> str:
    """The gateway's request with {to} and {body} in it. Raises: ValueError."""
    if text.lstrip().startswith("{"):
        json.loads(text)
    elif not parse_qsl(text):
        raise ValueError(text)
    if "{to}" not in text or "{body}" not in text:
        raise ValueError(text)
    return text


def read_pattern(text: str) -> str:
    """A regular expression. Raises: ValueError."""
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(text) from error
    return text


def check_live(live: frozenset[str], *, sms_url: str, secret: str, mail_backend: str) -> None:
    """A channel that is switched on has what it needs. Raises: ImproperlyConfigured."""
    wants = [
        ("sms", not sms_url, "SMS_URL", "没有设置", "短信平台接口的网址，以 https:// 开头"),
        (
            "webhook",
            len(secret) < SECRET_LENGTH,
            "OUTBOX_SECRET",
            "没有设置或太短",
            f"至少 {SECRET_LENGTH} 个字符的随机文本，与接收方共用",
        ),
        (
            "email",
            not mail_backend.endswith("smtp.EmailBackend"),
            "EMAIL_URL",
            "不是邮件服务器",
            "smtp+tls://用户:口令@主机:587",
        ),
    ]
    for channel, missing, name, problem, allowed in wants:
        if channel in live and missing:
            raise ImproperlyConfigured(
                NEEDS.format(name=name, problem=problem, channel=channel, allowed=allowed)
            )
