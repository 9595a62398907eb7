"""The page behind a one-time link: a person sets a password. Every link that cannot be used answers alike."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions.passwords import LinkClosed, open_link, use_link
from accounts.forms import NewPasswordForm
from hall_ops.lib.screens import public_screen


@public_screen()
@sensitive_post_parameters("new", "again")
def password_link(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    try:
        link = open_link(token=token, at=now)
        # The administrator who made the link sits at a signed-in browser: it is not theirs to open.
        if request.user.is_authenticated and request.user.pk != link.user_id:
            raise LinkClosed(_("这条链接是给另一个账号的。请交给本人，在其自己的电脑上打开。"))
        if form.is_valid():
            use_link(token=token, new=form.cleaned_data["new"], at=now)
            messages.success(request, _("口令已设好，请登录。"))
            return redirect("accounts:sign-in")
    except LinkClosed as error:
        return _page(request, {"closed": str(error)}, error.status)
    except ValidationError as error:
        form.add_error("new", error)
    return _page(request, {"form": form, "account": link.user}, 422 if form.is_bound else 200)


def _page(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    response = render(request, "accounts/password_link.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
