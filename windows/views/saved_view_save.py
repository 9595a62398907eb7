"""Keep the ledger as it is now under a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.saved_views import ViewRefused, save_view
from windows.forms.asked_ledgers import kept_query, ledger_named
from windows.forms.ledgers import SavedViewForm


@screen(POST=Permission.CASE_VIEW)
def saved_view_save(request: HttpRequest, contract: Contract, ledger: str) -> HttpResponse:
    shown = ledger_named(ledger, request.user, contract)
    form = SavedViewForm(request.POST)
    query = kept_query(QueryDict(request.POST.get("query", "")[:1000]))
    if not form.is_valid():
        messages.error(request, _("视图没有保存：请填一个不超过 40 个字的名称。"))
    else:
        shared = form.cleaned_data["is_shared"] and holds(request.user, Permission.CASE_SUPERVISE, contract)
        try:
            save_view(
                by=request.user, at=timezone.now(), contract=contract, ledger=shown.key,
                name=form.cleaned_data["name"], query=query, is_shared=shared,
            )  # fmt: skip
            messages.success(request, _("已保存视图“%(name)s”。") % form.cleaned_data)
        except ViewRefused as refused:
            messages.error(request, str(refused))
    return redirect(f"{reverse('windows:ledger', args=[contract.slug, shown.key])}?{query}")
