"""Give results their place on the shelf, or another one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.shelf import put_on_shelf
from windows.forms.issuance import PlaceForm
from windows.models import Case
from windows.views.shelf import shelf_page


@screen(POST=Permission.ISSUANCE_DO)
def shelf_place(request: HttpRequest, contract: Contract) -> HttpResponse:
    rows = Case.objects.allowed(request.user, Permission.ISSUANCE_DO).filter(contract=contract)
    asked = [text for text in request.POST.getlist("cases") if text.isascii() and text.isdigit()]
    cases = list(rows.filter(pk__in=asked[:200]).order_by("pk"))
    form = PlaceForm(request.POST, choices=[case.pk for case in cases])
    if not form.is_valid():
        return shelf_page(request, contract, place_form=form, status=422)
    place = form.cleaned_data["place"]
    try:
        with transaction.atomic():
            for case in cases:
                put_on_shelf(by=request.user, at=timezone.now(), case=case, place=place)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return shelf_page(request, contract, place_form=form, status=refused.status)
    messages.success(request, _("%(n)d 件已放到 %(place)s。") % {"n": len(cases), "place": place})
    return redirect("windows:shelf", contract.slug)
