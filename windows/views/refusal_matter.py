"""Turn a refusal into an unresolved matter that somebody looks after."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.refusal_matters import matter_from_refusal
from windows.models import RefusalLook


@screen(POST=Permission.MATTER_RECORD, within="windows:register-list-matter")
def refusal_matter(request: HttpRequest, contract: Contract, refused: str) -> HttpResponse:
    looks = RefusalLook.objects.allowed(request.user, Permission.MATTER_RECORD)
    look = looks.filter(case__contract=contract, case__number=refused).order_by("pk").last()
    if look is None:
        raise Http404
    matter = matter_from_refusal(by=request.user, at=timezone.now(), look=look)
    messages.success(request, _("已转入办不成事，编号 %(number)s。") % {"number": matter.number})
    return redirect("windows:register-detail-matter", contract.slug, matter.number)
