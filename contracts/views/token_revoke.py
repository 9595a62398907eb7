"""Take a token of another system back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.tokens import TokenRefused, revoke_token
from contracts.models import ApiToken, Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.API_MANAGE)
def token_revoke(request: HttpRequest, contract: Contract, key: int) -> HttpResponse:
    tokens = ApiToken.objects.allowed(request.user, Permission.API_MANAGE).filter(contract=contract)
    token = get_object_or_404(tokens, pk=key)
    try:
        revoke_token(by=request.user, at=timezone.now(), token=token)
    except TokenRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("令牌“%(name)s”已停用。") % {"name": token.name})
    return redirect("contracts:token-list", contract.slug)
