"""All accounts of the installation, with search and states."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.forms import AccountFilter
from accounts.models import User
from accounts.queries import accounts_matching
from hall_ops.lib.navigation import permissions_of
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen

PAGE = 50


@screen(Permission.ACCOUNT_VIEW, nav=Nav(Room.ACCOUNTS, _("账号"), order=10))
def account_list(request: HttpRequest) -> HttpResponse:
    form = AccountFilter(request.GET)
    found = accounts_matching(
        User.objects.allowed(request.user, Permission.ACCOUNT_VIEW),
        **(form.cleaned_data if form.is_valid() else {}),
    )
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "may_create": Permission.ACCOUNT_CREATE in permissions_of(request.user.standings()),
    }
    return render(request, "accounts/account_list.html", context)
