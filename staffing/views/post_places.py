"""Where a post stands: its windows with the sessions to be staffed, and the least number at each venue."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.posts import PostRefused, place_windows, set_minimum
from staffing.forms.posts import PlacesForm
from staffing.models import Post
from staffing.queries.hours import sessions_of
from staffing.queries.posts import places_on, venues_with, windows_of


@screen(GET=Permission.POST_EDIT, POST=Permission.POST_EDIT)
def post_places(request: HttpRequest, contract: Contract, post: int) -> HttpResponse:
    row = Post.objects.allowed(request.user, Permission.POST_EDIT).filter(contract=contract, pk=post).first()
    if row is None:
        raise Http404
    today = timezone.localdate()
    places = list(places_on(contract, today))
    form = PlacesForm(
        request.POST or None, initial={"day": today}, windows=windows_of(contract), venues=venues_with(contract),
        sessions=sessions_of(contract, today, today), places=[place for place in places if place.post_id == row.pk],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            save(request, row, form)
        except PostRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("窗口和最少在岗人数已更新。"))
            return redirect("staffing:post-detail", contract.slug, row.pk)
    context = {
        "contract": contract,
        "post": row,
        "form": form,
        "elsewhere": {
            place.window_id: place.post.name
            for place in places
            if place.window_id and place.post_id != row.pk
        },
    }
    return render(request, "staffing/post_places.html", context, status=422 if form.errors else 200)


@transaction.atomic
def save(request: HttpRequest, post: Post, form: PlacesForm) -> None:
    """Both halves of the page or neither."""
    by, at, day = request.user, timezone.now(), form.cleaned_data["day"]
    place_windows(by=by, at=at, day=day, post=post, windows=form.staffed())
    for venue, minimum in form.least().items():
        set_minimum(by=by, at=at, day=day, post=post, venue=venue, minimum=minimum)
