"""A need put forward, for the post that the list proposes or any other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.recruitment import NeedRefused, open_need
from staffing.forms.recruitment import NeedForm
from staffing.queries.posts import posts_of
from staffing.queries.recruitment import proposals
from staffing.views._recruitment import put_error


@screen(GET=Permission.HIRE_RECORD, POST=Permission.HIRE_RECORD)
def need_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    missing = {str(each.post.pk): each for each in proposals(contract, today)}
    chosen = missing.get(request.GET.get("post", ""))
    initial = (
        {"post": chosen.post, "headcount": chosen.missing, "reason": _("补齐岗位空缺")} if chosen else {}
    )
    form = NeedForm(request.POST or None, posts=posts_of(contract, today), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            need = open_need(by=request.user, at=timezone.now(), contract=contract, **form.cleaned_data)
        except NeedRefused as refused:
            put_error(form, refused)
        else:
            messages.success(
                request, _("招聘需求 %(number)s 已提出，接着发布公告。") % {"number": need.number}
            )
            return redirect("staffing:need-detail", contract.slug, need.pk)
    context = {"contract": contract, "form": form, "missing": missing.values()}
    return render(request, "staffing/need_new.html", context, status=422 if form.errors else 200)
