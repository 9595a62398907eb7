"""Register what the desk sends: one small POST, safe to repeat, answered as JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import KeyReused
from windows.actions.intake import IntakeRefused, register_case
from windows.forms.intake import IntakeForm
from windows.models import Case
from windows.queries.desk import registered_under
from windows.rules.intake import Problem
from windows.views._desk import problems_answer, session_of


@screen(POST=Permission.CASE_REGISTER)
def desk_register(request: HttpRequest, contract: Contract) -> HttpResponse:
    form, session = IntakeForm(request.POST), session_of(request, contract)
    if not form.is_valid():
        return problems_answer(form.problems())
    key = form.cleaned_data["key"]
    if session is None:
        made = registered_under(request.user, contract, key)
        text = _("您今天还没有在窗口上岗，或上岗已结束。请重新上岗，已填的内容会保留。")
        return _done(made) if made else problems_answer([Problem("session", text)], status=409)
    try:
        case = register_case(
            by=request.user,
            at=timezone.now(),
            contract=contract,
            session=session,
            entry=form.entry(),
            key=key,
        )
    except IntakeRefused as refused:
        return problems_answer(refused.problems)
    except KeyReused:
        return _made_before(request, contract, key)
    except DomainError as refused:
        return problems_answer([Problem("", str(refused))], status=refused.status)
    return _done(case)


def _made_before(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """The form was registered, its answer was lost, and it was changed before it was sent again."""
    made = registered_under(request.user, contract, key)
    if made is None:
        return problems_answer([Problem("", _("这次提交与先前的不一致，请清空后重新登记。"))], status=409)
    text = _("这张登记表刚才已经登记成功，编号 %(number)s；之后的改动没有登记。请在办件里更正。")
    return JsonResponse({**_facts(made), "warning": text % {"number": made.number}})


def _done(case: Case) -> HttpResponse:
    return JsonResponse(_facts(case))


def _facts(case: Case) -> dict[str, str]:
    after = reverse("windows:desk-today", args=[case.contract.slug])
    return {"number": case.number, "after": f"{after}?done={case.number}"}
