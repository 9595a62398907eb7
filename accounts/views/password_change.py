"""One's own password, also when the first one must be replaced."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions.passwords import WrongPassword, change_password
from accounts.forms import PasswordChangeForm
from hall_ops.lib.screens import member_screen

# An open session left behind must not become a place to guess the password.
TRIES, MOST_TRIES = "old_password_tries", 5


@member_screen(allow_expired_password=True)
@sensitive_post_parameters("old", "new", "again")
def password_change(request: HttpRequest) -> HttpResponse:
    form = PasswordChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = change_password(
                by=request.user, old=form.cleaned_data["old"], new=form.cleaned_data["new"], at=timezone.now()
            )
        except WrongPassword as error:
            request.session[TRIES] = request.session.get(TRIES, 0) + 1
            if request.session[TRIES] >= MOST_TRIES:
                logout(request)
                messages.error(request, _("原口令连续输错，已退出登录。"))
                return redirect("accounts:sign-in")
            form.add_error("old", str(error))
        except ValidationError as error:
            form.add_error("new", error)
        else:
            request.session.pop(TRIES, None)
            update_session_auth_hash(request, user)
            messages.success(request, _("口令已修改，其他地方的登录都已退出。"))
            return redirect("contracts:home")
    forced = request.user.must_change_password
    status = 422 if form.is_bound else 200
    return render(request, "accounts/password_change.html", {"form": form, "forced": forced}, status=status)
