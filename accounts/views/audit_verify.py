"""The whole chain is checked now, whoever asks: no event was changed, removed or put in between."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.actions.audit import verify_chain
from accounts.audit import audit_urls
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.AUDIT_VIEW)
def audit_verify(request: HttpRequest, contract: Any = None) -> HttpResponse:
    outcome = verify_chain(by=request.user)
    return render(request, "accounts/audit_verify.html", {"outcome": outcome, "urls": audit_urls(contract)})
