"""Everything about a case on one page, with the steps its state and the reader's rights offer."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.enums import CaseState, Delivery, Holder
from windows.forms.case_steps import ChaseAnswerForm
from windows.queries.case_detail import Page, case_page, next_words
from windows.queries.fees import fees_of
from windows.queries.issuance import is_at_hand
from windows.queries.papers import CasePapers, papers_of
from windows.rules.case_steps import desk_steps, main_step, may_chase, may_stop, may_void
from windows.views._case_steps import OFFERED
from windows.views._cases import CASE_LISTS, get_case, issuing_url


@screen(Permission.CASE_VIEW, within=CASE_LISTS)
def case_detail(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    return detail_page(request, contract, case)


def detail_page(
    request: HttpRequest,
    contract: Contract,
    number: str,
    *,
    answer_form: ChaseAnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a form on it that was refused comes back with what is wrong."""
    found = get_case(request, contract, number)
    page = case_page(found, request.user, timezone.localdate())
    user = request.user
    papers = papers_of(page.case) if page.case.accepted_at else None
    main, others = buttons(page, user, contract, papers)
    context = {
        "contract": contract,
        "page": page,
        "case": page.case,
        "next": next_words(page),
        "main": main,
        "others": others,
        "answer_form": answer_form or ChaseAnswerForm(),
        "may_answer": holds(user, Permission.CASE_DECIDE, contract),
        "may_void_forms": holds(user, Permission.CASE_REGISTER, contract),
        "papers": papers,
        "fees": fees_of(page.case) if _pays(user, contract, page) else None,
        "may_take_fee": holds(user, Permission.FEE_TAKE, contract),
        "may_reverse_fee": holds(user, Permission.FEE_REVERSE, contract),
        "progress": _address("windows:progress", page.case.query_code),
        "trail": _trail(user, contract, page),
        "may_see_hold": holds(user, Permission.DISCLOSURE_VIEW, contract),
    }
    return render(request, "windows/case_detail.html", context, status=status)


def _pays(user: Any, contract: Contract, page: Page) -> bool:
    """Only a version with a price is ever charged for."""
    return page.case.version.fee_yuan > 0 and holds(user, Permission.FEE_VIEW, contract)


Button = dict[str, Any]


def buttons(
    page: Page, user: Any, contract: Contract, papers: CasePapers | None
) -> tuple[list[Button], list[Button]]:
    """What this person may do with this case: the step that brings it on, and the rest."""
    found = [
        *_desk(page, user, contract),
        *_supervisor(page, user, contract, papers),
        *_department(page, user, contract),
        *_counter(page, user, contract),
        *_privacy(page, user, contract),
    ]
    main = [each for each in found if each["is_main"]]
    return main, [each for each in found if not each["is_main"]]


def _desk(page: Page, user: Any, contract: Contract) -> list[Button]:
    if not holds(user, Permission.CASE_REGISTER, contract):
        return []
    first = main_step(page.standing)
    names = desk_steps(page.standing)
    return [
        {
            "label": str(OFFERED[name].title),
            "url": reverse("windows:case-step", args=[contract.slug, page.case.number, name]),
            "is_main": name == first,
            "is_danger": OFFERED[name].is_danger,
        }
        for name in sorted(names, key=lambda name: name != first)
    ]


def _supervisor(page: Page, user: Any, contract: Contract, papers: CasePapers | None) -> list[Button]:
    found = []
    if may_chase(page.standing) and not holds(user, Permission.CASE_DECIDE, contract):
        late = page.clock.level in {"late", "warn"} and page.clock.side == "department"
        found.append(_button(_("催办部门"), "windows:case-chase", page, is_main=late))
    if not holds(user, Permission.CASE_SUPERVISE, contract):
        return found
    if may_stop(page.standing) or page.standing.stop == "special_step":
        label = _("登记部门的特殊环节") if may_stop(page.standing) else _("登记特殊环节结束")
        found.append(_button(label, "windows:special-step-record", page))
    given = next((row for row in papers.issuances if row.undone_at is None), None) if papers else None
    if page.case.state == CaseState.ISSUED and given is not None and given.way == Delivery.COUNTER:
        url = reverse("windows:issuance-undo", args=[contract.slug, given.pk])
        found.append({"label": _("撤销出件"), "url": url, "is_main": False, "is_danger": True})
    if may_void(page.case.state, page.case.day, timezone.localdate()):
        found.append(_button(_("作废"), "windows:case-void", page, is_danger=True))
    return found


def _department(page: Page, user: Any, contract: Contract) -> list[Button]:
    if not holds(user, Permission.CASE_DECIDE, contract):
        return []
    if may_stop(page.standing):
        with_us = page.case.state == CaseState.TRANSFERRED and page.case.holder == Holder.DEPARTMENT
        decide = [_button(_("办结"), "windows:result-decide", page, is_main=True)] if with_us else []
        return [*decide, _button(_("进入特殊环节"), "windows:special-step-start", page)]
    if page.standing.stop == "special_step":
        return [_button(_("特殊环节结束，恢复计时"), "windows:special-step-end", page, is_main=True)]
    return []


def _counter(page: Page, user: Any, contract: Contract) -> list[Button]:
    """The result lies here: to the issuing desk, with this case looked up."""
    if not holds(user, Permission.ISSUANCE_DO, contract) or not is_at_hand(page.case):
        return []
    return [
        {"label": _("出件"), "url": issuing_url(page.case, contract), "is_main": True, "is_danger": False}
    ]


def _privacy(page: Page, user: Any, contract: Contract) -> list[Button]:
    """To what is kept of the people of this case, for those who may see or hold it."""
    if not holds(user, Permission.DISCLOSURE_VIEW, contract):
        return []
    label = _("个人信息保存与清除")
    if holds(user, Permission.CASE_HOLD, contract):
        label = _("解除个人信息保留") if page.case.hold_reason else _("保留个人信息（到期不清除）")
    query = urlencode({"case": page.case.number})
    url = f"{reverse('windows:erase-list', args=[contract.slug])}?{query}"
    return [{"label": label, "url": url, "is_main": False, "is_danger": False}]


def _button(label: str, name: str, page: Page, *, is_main: bool = False, is_danger: bool = False) -> Button:
    url = reverse(name, args=[page.case.contract.slug, page.case.number])
    return {"label": label, "url": url, "is_main": is_main, "is_danger": is_danger}


def _address(name: str, *arguments: Any) -> str:
    """An address of a screen that may not be installed; "" then."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _trail(user: Any, contract: Contract, page: Page) -> str:
    """The audit's own list about this case, for those who may read it."""
    if not holds(user, Permission.AUDIT_VIEW, contract):
        return ""
    url = reverse("accounts:contract-audit-trail", args=[contract.slug])
    return f"{url}?type=windows.case&id={page.case.pk}"
