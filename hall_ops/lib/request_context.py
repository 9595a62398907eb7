"""What an audit event must know of the request it happened in: address, request number, role used.

Actions are plain functions without the request, so the edge writes these down here and the event reads them.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """Shape: address as text ("" outside a request), request_id 32 hex digits, role a Role value or ""."""

    address: str = ""
    request_id: str = ""
    role: str = ""


_facts: ContextVar[RequestFacts] = ContextVar("request_facts", default=RequestFacts())  # noqa: B039 (frozen)


def current_facts() -> RequestFacts:
    return _facts.get()


def use_role(role: str) -> None:
    """The gate notes in which role the user passed."""
    _facts.set(replace(_facts.get(), role=role))


@contextmanager
def facts(**values: str) -> Iterator[None]:
    """Facts for a task or a command line, which have no request."""
    token = _facts.set(RequestFacts(**values))
    try:
        yield
    finally:
        _facts.reset(token)


def client_address(request: HttpRequest) -> str:
    """The address of the browser, reading X-Forwarded-For only as deep as there are trusted proxies."""
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(chain) >= trusted:
        return chain[-trusted][:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


class RequestContextMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        token = _facts.set(RequestFacts(address=client_address(request), request_id=number))
        structlog.contextvars.bind_contextvars(request_id=number)
        try:
            response = self.get_response(request)
        finally:
            _facts.reset(token)
            structlog.contextvars.clear_contextvars()
        response.headers["X-Request-Id"] = number
        return response
