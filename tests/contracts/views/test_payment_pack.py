"""The application pack for the printer."""

import io

from django.template.loader import render_to_string
from pypdf import PdfReader

from contracts.models import Contract
from contracts.reports.payments import pack_context
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.contracts.paying import applied, instalment, url
from tests.contracts.people import People
from tests.factories.contracts import member


def test_the_pack_names_amount_parties_and_missing_scores(people: People) -> None:
    step = applied(people)
    html = render_to_string(
        "contracts/pdf/payment_pack.html", pack_context(instalment(people.contract), step)
    )

    assert "人民币" in html and pack_context(instalment(people.contract), step)["capital"] in html
    assert people.contract.contractor.name in html and "622200001111" in html
    assert "缺 3 个月" in html and "2023-01、2023-02、2023-03" in html
    assert step.document_hash in html


def test_the_pack_is_a_pdf_and_the_download_is_told(client_for: ClientFor, people: People) -> None:
    applied(people)
    response = client_for(people.director).get(url(people.contract, "pack", 1, 1))

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert response["Content-Type"] == "application/pdf" and "付款申请" in text
    assert AuditEvent.objects.filter(action="payment.print").count() == 1


def test_without_an_application_there_is_no_pack(client_for: ClientFor, people: People) -> None:
    assert client_for(people.director).get(url(people.contract, "pack", 1, 1)).status_code == 404


def test_the_pack_is_shut_for_others(client_for: ClientFor, people: People, other_contract: Contract) -> None:
    applied(people)
    address = url(people.contract, "pack", 1, 1)

    assert client_for(member(Role.CLERK, people.contract)).get(address).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(address).status_code == 404
