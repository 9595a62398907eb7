"""A notice written down as it was made public."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.recruitment import NeedRefused, publish_notice
from staffing.forms.recruitment import NoticeForm
from staffing.queries.recruitment import agreed_recruitment, demands_of
from staffing.reports.recruitment import notice_draft
from staffing.views._recruitment import get_need, put_error


@screen(GET=Permission.HIRE_RECORD, POST=Permission.HIRE_RECORD)
def notice_new(request: HttpRequest, contract: Contract, need: int) -> HttpResponse:
    found = get_need(request, contract, need, Permission.HIRE_RECORD)
    demands = demands_of(contract, found.post)
    draft = {
        "title": _("%(contract)s招聘%(post)s公告") % {"contract": contract.name, "post": found.post.name},
        "published_on": timezone.localdate(),
        "text": notice_draft(found, demands, agreed_recruitment(contract)),
    }
    form = NoticeForm(request.POST or None, initial=draft)
    if request.method == "POST" and form.is_valid():
        try:
            publish_notice(by=request.user, at=timezone.now(), need=found, data=form.data_of())
        except NeedRefused as refused:
            put_error(form, refused)
        else:
            messages.success(request, _("公告已登记，可以登记报名了。"))
            return redirect("staffing:need-detail", contract.slug, found.pk)
    noted = [each for each in demands if each.legal_note]
    context = {"contract": contract, "need": found, "form": form, "noted": noted}
    return render(request, "staffing/notice_new.html", context, status=422 if form.errors else 200)
