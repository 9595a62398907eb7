"""A one-time link for a forgotten password, shown once; the person sets the password themselves."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from accounts.actions.passwords import LINK_LASTS, create_link
from accounts.models import User
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.ACCOUNT_RESET)
def account_reset(request: HttpRequest, account: int) -> HttpResponse:
    found = get_object_or_404(User.objects.allowed(request.user, Permission.ACCOUNT_RESET), pk=account)
    now = timezone.now()
    token = create_link(by=request.user, account=found, at=now)
    context = {
        "account": found,
        "link": settings.PUBLIC_URL + reverse("accounts:password-link", args=[token]),
        "until": now + LINK_LASTS,
    }
    return render(request, "accounts/account_link.html", context, status=201)
