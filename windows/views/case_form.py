"""One form for the printer, as it was frozen. Who may not see names in full gets a reading copy."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import render_pdf
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.case_forms import FormRefused, record_print, void_form
from windows.forms.case_steps import VoidFormForm
from windows.models import CaseForm
from windows.queries.case_forms import in_print, personal_of, printed_among
from windows.reports.case_forms import form_context
from windows.views._cases import CASE_LISTS, get_case


@screen(Permission.CASE_VIEW, within=CASE_LISTS)
def case_form(request: HttpRequest, contract: Contract, case: str, form: int) -> HttpResponse:
    found = get_object_or_404(
        get_case(request, contract, case).forms.select_related("case__contract"), pk=form
    )
    again, masked = bool(printed_among([found])), not holds(request.user, Permission.CASE_UNMASK, contract)
    body = render_pdf(_page(found, again=again, masked=masked))
    record_print(by=request.user, form=found, again=again)
    name = f"{found.content['title']}-{found.number}.pdf"
    return download(body, name, "application/pdf", inline=True)


@screen(Permission.CASE_VIEW, within=CASE_LISTS)
def case_form_all(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    """All forms that wait for the printer in one file; when none waits, all that are valid once more."""
    found = get_case(request, contract, case)
    masked = not holds(request.user, Permission.CASE_UNMASK, contract)
    valid = list(found.forms.filter(void_at=None).select_related("case__contract").order_by("pk"))
    printed = printed_among(valid)
    forms = [form for form in valid if form.pk not in printed] or valid
    if not forms:
        messages.info(request, _("这个办件没有可以打印的文书。"))
        return redirect("windows:case-detail", contract.slug, found.number)
    body = render_pdf(*(_page(form, again=form.pk in printed, masked=masked) for form in forms))
    for form in forms:
        record_print(by=request.user, form=form, again=form.pk in printed)
    return download(body, _("文书") + f"-{found.number}.pdf", "application/pdf", inline=True)


def _page(form: CaseForm, *, again: bool, masked: bool) -> str:
    with in_print():
        context = form_context(form, personal_of(form), again=again, masked=masked)
        return render_to_string("windows/pdf/case_form.html", context)


@screen(POST=Permission.CASE_REGISTER, within=CASE_LISTS, back="windows:case-detail")
def case_form_void(request: HttpRequest, contract: Contract, case: str, form: int) -> HttpResponse:
    """Void one; it stays in the list with its number."""
    found = get_case(request, contract, case, Permission.CASE_REGISTER)
    asked = VoidFormForm(request.POST)
    shown = get_object_or_404(found.forms.all(), pk=form)
    if not asked.is_valid():
        messages.error(request, _("请写明作废的原因。"))
        return redirect("windows:case-detail", contract.slug, found.number)
    try:
        void_form(by=request.user, at=timezone.now(), form=shown, why=asked.cleaned_data["why"])
    except FormRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("文书 %(number)s 已作废。") % {"number": shown.number})
    return redirect("windows:case-detail", contract.slug, found.number)
