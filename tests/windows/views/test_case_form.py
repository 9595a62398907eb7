"""A form's PDF and its voiding."""

import io
from collections.abc import Callable
from typing import Any

from django.test import Client
from pypdf import PdfReader

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.windows.case_samples import make_sample_form, make_whole_case
from windows.models import CaseForm

ClientFor = Callable[[User], Client]


def url_of(form: CaseForm) -> str:
    return f"/{form.case.contract.slug}/windows/cases/{form.case.number}/forms/{form.pk}/"


def test_a_form_is_printed_and_printed_again(client_for: ClientFor, contract: Contract) -> None:
    form = make_sample_form("acceptance", make_whole_case(contract))
    client = client_for(member(Role.CLERK, contract))

    first, second = client.get(url_of(form)), client.get(url_of(form))

    assert first["Content-Type"] == "application/pdf" and first.content.startswith(b"%PDF")
    assert second.status_code == 200
    events = AuditEvent.objects.filter(action="case_form.print").order_by("number")
    assert [each.after["again"] for each in events] == [False, True]


def test_a_form_is_voided_with_a_reason(client_for: ClientFor, contract: Contract) -> None:
    form = make_sample_form("acceptance", make_whole_case(contract))
    client = client_for(member(Role.CLERK, contract))

    client.post(f"{url_of(form)}void/", {"why": ""})
    form.refresh_from_db()
    assert form.void_at is None
    client.post(f"{url_of(form)}void/", {"why": "日期印错"})
    form.refresh_from_db()
    assert form.void_reason == "日期印错"
    page = client.get(f"/{contract.slug}/windows/cases/{form.case.number}/").content.decode()
    assert "已作废" in page and "日期印错" in page


def test_others_see_no_form(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    form = make_sample_form("receipt", make_whole_case(contract))
    foreign = make_sample_form("receipt", make_whole_case(contract))
    mixed = url_of(form).replace(f"/{form.pk}/", f"/{foreign.pk}/")

    assert client_for(member(Role.CLERK, other_contract)).get(url_of(form)).status_code == 404
    assert client_for(member(Role.AUDITOR, contract)).get(url_of(form)).status_code == 403
    assert client_for(member(Role.CLERK, contract)).get(mixed).status_code == 404
    assert client_for(member(Role.DIRECTOR, contract)).post(f"{url_of(form)}void/").status_code == 403


def test_all_that_waits_is_printed_in_one_file(client_for: ClientFor, contract: Contract) -> None:
    case = make_whole_case(contract)
    notice, promise = (make_sample_form(kind, case) for kind in ("acceptance", "promise"))
    void = make_sample_form("receipt", case)
    CaseForm.objects.filter(pk=void.pk).update(void_at=void.made_at, void_by=void.made_by, void_reason="印错")
    client = client_for(member(Role.CLERK, contract))
    alone = len(pages_of(client.get(url_of(notice)).content))
    together = f"/{contract.slug}/windows/cases/{case.number}/forms/"

    waiting, again = client.get(together).content, client.get(together).content

    assert promise.number in text_of(waiting) and notice.number not in text_of(waiting)
    assert notice.number in text_of(again) and promise.number in text_of(again)
    assert len(pages_of(again)) == alone + len(pages_of(waiting))
    assert void.number not in text_of(again)
    events = AuditEvent.objects.filter(action="case_form.print").order_by("number")
    assert [each.after["again"] for each in events] == [False, False, True, True]


def test_a_case_without_forms_says_so(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    case = make_whole_case(contract)
    case.forms.all().delete()
    url = f"/{contract.slug}/windows/cases/{case.number}/forms/"

    page = client_for(member(Role.CLERK, contract)).get(url, follow=True).content.decode()

    assert "没有可以打印的文书" in page
    assert client_for(member(Role.CLERK, other_contract)).get(url).status_code == 404
    assert client_for(member(Role.AUDITOR, contract)).get(url).status_code == 403


def pages_of(body: bytes) -> list[Any]:
    return list(PdfReader(io.BytesIO(body)).pages)


def text_of(body: bytes) -> str:
    return "".join(page.extract_text() for page in pages_of(body))
