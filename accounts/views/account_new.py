"""A new account. Its first password is shown once, on a slip to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.actions.accounts import AccountRefused, create_account
from accounts.forms import AccountForm
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.ACCOUNT_CREATE, POST=Permission.ACCOUNT_CREATE)
def account_new(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            account, password = create_account(by=request.user, at=timezone.now(), **form.cleaned_data)
        except AccountRefused as error:
            form.add_error(None, str(error))
        else:
            return render(
                request, "accounts/account_slip.html", {"account": account, "password": password}, status=201
            )
    return render(request, "accounts/account_new.html", {"form": form}, status=422 if form.is_bound else 200)
