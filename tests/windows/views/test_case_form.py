"""A form's PDF and its voiding."""

from collections.abc import Callable

from django.test import Client

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
