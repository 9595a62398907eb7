"""The security administrator opens an account for use, or opens it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.accounts import activate_account
from accounts.models import User
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.ACCOUNT_ACTIVATE)
def account_activate(request: HttpRequest, account: int) -> HttpResponse:
    found = get_object_or_404(User.objects.allowed(request.user, Permission.ACCOUNT_ACTIVATE), pk=account)
    activate_account(by=request.user, account=found, at=timezone.now())
    messages.success(request, _("已启用%(name)s的账号。") % {"name": found.name})
    return redirect("accounts:account", found.pk)
