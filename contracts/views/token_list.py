"""Tokens of other systems: those in force, those taken back, and a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from contracts.actions.tokens import MadeToken, TokenRefused, make_token
from contracts.forms.tokens import TokenForm
from contracts.models import ApiToken, Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(
    GET=Permission.API_MANAGE,
    POST=Permission.API_MANAGE,
    nav=Nav(Room.ACCOUNTS, gettext_lazy("接口令牌"), order=40),
)
def token_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = TokenForm(request.POST if request.method == "POST" else None, contract=contract)
    made: MadeToken | None = None
    if form.is_valid():
        try:
            made = make_token(by=request.user, at=timezone.now(), contract=contract, **form.cleaned_data)
        except TokenRefused as refused:
            form.add_error(None, str(refused))
        else:
            form = TokenForm(contract=contract)
    rows = ApiToken.objects.allowed(request.user, Permission.API_MANAGE).filter(contract=contract)
    context = {
        "contract": contract,
        "form": form,
        "made": made,
        "rows": rows.select_related("owner", "made_by", "revoked_by"),
        "today": timezone.localdate(),
    }
    status = 422 if form.is_bound and not made else 200
    return render(request, "contracts/token_list.html", context, status=status)
