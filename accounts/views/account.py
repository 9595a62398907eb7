"""One account: its facts, its roles, and what the reader may do with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.enums import AccountState
from accounts.forms import DisableForm
from accounts.models import User
from hall_ops.lib.navigation import permissions_of
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.ACCOUNT_VIEW)
def account(request: HttpRequest, account: int) -> HttpResponse:
    accounts = User.objects.allowed(request.user, Permission.ACCOUNT_VIEW).select_related(
        "created_by", "activated_by"
    )
    return account_page(request, get_object_or_404(accounts, pk=account), DisableForm())


def account_page(request: HttpRequest, found: User, form: DisableForm, status: int = 200) -> HttpResponse:
    held = permissions_of(request.user.standings())
    oneself = found.pk == request.user.pk
    open_for_use = found.state == AccountState.ACTIVE
    context: dict[str, Any] = {
        "account": found,
        "form": form,
        "places": found.memberships.select_related("contract").order_by("ended_at", "-granted_at"),
        "may_activate": Permission.ACCOUNT_ACTIVATE in held and not open_for_use and not oneself,
        "may_disable": Permission.ACCOUNT_DISABLE in held
        and found.state != AccountState.DISABLED
        and not oneself,
        "may_reset": Permission.ACCOUNT_RESET in held
        and found.state != AccountState.DISABLED
        and not oneself,
    }
    return render(request, "accounts/account.html", context, status=status)
