"""One post: what it asks, who holds it, its duties and handbook."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.profile_schema.wording import RULE
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.posts import PostRefused, edit_post
from staffing.forms.posts import PostForm
from staffing.models import Post
from staffing.queries.people import engaged_on
from staffing.queries.posts import demands_on, place_rows


@screen(GET=Permission.STAFF_BOARD, POST=Permission.POST_EDIT)
def post_detail(request: HttpRequest, contract: Contract, post: int) -> HttpResponse:
    permission = Permission.POST_EDIT if request.method == "POST" else Permission.STAFF_BOARD
    row = Post.objects.allowed(request.user, permission).filter(contract=contract, pk=post).first()
    if row is None:
        raise Http404
    initial = {name: getattr(row, name) for name in ("duties", "manual", "manual_reviewed_on")}
    form = PostForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_post(by=request.user, at=timezone.now(), post=row, **form.cleaned_data)
        except PostRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("岗位职责和手册已更新。"))
            return redirect("staffing:post-detail", contract.slug, row.pk)
    today = timezone.localdate()
    context = {
        "contract": contract,
        "post": row,
        "form": form,
        "people": list(engaged_on(contract, today).filter(post=row)),
        "places": place_rows(contract, row, today),
        "demands": [(RULE[each.rule], each) for each in demands_on(contract, row)],
        "may_edit": holds(request.user, Permission.POST_EDIT, contract),
    }
    return render(request, "staffing/post_detail.html", context, status=422 if form.errors else 200)
