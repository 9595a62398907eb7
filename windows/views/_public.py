"""What all public pages share: no trace in caches and search engines, and the sum for those who try too often."""

import secrets
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from windows.rules.public_limits import NUMBERS, WAIT

SALT = "windows.public.sum"
SECONDS_TO_ANSWER = 300


def public_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page for the street: never stored, never indexed."""
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def new_sum() -> dict[str, str]:
    """A small sum in words, and the sealed proof of its answer."""
    one, other = secrets.choice(range(1, 10)), secrets.choice(range(1, 10))
    nonce = secrets.token_urlsafe(9)
    question = _("%(one)s加%(other)s等于几？") % {"one": NUMBERS[one - 1], "other": NUMBERS[other - 1]}
    return {"question": question, "token": signing.dumps([nonce, _proof(nonce, str(one + other))], salt=SALT)}


def is_solved(request: HttpRequest) -> bool:
    """Whether this request answers a sum of the last five minutes."""
    try:
        nonce, proof = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=SECONDS_TO_ANSWER)
    except (signing.BadSignature, ValueError):
        return False
    return constant_time_compare(proof, _proof(nonce, request.POST.get("answer", "").strip()))


def _proof(nonce: str, answer: str) -> str:
    return salted_hmac(SALT, f"{nonce}:{answer}", algorithm="sha256").hexdigest()


def limit_page(request: HttpRequest, code: str, verdict: str) -> HttpResponse:
    """Too many tries: the sum, or wait. The same page whatever was asked for."""
    waits = verdict == WAIT
    context = {
        "code": code,
        "waits": waits,
        "sum": {} if waits else new_sum(),
        "tail": request.POST.get("tail", ""),
    }
    response = public_page(request, "windows/progress_limit.html", context, status=429)
    response.headers["Retry-After"] = "60"
    return response
