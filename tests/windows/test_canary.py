"""Nobody's numbers stand on a page: planted in every case, they are looked for in all the windows answer (P6)."""

import io
import logging
import zipfile
from collections.abc import Iterator

import pypdf
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.navigation import Place, places
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import label_of, open_column, sealed_pair
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.samples import SAMPLES
from tests.windows.samples_privacy import sealed_case
from windows.models import Case

ID_NUMBER = "460100199001011239"
PHONE = "13907651234"
ADDRESS = "海口市美兰区白龙南路 77 号金丝雀大厦"
CANARIES = (ID_NUMBER, PHONE, "金丝雀", "白龙南路")
PLANTED = {"id": ID_NUMBER, "phone": PHONE, "address": ADDRESS, "agent_id": ID_NUMBER}
ROLES = (Role.CLERK, Role.SUPERVISOR, Role.ASSESSOR, Role.LIAISON)


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def plant(contract: Contract) -> None:
    """Every case gets the same numbers, as of an applicant who was here often."""
    for case in contract.cases.all():
        columns = {
            f"{name}_sealed": sealed_pair(text, label=label_of(Case, name), uid=case.uid)[0]
            for name, text in PLANTED.items()
        }
        Case.objects.filter(pk=case.pk).update(**columns)


def window_pages() -> list[Place]:
    return [
        place
        for place in places()
        if place.name.startswith("windows:") and place.screen and "GET" in place.screen.methods
    ]


class Samples:
    """The value of every argument, made once."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.made: dict[tuple[str, bool], object] = {}

    def address(self, place: Place) -> str:
        values = {name: self.value(name, place.in_contract) for name in place.arguments}
        return reverse(place.name, kwargs=values)

    def value(self, name: str, inside: bool) -> object:
        if name == "contract":
            return self.contract.slug
        if (name, inside) not in self.made:
            self.made[name, inside] = SAMPLES[name](self.contract if inside else None)
        return self.made[name, inside]


def text_of(answer: HttpResponse) -> str:
    """All that a reader of the answer could read."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if body.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return body.decode("utf-8", "replace") + str(answer.headers)


def seen_in(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


@pytest.mark.slow
def test_no_page_of_the_windows_shows_a_number(client_for: ClientFor, contract: Contract) -> None:
    clients = {role: client_for(member(role, contract)) for role in ROLES}
    samples, found, read = Samples(contract), [], 0
    for place in window_pages():
        url = samples.address(place)
        plant(contract)
        for role, client in clients.items():
            with transaction.atomic():
                answer = client.get(url)
                read += answer.status_code == 200
                found += [f"{place.name} as {role}: {canary}" for canary in seen_in(text_of(answer))]
                transaction.set_rollback(True)

    assert not found, "\n".join(found)
    assert read > len(window_pages()), "most pages were not even opened"


def test_the_search_for_canaries_finds_them(contract: Contract) -> None:
    """The negative control: the same reading notices an answer that shows what it should not."""
    case = sealed_case(contract)
    plant(contract)
    case.refresh_from_db()

    assert seen_in(text_of(HttpResponse(f"<p>{open_column(case, 'phone')}</p>"))) == [PHONE]
