"""An account is shut with a reason; its sessions end at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.accounts import AccountRefused, disable_account
from accounts.forms import DisableForm
from accounts.models import User
from accounts.views.account import account_page
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.ACCOUNT_DISABLE)
def account_disable(request: HttpRequest, account: int) -> HttpResponse:
    found = get_object_or_404(User.objects.allowed(request.user, Permission.ACCOUNT_DISABLE), pk=account)
    form = DisableForm(request.POST)
    if form.is_valid():
        try:
            disable_account(
                by=request.user, account=found, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except AccountRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已停用%(name)s的账号，其登录已全部退出。") % {"name": found.name})
            return redirect("accounts:account", found.pk)
    return account_page(request, found, form, status=422)
