"""Where a case stands, for whoever holds its query code; more with the telephone's last four digits.

A known and an unknown code take the same queries and the same template.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.codes import cleaned, grouped, is_code
from hall_ops.lib.request_context import client_address
from hall_ops.lib.screens import public_screen
from windows.actions.public import count_try
from windows.forms.public import BAD_CODE, CodeForm, TailForm
from windows.queries.progress import details_of, find_case, sight_of, tail_fits
from windows.rules.public_limits import OPEN, tails_closed, verdict
from windows.views._public import is_solved, limit_page, public_page


@public_screen(methods=("GET",))
def progress_form(request: HttpRequest) -> HttpResponse:
    """Type the code from the slip."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("windows:progress", form.cleaned_data["code"])
    return public_page(request, "windows/progress_form.html", {"form": form}, 422 if form.is_bound else 200)


@public_screen()
def progress(request: HttpRequest, query: str) -> HttpResponse:
    code = cleaned(query)
    if not is_code(code):
        wrong = CodeForm({"code": query[:40]})
        wrong.add_error("code", BAD_CODE)
        return public_page(request, "windows/progress_form.html", {"form": wrong}, 404)
    asked = request.method == "POST" and bool(request.POST.get("tail"))
    form = TailForm(request.POST if asked else None)
    is_right_shape = asked and form.is_valid()
    case = find_case(code)
    fits = tail_fits(case, form.cleaned_data["tail"] if is_right_shape else "")
    wrong_tail = is_right_shape and not fits
    address = client_address(request)
    tries = count_try(
        at=timezone.now(),
        address=address,
        code=code,
        missed=case is None or wrong_tail,
        wrong_tail=wrong_tail,
    )
    answer = verdict(tries, solved=is_solved(request))
    if answer != OPEN:
        return limit_page(request, code, answer)
    details = None
    if is_right_shape and tails_closed(tries):
        form.add_error("tail", _("核对失败次数较多，详细内容暂停查看，请 15 分钟后再试或到窗口咨询。"))
    elif wrong_tail:
        form.add_error("tail", _("与登记时所留电话的后四位不一致，请核对。"))
    elif is_right_shape and case is not None:
        details = details_of(case)
    context = {
        "code": code,
        "shown": grouped(code),
        "sight": sight_of(case),
        "form": form,
        "details": details,
    }
    return public_page(request, "windows/progress.html", context, 422 if form.errors else 200)
